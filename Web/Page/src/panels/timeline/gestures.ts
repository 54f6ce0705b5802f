// What pointers and keys do to a plot of time: the wheel comes closer, dragging goes to other times, a double click shows all.

const zoomPerNotch = 1.25;
const pixelsPerNotch = 100;
const zoomPerKey = 2;
const moveByKey = 0.2;

// A finger that is put down is not held still.
const slack = 4;

/** What can be done to which part of the time is shown; shares are of its length, from the left. */
export interface Moves {
  isAll: () => boolean;
  zoomAt: (share: number, factor: number) => void;
  move: (share: number) => void;
  showAll: () => void;
}

/** Follows the pointers over an element; a tap points at a place, in pixels from the left. Returns what ends that. */
export function followPointers(over: HTMLElement, to: Moves, point: (x: number) => void): () => void {
  const held = new Map<number, number>(); // where pointers were last
  let travelled = 0;
  const end = new AbortController();
  const { signal } = end;
  const place = (event: MouseEvent): number => event.clientX - over.getBoundingClientRect().left;
  const share = (x: number): number => Math.min(Math.max(x / over.clientWidth, 0), 1);

  over.addEventListener('pointerdown', (event) => {
    if (event.button === 0) {
      held.set(event.pointerId, place(event));
      travelled = 0;
    }
  }, { signal });

  over.addEventListener('pointermove', (event) => {
    const before = held.get(event.pointerId);
    if (before === undefined) {
      return;
    }

    const now = place(event);
    travelled += Math.abs(now - before);
    if (travelled < slack) {
      return;
    }

    over.setPointerCapture(event.pointerId);
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) {
      const apart = Math.max(Math.abs(now - other), 1);
      to.zoomAt(share((now + other) / 2), Math.max(Math.abs(before - other), 1) / apart);
    } else {
      to.move((before - now) / over.clientWidth);
    }

    held.set(event.pointerId, now);
  }, { signal });

  const letGo = (event: PointerEvent): void => {
    if (held.delete(event.pointerId) && travelled < slack && event.type === 'pointerup') {
      point(place(event));
    }
  };
  over.addEventListener('pointerup', letGo, { signal });
  over.addEventListener('pointercancel', letGo, { signal });
  over.addEventListener('dblclick', () => to.showAll(), { signal });

  // Where all is shown already, the wheel is free to scroll on.
  over.addEventListener('wheel', (event) => {
    const notches = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY / pixelsPerNotch : event.deltaY / 3;
    if (notches < 0 || !to.isAll()) {
      event.preventDefault();
      to.zoomAt(share(place(event)), zoomPerNotch ** notches);
    }
  }, { signal, passive: false });
  return () => end.abort();
}

/** What a key does; false where it is none of the plot's. */
export function pressKey(key: string, to: Moves): boolean {
  switch (key) {
    case 'ArrowLeft':
      to.move(-moveByKey);
      return true;
    case 'ArrowRight':
      to.move(moveByKey);
      return true;
    case '+':
    case '=':
      to.zoomAt(0.5, 1 / zoomPerKey);
      return true;
    case '-':
      to.zoomAt(0.5, zoomPerKey);
      return true;
    case 'Home':
      to.showAll();
      return true;
    default:
      return false;
  }
}

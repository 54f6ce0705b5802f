import { useEffect, useRef, useState } from 'preact/hooks';
import { connect } from '../socket';
import { entityColours, species, tool } from '../store';
import { Stroke } from './brush';
import type { Size } from './camera';
import type { Marks } from './marks';
import { PointerInput } from './pointer';
import { ViewRequests } from './requests';
import { Stage } from './stage';

/** The stage, once it is there; keys move its camera. */
export let stage: Stage | null = null;

/** Uses the tool where the brush is. */
export function useTool(): void {
  if (stage && tool.value !== 'look') {
    new Stroke().to(stage.camera.toGrid(stage.brush));
  }
}

/** The canvas with the world, and what is marked on it. */
export function World() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const edge = useRef<HTMLDivElement>(null);
  const patch = useRef<HTMLDivElement>(null);
  const cell = useRef<HTMLDivElement>(null);
  const brush = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    try {
      start(canvas.current!, { edge: edge.current!, patch: patch.current!, cell: cell.current!, brush: brush.current! });
    } catch (error) {
      setFailure((error as Error).message);
    }
  }, []);
  return (
    <>
      <canvas
        ref={canvas}
        class={tool.value === 'look' ? 'world' : 'world draws'}
        tabIndex={0}
        role="application"
        aria-label="The world. Arrow keys move the view, plus and minus come nearer and go away, Enter uses the tool in the middle."
      />
      <div ref={edge} class="mark edge" hidden />
      <div ref={patch} class="mark patch" hidden />
      <div ref={cell} class="mark cell" hidden />
      <div ref={brush} class="mark brush" hidden style={{ '--ink': brushColour() }} />
      {failure && (
        <p class="card failure" role="alert">
          {failure}
        </p>
      )}
    </>
  );
}

// A brush that gives cells to a species has that species' colour.
const brushColour = (): string =>
  tool.value === 'paint' || tool.value === 'seeds' ? (entityColours.value[species.value] ?? 'white') : 'white';

function start(canvas: HTMLCanvasElement, marks: Marks): void {
  const made = new Stage(canvas, marks, (frame) => line.say({ shown: frame }));
  const line = connect((picture) => void made.show(picture));
  new ViewRequests(made, (message) => line.say(message));
  new PointerInput(canvas, made);
  followSize(canvas, (size, density) => made.resize(size, density));
  stage = made;
}

// The pixels of the screen that the canvas covers, exactly where the browser tells them: rounding may be off by one, which blurs all.
function followSize(canvas: HTMLCanvasElement, take: (size: Size, density: number) => void): void {
  const exact = 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
  const observer = new ResizeObserver(([entry]) => {
    const density = window.devicePixelRatio;
    const told = entry!.devicePixelContentBoxSize?.[0];
    const pixels = (length: number, exactly: number | undefined): number => {
      const rounded = Math.max(1, Math.round(length * density));
      // An emulated screen tells those of the real one.
      return exactly !== undefined && Math.abs(exactly - rounded) <= 1 ? Math.max(1, exactly) : rounded;
    };
    const { width, height } = entry!.contentRect;
    take({ width: pixels(width, told?.inlineSize), height: pixels(height, told?.blockSize) }, density);
  });
  observer.observe(canvas, exact ? { box: 'device-pixel-content-box' } : {});
}

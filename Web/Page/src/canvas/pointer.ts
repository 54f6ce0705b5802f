// Mouse, pen and fingers on the canvas. One finger or the left button uses the tool, which without one moves the view; the right button
// always moves it; two fingers move it and come nearer.

import { showsWelcome } from '../store';
import { draws, scaleBrush, Stroke } from './brush';
import type { Point } from './camera';
import type { Stage } from './stage';

const zoomPerNotch = 1.2;
const brushPerNotch = 1.2;

// A pinch on a touchpad comes as a wheel with Ctrl and small turns.
const zoomPerPinch = 0.01;

// How long a finger waits for a second one before it draws, in milliseconds, and how far it may stray meanwhile, in pixels of the page.
const patience = 90;
const stray = 8;

export class PointerInput {
  private readonly fingers = new Map<number, Point>();
  private stroke: Stroke | null = null;
  private isPanning = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private pressedAt: Point = { x: 0, y: 0 };
  private notches = 0;
  private readonly stage: Stage;

  constructor(canvas: HTMLCanvasElement, stage: Stage) {
    this.stage = stage;
    canvas.addEventListener('pointerdown', (event) => this.press(event, canvas));
    canvas.addEventListener('pointermove', (event) => this.move(event));
    canvas.addEventListener('pointerup', (event) => this.release(event));
    canvas.addEventListener('pointercancel', (event) => this.release(event));
    canvas.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse' && this.fingers.size === 0) {
        stage.point(null);
      }
    });
    canvas.addEventListener('wheel', (event) => this.turn(event), { passive: false });
    // The keys are the page's, so that a press need not give the canvas the focus, only take it from a slider or field.
    canvas.addEventListener('mousedown', (event) => {
      event.preventDefault();
      (document.activeElement as HTMLElement | null)?.blur();
    });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  }

  private press(event: PointerEvent, canvas: HTMLCanvasElement): void {
    canvas.setPointerCapture(event.pointerId);
    showsWelcome.value = false;
    const at = this.placeOf(event);
    this.fingers.set(event.pointerId, at);
    this.stage.point(at);
    if (this.fingers.size > 1) {
      // A second finger: the first one meant no stroke.
      this.stop();
    } else if (event.button !== 0 || !draws()) {
      this.isPanning = true;
    } else if (event.pointerType === 'touch') {
      this.pressedAt = at;
      this.waiting = setTimeout(() => this.begin(at), patience);
    } else {
      this.begin(at);
    }
  }

  private move(event: PointerEvent): void {
    const at = this.placeOf(event);
    const before = this.fingers.get(event.pointerId);
    if (this.fingers.size === 2 && before) {
      this.pinch(event.pointerId, before, at);
      return;
    }
    if (before) {
      this.fingers.set(event.pointerId, at);
    }
    this.stage.point(at);
    if (this.waiting !== undefined && distance(this.pressedAt, at) > stray * this.stage.density) {
      this.begin(this.pressedAt);
    }
    if (this.isPanning && before) {
      this.stage.move((camera) => camera.pan(at.x - before.x, at.y - before.y));
    }
    this.stroke?.to(this.stage.camera.toGrid(at));
  }

  private release(event: PointerEvent): void {
    if (this.waiting !== undefined && event.type === 'pointerup') {
      this.begin(this.pressedAt);
    }
    this.fingers.delete(event.pointerId);
    this.stop();
  }

  private begin(at: Point): void {
    this.stop();
    this.stroke = new Stroke();
    this.stroke.to(this.stage.camera.toGrid(at));
  }

  private stop(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.stroke = null;
    this.isPanning = false;
  }

  // What lay between the fingers stays there.
  private pinch(moved: number, before: Point, at: Point): void {
    const other = [...this.fingers].find(([id]) => id !== moved)![1];
    this.fingers.set(moved, at);
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    this.stage.move((camera) => {
      camera.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
      camera.zoomAt(middle, Math.max(1, distance(at, other)) / Math.max(1, distance(before, other)));
    });
  }

  private turn(event: WheelEvent): void {
    event.preventDefault();
    const at = this.placeOf(event);
    const turned = -event.deltaY / (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 100 : 3);
    const isPinch = event.ctrlKey && Math.abs(event.deltaY) < 50 && event.deltaMode === WheelEvent.DOM_DELTA_PIXEL;
    if (draws() && !event.ctrlKey) {
      // A brush grows by whole cells, so that the small turns of a touchpad have to add up.
      this.notches += turned;
      for (; Math.abs(this.notches) >= 1; this.notches -= Math.sign(this.notches)) {
        scaleBrush(this.notches > 0 ? brushPerNotch : 1 / brushPerNotch);
      }
      this.stage.redraw();
    } else {
      const factor = isPinch ? Math.exp(-event.deltaY * zoomPerPinch) : zoomPerNotch ** turned;
      this.stage.move((camera) => camera.zoomAt(at, factor));
    }
  }

  private placeOf(event: MouseEvent): Point {
    return { x: event.offsetX * this.stage.density, y: event.offsetY * this.stage.density };
  }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

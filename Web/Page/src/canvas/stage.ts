// The world on the canvas: what is shown, from where, and what is drawn over it. It draws when something has changed, and only then.

import { computed, effect, signal } from '@preact/signals';
import { cellIn, type Picture } from '../frames';
import type { FrameHead } from '../protocol';
import { brushRadius, framesPerSecond, showsInspector, showsPatch, state, world } from '../store';
import { draws, isInFirst } from './brush';
import { Camera, type Point, type Size } from './camera';
import { type Marks, place } from './marks';
import { shownHead, table } from './palette';
import { Renderer, type Shown } from './renderer';

/** The cell that the pointer is in, as far as it can be inspected. */
export const pointed = signal<Point | null>(null);

/** What the picture says of that cell: known at once, while the server's answer is still under way. */
export const under = signal<{ what: number; level: number } | null>(null);

/** Grows whenever the camera or the canvas is another. */
export const moved = signal(0);

// Fingers point at nothing until they tap, and need to see where they draw; a mouse is always somewhere.
const hasFingers = matchMedia('(pointer: coarse)').matches;

// Left free around a world that is shown whole, in pixels of the page.
const margin = 14;

export class Stage {
  readonly camera = new Camera();
  canvasSize: Size = { width: 1, height: 1 };
  density = 1;

  /** Where a tool works that is not led by a pointer, or null: in the middle. */
  private pointer: Point | null = null;
  private renderer: Renderer;
  private picture: Picture | null = null;
  private lastTurn = 0;
  private shownTurn = 0;
  private toSay = 0; // the frame to tell the server of once it is drawn
  private isWaiting = false;
  private readonly times: number[] = [];
  private idle: ReturnType<typeof setTimeout> | undefined;
  private readonly canvas: HTMLCanvasElement;
  private readonly marks: Marks;
  private readonly onShown: (frame: number) => void;

  constructor(canvas: HTMLCanvasElement, marks: Marks, onShown: (frame: number) => void) {
    this.canvas = canvas;
    this.marks = marks;
    this.onShown = onShown;
    this.renderer = new Renderer(canvas, () => this.redraw());
    effect(() => {
      if (table.value) {
        this.renderer.setTable(table.value);
        this.redraw();
      }
    });
    effect(() => {
      void [showsPatch.value, draws(), brushRadius.value, showsInspector.value, world.value];
      this.redraw();
    });
    const size = computed(() => `${state.value?.width} x ${state.value?.height}`);
    effect(() => {
      void size.value;
      this.adapt();
    });
  }

  get head(): FrameHead | null {
    return this.picture?.head ?? null;
  }

  /** The grid of all that can be shown: that of the last picture, or what the world says before there is one. */
  get grid(): Size {
    const [width, height] = this.head?.grid ?? [state.value?.width ?? 1, state.value?.height ?? 1];
    return { width, height };
  }

  /** Takes a picture; it is drawn with the next refresh of the screen. */
  async show(picture: Picture): Promise<void> {
    const turn = ++this.lastTurn;
    const shown: Shown = 'planes' in picture
      ? picture
      : { head: picture.head, image: await createImageBitmap(picture.file, { colorSpaceConversion: 'none' }) };
    if (turn < this.shownTurn) {
      // A later one was ready sooner.
      return;
    }
    this.shownTurn = turn;
    this.picture = picture;
    this.toSay = picture.head.frame;
    this.renderer.setPicture(shown);
    shownHead.value = picture.head;
    this.adapt();
    this.redraw();
  }

  /** Takes the canvas' size in pixels of the screen. */
  resize(size: Size, density: number): void {
    this.canvasSize = size;
    this.density = density;
    this.canvas.width = size.width;
    this.canvas.height = size.height;
    this.adapt();
    // At once: a canvas is empty after it got another size.
    this.draw();
  }

  /** Moves the camera. */
  move(how: (camera: Camera) => void): void {
    how(this.camera);
    moved.value++;
    this.redraw();
  }

  /** Says where the pointer is, in pixels of the canvas; null: the keys lead. */
  point(at: Point | null): void {
    this.pointer = at;
    this.redraw();
  }

  /** Where a tool works: at the pointer, or in the middle of the view for those who use keys. */
  get brush(): Point {
    return this.pointer ?? this.camera.middle;
  }

  redraw(): void {
    if (!this.isWaiting) {
      this.isWaiting = true;
      requestAnimationFrame(() => this.draw());
    }
  }

  /** Red, green and blue in the middle of a cell, as the canvas has them. */
  colourAt(x: number, y: number): [number, number, number] {
    this.draw();
    const at = this.camera.toCanvas({ x: x + 0.5, y: y + 0.5 });
    return this.renderer.read(at.x, at.y);
  }

  private draw(): void {
    this.isWaiting = false;
    this.renderer.draw(this.camera, this.canvasSize, this.density);
    const isPointing = !hasFingers || (this.pointer !== null && !draws());
    const cell = isPointing ? this.camera.cellAt(this.brush) : null;
    const inspected = cell && isInFirst(cell) ? cell : null;
    if (pointed.value?.x !== inspected?.x || pointed.value?.y !== inspected?.y) {
      pointed.value = inspected;
    }
    const there = inspected && this.picture ? cellIn(this.picture, inspected.x, inspected.y) : null;
    if (under.value?.what !== there?.what || under.value?.level !== there?.level) {
      under.value = there;
    }
    place(this.marks, this, inspected);
    if (this.toSay > 0) {
      this.onShown(this.toSay);
      this.toSay = 0;
      this.count();
    }
  }

  private adapt(): void {
    const { width, height } = this.canvasSize;
    if (!state.value) {
      return;
    }
    const edge = Math.min(margin * this.density, width / 8, height / 8);
    if (this.camera.adapt(this.grid, { x: edge, y: edge, width: width - 2 * edge, height: height - 2 * edge })) {
      moved.value++;
    }
  }

  // Pictures of the last second; none for a while means none a second.
  private count(): void {
    const now = performance.now();
    this.times.push(now);
    while (this.times[0]! < now - 1000) {
      this.times.shift();
    }
    framesPerSecond.value = this.times.length;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => (framesPerSecond.value = 0), 1500);
  }
}

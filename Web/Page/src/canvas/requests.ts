// What the page asks to see: it follows the camera, the pointer and what was chosen, a few times a second at most.

import { computed, effect } from '@preact/signals';
import type { ToServer, View } from '../protocol';
import { connection, layerText, palette, rules, showsInspector, state, welcome, world } from '../store';
import { type Region, regionFor } from './region';
import { moved, pointed, type Stage } from './stage';

// Between two requests, in milliseconds.
const shortest = 100;

const framesPerSecond = 60;

const hasState = computed(() => state.value !== null);

/** Keeps the server told of what this page shows. */
export class ViewRequests {
  private said = '';
  private region: Region | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastTime = -shortest;
  private readonly stage: Stage;
  private readonly say: (message: ToServer) => void;

  constructor(stage: Stage, say: (message: ToServer) => void) {
    this.stage = stage;
    this.say = say;
    effect(() => {
      // Another line knows nothing of what was asked for.
      void welcome.value;
      this.said = '';
    });
    effect(() => {
      void [connection.value, welcome.value, rules.value, layerText.value, palette.value, world.value];
      void [showsInspector.value, pointed.value, moved.value, hasState.value];
      this.request();
    });
    document.addEventListener('visibilitychange', () => this.request());
  }

  /** Tells the server soon, and at once where that was long ago. */
  request(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), Math.max(0, this.lastTime + shortest - performance.now()));
  }

  private tell(): void {
    if (connection.value !== 'open') {
      return;
    }
    const message = JSON.stringify(this.view());
    if (message !== this.said) {
      this.said = message;
      this.lastTime = performance.now();
      this.say({ view: JSON.parse(message) as View | null });
    }
  }

  // Hidden pages want nothing; a page that sees nothing of the grid goes on with what it last wanted.
  private view(): View | null {
    const { camera, canvasSize, grid } = this.stage;
    const known = welcome.value;
    if (document.hidden || !known || !rules.value || !state.value) {
      return null;
    }
    this.region = regionFor(camera, canvasSize, grid, known.longestPicture, this.region) ?? this.region;
    const cell = pointed.value;
    return this.region && {
      layer: layerText.value,
      palette: palette.value,
      world: world.value,
      ...this.region,
      pointer: showsInspector.value && cell ? [cell.x, cell.y] : null,
      framesPerSecond,
    };
  }
}

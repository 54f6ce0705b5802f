// What lies over the picture: the world's edge, the learning patch, the cell under the pointer, the brush. Elements that styles move cost
// less than drawing, and are sharp at any density.

import { brushRadius, showsInspector, showsPatch } from '../store';
import { draws } from './brush';
import type { Point } from './camera';
import type { Stage } from './stage';

export type Marks = Record<'edge' | 'patch' | 'cell' | 'brush', HTMLElement>;

// A brush smaller than this could not be seen, in pixels of the page.
const smallestBrush = 3;

// A cell smaller than this needs no outline of its own.
const smallestCell = 6;

/** Puts the marks where they belong. */
export function place(marks: Marks, stage: Stage, inspected: Point | null): void {
  const { camera, density, head, grid } = stage;
  const put = (mark: HTMLElement, x: number, y: number, width: number, height: number): void => {
    const corner = camera.toCanvas({ x, y });
    mark.hidden = false;
    mark.style.translate = `${corner.x / density}px ${corner.y / density}px`;
    mark.style.width = `${(width * camera.zoom) / density}px`;
    mark.style.height = `${(height * camera.zoom) / density}px`;
  };
  for (const mark of Object.values(marks)) {
    mark.hidden = true;
  }
  if (!head) {
    return;
  }
  put(marks.edge, 0, 0, grid.width, grid.height);
  if (showsPatch.value && head.patch) {
    put(marks.patch, ...head.patch);
  }
  if (draws()) {
    // The brush reaches half a cell beyond its radius, from the middle of a cell.
    const { x, y } = camera.toGrid(stage.brush);
    const radius = Math.max((smallestBrush * density) / camera.zoom, brushRadius.value + 0.5);
    put(marks.brush, Math.floor(x) + 0.5 - radius, Math.floor(y) + 0.5 - radius, 2 * radius, 2 * radius);
  } else if (inspected && showsInspector.value && camera.zoom >= smallestCell * density) {
    put(marks.cell, inspected.x, inspected.y, 1, 1);
  }
}

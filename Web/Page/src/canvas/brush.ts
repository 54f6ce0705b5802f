// What a tool does: strokes from cell to cell, in the world that can be edited.

import { demand } from '../demand';
import { brushRadius, layerIndex, layerName, maySteer, rules, species, state, tool, world } from '../store';
import type { Point } from './camera';

/** The largest brush, in cells. */
export const largestBrush = 512;

/** Whether the world that can be edited and inspected is in sight. */
export const showsFirst = (): boolean => world.value === '1' || world.value === 'all';

/** Whether a press draws rather than moves the view. */
export const draws = (): boolean => tool.value !== 'look' && maySteer.value && showsFirst();

/** The only channel that brushes set and clear: the one that is shown, where rules have such brushes. */
export const paintedChannel = (): number | null =>
  rules.value?.paintedLayer === layerName.value ? layerIndex.value : null;

/** Makes the brush larger or smaller by a factor, and always by enough to matter. */
export function scaleBrush(factor: number): void {
  const before = brushRadius.value;
  const radius = factor > 1 ? Math.max(before * factor, before + 1) : Math.min(before * factor, before - 1);
  brushRadius.value = Math.min(Math.max(Math.round(radius), 0), largestBrush);
}

/** Whether a cell is one of the world that can be edited: of a mosaic that is the one in the corner. */
export function isInFirst(cell: Point): boolean {
  const now = state.value;
  return showsFirst() && now !== null && cell.x >= 0 && cell.y >= 0 && cell.x < now.width && cell.y < now.height;
}

/** A stroke that grows while a button or finger is held down. */
export class Stroke {
  private last: Point | null = null;

  /** Goes on to a place of the grid. Seeds are scattered once a stroke; all else is drawn from where it last was. */
  to(place: Point): void {
    // From cell to cell, so that the smallest brush touches the cell that it is in.
    const cell = { x: Math.floor(place.x), y: Math.floor(place.y) };
    const from = this.last ?? cell;
    const begins = this.last === null;
    if (!begins && (tool.value === 'seeds' || (from.x === cell.x && from.y === cell.y))) {
      return;
    }
    this.last = cell;
    const channel = paintedChannel();
    void demand({
      brush: {
        tool: tool.value, species: species.value, ...(channel === null ? {} : { channel }), from: [from.x, from.y], to: [cell.x, cell.y], radius: brushRadius.value, begins,
      },
    });
  }
}

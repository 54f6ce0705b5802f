// Which picture to ask the server for.

import type { Box } from '../protocol';
import type { Camera, Size } from './camera';

export interface Region {
  region: Box; // cells
  block: number; // cells on either side of a pixel
}

// Between one and a half cells a pixel and two thirds of one, a picture neither costs much nor looks coarse.
const mostCellsPerPixel = 1.5;

// All of a grid is asked for up to so many pixels: moving about then needs no other picture.
const mostPixels = 4_000_000;

// How much more than what is in sight is asked for on each side, so that small moves need no other picture.
const margin = 0.125;

// What was asked for is kept while it is not so many times what is in sight.
const mostWaste = 4;

/**
 * Single cells when near, squares of cells when far; all of the grid where that takes few pixels, otherwise what the canvas shows and a
 * little around it. Where what was asked for before still does, that; null where nothing of the grid is in sight.
 */
export function regionFor(camera: Camera, canvas: Size, grid: Size, longestSide: number, before: Region | null): Region | null {
  let block = Math.max(1, Math.ceil(1 / camera.zoom / mostCellsPerPixel));
  const [columns, rows] = [Math.ceil(grid.width / block), Math.ceil(grid.height / block)];
  if (columns * rows <= mostPixels && Math.max(columns, rows) <= longestSide) {
    return { region: [0, 0, grid.width, grid.height], block };
  }
  const first = camera.toGrid({ x: 0, y: 0 });
  const last = camera.toGrid({ x: canvas.width, y: canvas.height });
  while (Math.max(last.x - first.x, last.y - first.y) * (1 + 2 * margin) + 2 * block > longestSide * block) {
    block++;
  }
  const cut = (share: number): Box => {
    const [left, width] = within(first.x, last.x, share, block, grid.width);
    const [top, height] = within(first.y, last.y, share, block, grid.height);
    return [left, top, width, height];
  };
  const sight = cut(0);
  if (sight[2] <= 0 || sight[3] <= 0) {
    return null;
  }
  const wanted = cut(margin);
  const stillDoes = before?.block === block && contains(before.region, sight) && area(before.region) <= mostWaste * area(wanted);
  return stillDoes ? before : { region: wanted, block };
}

// Whole blocks, so that a cell falls into the same block wherever the view stands.
function within(first: number, last: number, share: number, block: number, cells: number): [number, number] {
  const more = share * (last - first);
  const limit = (cell: number): number => Math.min(Math.max(cell, 0), cells);
  const start = limit(Math.floor((first - more) / block) * block);
  return [start, limit(Math.ceil((last + more) / block) * block) - start];
}

const area = ([, , width, height]: Box): number => width * height;

const contains = ([left, top, width, height]: Box, [x, y, w, h]: Box): boolean =>
  left <= x && top <= y && left + width >= x + w && top + height >= y + h;

import { describe, expect, it } from 'vitest';
import { Camera } from './camera';

const grid = { width: 128, height: 64 };
const viewport = { x: 10, y: 20, width: 1280, height: 960 };

function fitted(): Camera {
  const camera = new Camera();
  camera.adapt(grid, viewport);
  return camera;
}

describe('camera', () => {
  it('shows everything at first, in the middle of the viewport', () => {
    const camera = fitted();
    expect(camera.zoom).toBe(10);
    expect(camera.middle).toEqual({ x: 650, y: 500 });
    expect(camera.toCanvas({ x: 64, y: 32 })).toEqual({ x: 650, y: 500 });
    expect(camera.toCanvas({ x: 0, y: 0 })).toEqual({ x: 10, y: 180 });
  });

  it('knows the cell at a place, and that there is none outside', () => {
    const camera = fitted();
    expect(camera.cellAt({ x: 10, y: 180 })).toEqual({ x: 0, y: 0 });
    expect(camera.cellAt({ x: 1289.9, y: 819.9 })).toEqual({ x: 127, y: 63 });
    expect(camera.cellAt({ x: 9.9, y: 200 })).toBeNull();
    expect(camera.cellAt({ x: 650, y: 820.1 })).toBeNull();
  });

  it('keeps the place under the pointer when it comes nearer', () => {
    const camera = fitted();
    const pointer = { x: 300, y: 400 };
    const before = camera.toGrid(pointer);
    for (const factor of [1.7, 3, 0.6]) {
      camera.zoomAt(pointer, factor);
      expect(camera.toGrid(pointer).x).toBeCloseTo(before.x, 9);
      expect(camera.toGrid(pointer).y).toBeCloseTo(before.y, 9);
    }
    expect(camera.zoom).toBeCloseTo(10 * 1.7 * 3 * 0.6, 9);
  });

  it('comes no nearer than 160 pixels a cell, and goes no farther than a quarter of what fits', () => {
    const camera = fitted();
    camera.zoomAt(camera.middle, 1000);
    expect(camera.zoom).toBe(160);
    camera.zoomAt(camera.middle, 1e-6);
    expect(camera.zoom).toBe(0.25);
  });

  it('moves by pixels, and never loses the grid', () => {
    const camera = fitted();
    camera.pan(50, -20);
    expect(camera.toCanvas({ x: 64, y: 32 })).toEqual({ x: 700, y: 480 });
    camera.pan(1e6, 1e6);
    expect(camera.toGrid(camera.middle)).toEqual({ x: 0, y: 0 });
  });

  it('goes on showing everything in another size, and otherwise keeps the middle', () => {
    const camera = fitted();
    expect(camera.adapt(grid, viewport)).toBe(false);
    expect(camera.adapt(grid, { ...viewport, width: 640 })).toBe(true);
    expect(camera.zoom).toBe(5);
    camera.zoomAt({ x: 100, y: 100 }, 2);
    const middle = camera.toGrid(camera.middle);
    camera.adapt(grid, viewport);
    expect(camera.zoom).toBe(10);
    expect(camera.toGrid(camera.middle)).toEqual(middle);
  });

  it('shows all of another grid', () => {
    const camera = fitted();
    camera.zoomAt({ x: 100, y: 100 }, 4);
    camera.adapt({ width: 320, height: 240 }, viewport);
    expect(camera.zoom).toBe(4);
  });
});

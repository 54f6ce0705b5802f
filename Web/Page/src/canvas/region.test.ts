import { describe, expect, it } from 'vitest';
import { Camera } from './camera';
import { regionFor } from './region';

const canvas = { width: 1000, height: 800 };

function cameraOn(width: number, height: number, zoom: number, x: number, y: number): Camera {
  const camera = new Camera();
  camera.adapt({ width, height }, { x: 0, y: 0, ...canvas });
  camera.zoomAt(camera.middle, zoom / camera.zoom);
  const now = camera.toGrid(camera.middle);
  camera.pan((now.x - x) * camera.zoom, (now.y - y) * camera.zoom);
  return camera;
}

const ask = (camera: Camera, size: number, before: Parameters<typeof regionFor>[4] = null, longest = 4096) =>
  regionFor(camera, canvas, { width: size, height: size }, longest, before);

describe('what is asked for', () => {
  it('is all of a grid that is small, however near the camera is', () => {
    expect(ask(cameraOn(128, 128, 60, 20, 20), 128)).toEqual({ region: [0, 0, 128, 128], block: 1 });
    expect(ask(cameraOn(2000, 2000, 1, 20, 20), 2000)).toEqual({ region: [0, 0, 2000, 2000], block: 1 });
  });

  it('comes averaged where a pixel would be more than one and a half cells', () => {
    expect(ask(cameraOn(4096, 4096, 1 / 1.5, 2048, 2048), 4096)?.block).toBe(1);
    expect(ask(cameraOn(4096, 4096, 1 / 1.6, 2048, 2048), 4096)?.block).toBe(2);
    expect(ask(cameraOn(16384, 16384, 0.05, 8192, 8192), 16384)).toEqual({ region: [0, 0, 16384, 16384], block: 14 });
  });

  it('is what is in sight of a large grid, and a little around it, in whole blocks', () => {
    // 1000 x 800 pixels at one a cell, with an eighth more on each side.
    expect(ask(cameraOn(8192, 8192, 1, 4000, 4000), 8192)).toEqual({ region: [3375, 3500, 1250, 1000], block: 1 });
    const { region, block } = ask(cameraOn(40_000, 40_000, 0.25, 20_001, 20_001), 40_000)!;
    expect(block).toBe(3);
    expect(region.every((cells) => cells % block === 0)).toBe(true);
  });

  it('ends where the grid ends', () => {
    expect(ask(cameraOn(8192, 8192, 1, 0, 8192), 8192)).toEqual({ region: [0, 7692, 625, 500], block: 1 });
  });

  it('stays what it was while that covers what is in sight', () => {
    const before = ask(cameraOn(8192, 8192, 1, 4000, 4000), 8192)!;
    expect(ask(cameraOn(8192, 8192, 1, 4100, 4050), 8192, before)).toBe(before);
    expect(ask(cameraOn(8192, 8192, 1, 4200, 4000), 8192, before)).not.toBe(before);
    expect(ask(cameraOn(8192, 8192, 0.4, 4000, 4000), 8192, before)).not.toBe(before);
  });

  it('shrinks where far less is in sight', () => {
    const before = ask(cameraOn(8192, 8192, 1, 4000, 4000), 8192)!;
    expect(ask(cameraOn(8192, 8192, 8, 4000, 4000), 8192, before)!.region[2]).toBeLessThan(200);
  });

  it('has no side longer than the server draws', () => {
    const { region, block } = ask(cameraOn(8192, 8192, 0.7, 4000, 4000), 8192, null, 1000)!;
    expect(Math.max(region[2], region[3]) / block).toBeLessThanOrEqual(1000);
    expect(block).toBe(2);
  });
});

// Which part of the grid lies where in the canvas. Places in the grid are continuous: cell (x, y) covers [x, x + 1) x [y, y + 1).
// Places in the canvas are its pixels, those of the screen, from the upper left corner.

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Rectangle extends Point, Size {}

// A cell of this many pixels fills a good part of a screen; closer there is nothing more to see.
const closestZoom = 160;

// From farther away than this part of the canvas the world is a speck.
const smallestShare = 0.25;

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

export class Camera {
  /** Pixels on either side of a cell. */
  zoom = 1;

  private centre: Point = { x: 0, y: 0 };
  private isFitted = true;
  private grid: Size = { width: 1, height: 1 };
  private viewport: Rectangle = { x: 0, y: 0, width: 1, height: 1 };

  /** Says what there is to see, and in which part of the canvas; a view of everything stays one. Whether anything was another. */
  adapt(grid: Size, viewport: Rectangle): boolean {
    const isOtherGrid = grid.width !== this.grid.width || grid.height !== this.grid.height;
    const before = this.viewport;
    const isSame = viewport.x === before.x && viewport.y === before.y && viewport.width === before.width && viewport.height === before.height;
    if (!isOtherGrid && isSame) {
      return false;
    }
    // What stood in the middle stays there when the size changes.
    [this.grid, this.viewport] = [grid, viewport];
    if (this.isFitted || isOtherGrid) {
      this.fit();
    } else {
      this.limit();
    }
    return true;
  }

  /** Shows everything. */
  fit(): void {
    this.isFitted = true;
    this.centre = { x: this.grid.width / 2, y: this.grid.height / 2 };
    this.zoom = this.fittingZoom;
  }

  /** Moves the picture by a number of pixels. */
  pan(right: number, down: number): void {
    this.isFitted = false;
    this.centre = { x: this.centre.x - right / this.zoom, y: this.centre.y - down / this.zoom };
    this.limit();
  }

  /** Comes nearer by a factor; what lies at a place of the canvas stays there. */
  zoomAt(place: Point, factor: number): void {
    this.isFitted = false;
    const before = this.toGrid(place);
    this.zoom *= factor;
    this.limitZoom();
    const after = this.toGrid(place);
    this.centre = { x: this.centre.x + before.x - after.x, y: this.centre.y + before.y - after.y };
    this.limit();
  }

  /** The middle of the view, in the canvas. */
  get middle(): Point {
    return { x: this.viewport.x + this.viewport.width / 2, y: this.viewport.y + this.viewport.height / 2 };
  }

  /** The place of the grid at a place of the canvas. */
  toGrid({ x, y }: Point): Point {
    const { middle } = this;
    return { x: this.centre.x + (x - middle.x) / this.zoom, y: this.centre.y + (y - middle.y) / this.zoom };
  }

  /** The place of the canvas at a place of the grid. */
  toCanvas({ x, y }: Point): Point {
    const { middle } = this;
    return { x: middle.x + (x - this.centre.x) * this.zoom, y: middle.y + (y - this.centre.y) * this.zoom };
  }

  /** The cell at a place of the canvas, or null outside the grid. */
  cellAt(place: Point): Point | null {
    const { x, y } = this.toGrid(place);
    const inside = x >= 0 && y >= 0 && x < this.grid.width && y < this.grid.height;
    return inside ? { x: Math.floor(x), y: Math.floor(y) } : null;
  }

  private get fittingZoom(): number {
    return Math.min(this.viewport.width / this.grid.width, this.viewport.height / this.grid.height);
  }

  private limit(): void {
    this.limitZoom();
    this.centre = { x: clamp(this.centre.x, 0, this.grid.width), y: clamp(this.centre.y, 0, this.grid.height) };
  }

  private limitZoom(): void {
    this.zoom = clamp(this.zoom, Math.min(this.fittingZoom, 1) * smallestShare, Math.max(closestZoom, this.fittingZoom));
  }
}

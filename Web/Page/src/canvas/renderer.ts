// Draws pictures of the world with WebGL2. All that the card holds can be made anew, as a browser may take it away at any time.

import type { FrameHead } from '../protocol';
import type { Camera, Size } from './camera';
import { fragmentShader, vertexShader } from './shaders';

/** What is on the canvas: planes of cells, or an averaged picture. */
export type Shown = { head: FrameHead; planes: Uint8Array } | { head: FrameHead; image: ImageBitmap };

const units = { cells: 0, colours: 1, image: 2 } as const;
const tableSize = 256;

// Lines between cells are there from this size of a cell on, in pixels of the page.
const sizeForLines = 24;

export class Renderer {
  private readonly gl: WebGL2RenderingContext;
  private readonly locations = new Map<string, WebGLUniformLocation | null>();
  private program: WebGLProgram | null = null;
  private table = new Uint8Array(4 * tableSize * tableSize);
  private shown: Shown | null = null;
  private isTableNew = true;
  private isPictureNew = false;
  private cellsSize = '';

  /** Draws into a canvas. `onRestored` is called when everything has to be drawn again. Fails where there is no WebGL2. */
  constructor(canvas: HTMLCanvasElement, onRestored: () => void) {
    const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, preserveDrawingBuffer: false });
    if (!gl) {
      throw new Error('this browser has no WebGL2, which the picture of the world needs');
    }
    this.gl = gl;
    this.build();
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    canvas.addEventListener('webglcontextrestored', () => {
      this.build();
      onRestored();
    });
  }

  /** The colours of codes: 256 x 256, RGBA8. */
  setTable(table: Uint8Array<ArrayBuffer>): void {
    this.table = table;
    this.isTableNew = true;
  }

  setPicture(shown: Shown): void {
    if (this.shown && 'image' in this.shown) {
      this.shown.image.close();
    }
    this.shown = shown;
    this.isPictureNew = true;
  }

  /** Draws the last picture where the camera has it; the canvas stays clear around it. */
  draw(camera: Camera, canvas: Size, density: number): void {
    const { gl } = this;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!this.shown || !this.program) {
      return;
    }
    this.upload(this.shown);
    const { region: [left, top, width, height], block } = this.shown.head;
    const corner = camera.toGrid({ x: 0, y: 0 });
    gl.uniform2f(this.at('corner'), corner.x - left, corner.y - top);
    gl.uniform2f(this.at('extent'), width, height);
    gl.uniform1f(this.at('cellsPerPixel'), 1 / camera.zoom);
    gl.uniform1f(this.at('block'), block);
    gl.uniform1f(this.at('height'), canvas.height);
    gl.uniform1f(this.at('line'), camera.zoom >= sizeForLines * density ? Math.max(1, Math.round(density)) : 0);
    gl.uniform1i(this.at('isImage'), 'image' in this.shown ? 1 : 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** Red, green and blue of a pixel of what was drawn in this task. */
  read(x: number, y: number): [number, number, number] {
    const { gl } = this;
    const pixel = new Uint8Array(4);
    gl.readPixels(Math.floor(x), gl.drawingBufferHeight - 1 - Math.floor(y), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    return [pixel[0]!, pixel[1]!, pixel[2]!];
  }

  private build(): void {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [type, source] of [[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragmentShader]] as const) {
      const shader = gl.createShader(type)!;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
      throw new Error(`the picture's program does not link: ${gl.getProgramInfoLog(program)}`);
    }
    gl.useProgram(program);
    this.program = program;
    this.locations.clear();
    for (const [name, unit] of Object.entries(units)) {
      gl.uniform1i(this.at(name), unit);
    }
    this.makeTexture(units.cells, gl.TEXTURE_2D_ARRAY, gl.NEAREST);
    this.makeTexture(units.colours, gl.TEXTURE_2D, gl.NEAREST);
    this.makeTexture(units.image, gl.TEXTURE_2D, gl.LINEAR);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    gl.activeTexture(gl.TEXTURE0 + units.cells);
    gl.texImage3D(gl.TEXTURE_2D_ARRAY, 0, gl.R8UI, 1, 1, 2, 0, gl.RED_INTEGER, gl.UNSIGNED_BYTE, null);
    this.cellsSize = '';
    this.isTableNew = true;
    this.isPictureNew = this.shown !== null;
  }

  private makeTexture(unit: number, target: number, filter: number): void {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(target, gl.createTexture());
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, filter);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, filter);
    gl.texParameteri(target, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(target, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }

  // Only what is new, and memory of the same size is written again instead of made again.
  private upload(shown: Shown): void {
    const { gl } = this;
    if (this.isTableNew) {
      gl.activeTexture(gl.TEXTURE0 + units.colours);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, tableSize, tableSize, 0, gl.RGBA, gl.UNSIGNED_BYTE, this.table);
      this.isTableNew = false;
    }
    if (!this.isPictureNew) {
      return;
    }
    this.isPictureNew = false;
    if ('image' in shown) {
      gl.activeTexture(gl.TEXTURE0 + units.image);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, shown.image);
      return;
    }
    const { width, height } = shown.head;
    const size = `${width} x ${height}`;
    gl.activeTexture(gl.TEXTURE0 + units.cells);
    if (size === this.cellsSize) {
      gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, 0, width, height, 2, gl.RED_INTEGER, gl.UNSIGNED_BYTE, shown.planes);
    } else {
      gl.texImage3D(gl.TEXTURE_2D_ARRAY, 0, gl.R8UI, width, height, 2, 0, gl.RED_INTEGER, gl.UNSIGNED_BYTE, shown.planes);
      this.cellsSize = size;
    }
  }

  private at(name: string): WebGLUniformLocation | null {
    if (!this.locations.has(name)) {
      this.locations.set(name, this.gl.getUniformLocation(this.program!, name));
    }
    return this.locations.get(name)!;
  }
}

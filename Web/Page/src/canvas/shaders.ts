// What the graphics card does for every pixel.

/** One triangle over the whole canvas. */
export const vertexShader = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/** Looks up the cell under a pixel and its colour, or an averaged picture; nothing where there is no world. */
export const fragmentShader = `#version 300 es
precision highp float;
precision highp int;
uniform highp usampler2DArray cells; // what a cell is, then its level
uniform sampler2D colours; // [what][level]
uniform sampler2D image;
uniform bool isImage;
uniform vec2 corner; // of the canvas, in cells from the region's
uniform vec2 extent; // of the region, in cells
uniform float cellsPerPixel;
uniform float block;
uniform float height; // of the canvas, in pixels
uniform float line; // between cells, in pixels; 0 for none
out vec4 colour;

vec4 colourOf(vec2 place) {
  ivec2 at = ivec2(place / block);
  uint what = texelFetch(cells, ivec3(at, 0), 0).r;
  uint level = texelFetch(cells, ivec3(at, 1), 0).r;
  return texelFetch(colours, ivec2(level, what), 0);
}

void main() {
  vec2 place = corner + cellsPerPixel * vec2(gl_FragCoord.x, height - gl_FragCoord.y);
  if (any(lessThan(place, vec2(0.0))) || any(greaterThanEqual(place, extent))) {
    colour = vec4(0.0);
    return;
  }
  if (isImage) {
    colour = vec4(texture(image, place / (block * vec2(textureSize(image, 0)))).rgb, 1.0);
  } else if (cellsPerPixel > block) {
    // A pixel that covers more than a cell takes the mean of four, or the picture would flicker as it moves.
    vec2 end = extent - 0.001;
    float d = 0.25 * cellsPerPixel;
    colour = 0.25 * (colourOf(clamp(place + vec2(-d, -d), vec2(0.0), end)) + colourOf(clamp(place + vec2(d, -d), vec2(0.0), end))
      + colourOf(clamp(place + vec2(-d, d), vec2(0.0), end)) + colourOf(clamp(place + vec2(d, d), vec2(0.0), end)));
  } else {
    colour = colourOf(place);
  }
  vec2 inCell = fract(place) / cellsPerPixel;
  if (min(inCell.x, inCell.y) < line) {
    colour.rgb *= 0.78;
  }
}`;

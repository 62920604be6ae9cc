// All dots in one draw call: one point a page, placed, sized and painted on the graphics card.
// Not instanced quads: machines without a graphics card take forty times as long over those.

/** @typedef {import("./view.js").View} View */

const VERTEX = `#version 300 es
layout(location=0) in vec2 origin;
layout(location=1) in vec2 goal;
layout(location=2) in float radius;
layout(location=3) in vec4 colour;
layout(location=4) in float kind;
uniform vec2 middle, window;
uniform float scale, part, least, dim, most;
out vec4 paint;
flat out float reach, halo, hollow;
void main() {
  vec2 place = (mix(origin, goal, part) - middle) * scale;
  bool shines = kind > 1.5;
  reach = max(radius * scale, shines ? least * 6.0 : least);
  halo = shines ? reach * 0.85 + 2.0 * least : 0.0;
  hollow = kind > 0.5 && !shines ? 1.0 : 0.0;
  paint = vec4(colour.rgb, colour.a * dim);
  gl_PointSize = (reach + halo + 1.0) * 2.0;
  bool fits = gl_PointSize <= most;
  gl_Position = vec4(place * 2.0 / window * vec2(1.0, -1.0), fits ? 0.0 : 2.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
in vec4 paint;
flat in float reach, halo, hollow;
out vec4 shown;
void main() {
  float away = length(gl_PointCoord - 0.5) * 2.0 * (reach + halo + 1.0);
  float alpha = clamp(reach - away + 0.5, 0.0, 1.0);
  float inner = reach - max(1.3, reach * 0.3);
  alpha *= mix(1.0, clamp(away - inner + 0.5, 0.12, 1.0), hollow);
  if (halo > 0.0) alpha = max(alpha, 0.34 * clamp(1.0 - (away - reach) / halo, 0.0, 1.0));
  if (alpha <= 0.0) discard;
  alpha *= paint.a;
  shown = vec4(paint.rgb * alpha, alpha);
}`;

/** Radius in pixels below which a dot is not drawn smaller. */
const LEAST = 0.62;
/** So many dots are drawn for each frame of a movement where no graphics card draws them. */
const FEW = 12000;

export class Dots {
  /**
   * @param {HTMLCanvasElement} canvas
   * @throws {Error} where the browser has no WebGL2
   */
  constructor(canvas) {
    const gl = canvas.getContext("webgl2", { alpha: true, antialias: false });
    if (!gl) throw new Error("no WebGL2");
    this.canvas = canvas;
    this.gl = gl;
    this.count = 0;
    this.program = link(gl);
    this.places = [buffer(gl), buffer(gl)];
    this.looks = [buffer(gl), buffer(gl), buffer(gl)];
    this.sample = buffer(gl);
    this.few = FEW;
    this.uniform = Object.fromEntries(
      ["middle", "window", "scale", "part", "least", "dim", "most"].map((name) => [
        name,
        gl.getUniformLocation(this.program, name),
      ]),
    );
    /** The widest point that the graphics card draws, in device pixels. */
    this.most = gl.getParameter(gl.ALIASED_POINT_SIZE_RANGE)[1];
    const renderer = gl.getExtension("WEBGL_debug_renderer_info");
    const name = renderer ? gl.getParameter(renderer.UNMASKED_RENDERER_WEBGL) : "";
    /** Whether the graphics card is imitated by software. */
    this.imitated = /swiftshader|llvmpipe|software/i.test(String(name));
    this.#arrange();
  }

  #arrange() {
    const { gl } = this;
    const [radius, colour, kind] = this.looks;
    this.#each(0, this.places[0], 2, gl.FLOAT);
    this.#each(1, this.places[1], 2, gl.FLOAT);
    this.#each(2, radius, 1, gl.FLOAT);
    this.#each(3, colour, 4, gl.UNSIGNED_BYTE);
    this.#each(4, kind, 1, gl.FLOAT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** One value a dot. @param {number} at @param {WebGLBuffer} data @param {number} size @param {number} type */
  #each(at, data, size, type) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, data);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, size, type, type === gl.UNSIGNED_BYTE, 0, 0);
  }

  /** Where dots come from, and where they go. @param {Float32Array} origin @param {Float32Array} goal */
  place(origin, goal) {
    this.count = goal.length / 2;
    this.#fill(this.places[0], origin);
    this.#fill(this.places[1], goal);
  }

  /**
   * @param {Float32Array} radii
   * @param {Uint8Array} colours red, green, blue, alpha of each
   * @param {Float32Array} kinds 0 full, 1 hollow, 2 shining
   */
  look(radii, colours, kinds) {
    [radii, colours, kinds].forEach((values, number) => this.#fill(this.looks[number], values));
    if (!this.imitated || radii.length <= this.few) return;
    const { gl } = this;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.sample);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, sampled(radii, kinds, this.few), gl.STATIC_DRAW);
  }

  /** @param {WebGLBuffer} target @param {Float32Array | Uint8Array} values */
  #fill(target, values) {
    this.gl.bindBuffer(this.gl.ARRAY_BUFFER, target);
    this.gl.bufferData(this.gl.ARRAY_BUFFER, values, this.gl.STATIC_DRAW);
  }

  /**
   * @param {View} view
   * @param {number} part how far dots are on their way, 0 to 1
   * @param {number} dim 1 for full colours
   * @param {number} density device pixels a pixel
   * @param {boolean} moving whether the next picture follows at once
   */
  draw(view, part, dim, density, moving) {
    const { gl, uniform } = this;
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!this.count) return;
    gl.useProgram(this.program);
    gl.uniform2f(uniform.middle, view.x, view.y);
    gl.uniform2f(uniform.window, this.canvas.width, this.canvas.height);
    gl.uniform1f(uniform.scale, view.scale * density);
    gl.uniform1f(uniform.part, part);
    gl.uniform1f(uniform.least, LEAST * density);
    gl.uniform1f(uniform.dim, dim);
    gl.uniform1f(uniform.most, this.most);
    if (moving && this.imitated && this.count > this.few) gl.drawElements(gl.POINTS, this.few, gl.UNSIGNED_INT, 0);
    else gl.drawArrays(gl.POINTS, 0, this.count);
  }
}

/**
 * The dots that stand for all while the map moves: what shines, the largest, and of the others every
 * so many, so that each island keeps its shape.
 * @param {Float32Array} radii
 * @param {Float32Array} kinds
 * @param {number} few
 */
function sampled(radii, kinds, few) {
  const size = (/** @type {number} */ i) => radii[i] + (kinds[i] > 1.5 ? 1e6 : 0);
  const order = Uint32Array.from(radii.keys()).sort((a, b) => size(b) - size(a));
  const [first, rest] = [order.subarray(0, few / 2), order.subarray(few / 2)];
  const step = rest.length / (few / 2);
  const spread = Uint32Array.from({ length: few / 2 }, (_, i) => rest[Math.floor(i * step)]);
  return new Uint32Array([...first, ...spread]);
}

/** @param {WebGL2RenderingContext} gl */
function buffer(gl) {
  const made = gl.createBuffer();
  if (!made) throw new Error("no WebGL2 buffer");
  return made;
}

/** @param {WebGL2RenderingContext} gl */
function link(gl) {
  const program = gl.createProgram();
  for (const [type, source] of /** @type {[number, string][]} */ ([
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ])) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error("no WebGL2 shader");
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(gl.getProgramInfoLog(program) ?? "no WebGL2 program");
  }
  return program;
}

// What part of the world is seen: its middle, and how many pixels one unit takes.

/** @typedef {import("./document.js").Frame} Frame */

/** Pixels of the window that something covers. @typedef {{left: number, top: number, right: number, bottom: number}} Insets */

const CLOSEST = 90;

export class View {
  constructor() {
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    this.width = 1;
    this.height = 1;
    /** @type {Insets} */
    this.insets = { left: 0, top: 0, right: 0, bottom: 0 };
    this.farthest = 0.01;
    /** The scale at which all of the map is seen. */
    this.whole = 1;
  }

  /** @param {number} x */
  right(x) {
    return (x - this.x) * this.scale + this.width / 2;
  }

  /** @param {number} y */
  down(y) {
    return (y - this.y) * this.scale + this.height / 2;
  }

  /** The place in the world under a point of the window. @param {number} x @param {number} y */
  under(x, y) {
    return {
      x: (x - this.width / 2) / this.scale + this.x,
      y: (y - this.height / 2) / this.scale + this.y,
    };
  }

  /** Where and how near one sees all of a frame beside what covers the window. @param {Frame} frame */
  fitting([left, top, width, height]) {
    const { insets } = this;
    const wide = Math.max(this.width - insets.left - insets.right, 60);
    const high = Math.max(this.height - insets.top - insets.bottom, 60);
    const scale = Math.min(wide / width, high / height) * 0.97;
    return {
      x: left + width / 2 - (insets.left - insets.right) / 2 / scale,
      y: top + height / 2 - (insets.top - insets.bottom) / 2 / scale,
      scale,
    };
  }

  /** @param {number} scale */
  bounded(scale) {
    return Math.min(Math.max(scale, this.farthest), CLOSEST);
  }

  /** Zoom so that what is under a point of the window stays there. @param {number} factor @param {number} x @param {number} y */
  zoom(factor, x, y) {
    const before = this.under(x, y);
    this.scale = this.bounded(this.scale * factor);
    const after = this.under(x, y);
    this.x += before.x - after.x;
    this.y += before.y - after.y;
  }

  /** @param {number} right @param {number} down in pixels */
  pan(right, down) {
    this.x -= right / this.scale;
    this.y -= down / this.scale;
  }
}

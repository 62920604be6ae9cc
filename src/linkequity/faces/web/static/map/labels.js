// Names on the map: the most important first, each where it has room, or not at all.

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {{text: string, font: string, colour: string}} Line */

/**
 * What is to be written: `places` are points for the middle of its box, the best first.
 * `avoid`: whether a box would lie where it should not, though nothing is written there.
 * @typedef {object} Label
 * @property {Line[]} lines
 * @property {(width: number, height: number) => {x: number, y: number}[]} places
 * @property {(box: Box) => boolean} [avoid]
 * @property {boolean} [framed]
 */

export const FONT = '-apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue", "Liberation Sans", Arial, system-ui, sans-serif';
const LINE = 16;
const AIR = 3;

export class Labels {
  /** @param {CanvasRenderingContext2D} pen */
  constructor(pen) {
    this.pen = pen;
    /** Boxes of what was written, and of what covers the map. @type {Box[]} */
    this.boxes = [];
    /** Boxes of what was written, with its words. @type {(Box & {text: string})[]} */
    this.written = [];
    /** @type {Map<string, number>} */
    this.widths = new Map();
    this.width = 0;
    this.height = 0;
  }

  /** @param {number} width @param {number} height @param {Box[]} taken */
  begin(width, height, taken) {
    [this.width, this.height] = [width, height];
    this.boxes = [...taken];
    this.written = [];
  }

  /** Write a label if it has room. @param {Label} label @param {string} paper */
  add(label, paper) {
    const width = Math.max(...label.lines.map((line) => this.#measure(line)));
    const height = LINE * label.lines.length;
    const boxes = label
      .places(width, height)
      .map(({ x, y }) => boxOf(x, y, width, height))
      .filter((box) => this.#isFree(box));
    const box = boxes.find((each) => !label.avoid?.(each));
    if (!box) return false;
    this.boxes.push(box);
    this.written.push({ ...box, text: label.lines.map((line) => line.text).join(" · ") });
    this.#write(label, box, paper);
    return true;
  }

  /** @param {Line} line */
  #measure({ text, font }) {
    const key = font + text;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (this.widths.size > 5000) this.widths.clear();
      this.pen.font = font;
      width = this.pen.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  /** @param {Box} box */
  #isFree(box) {
    if (box.left < 2 || box.top < 2 || box.right > this.width - 2 || box.bottom > this.height - 2) {
      return false;
    }
    return !this.boxes.some((other) => meet(box, other));
  }

  /** @param {Label} label @param {Box} box @param {string} paper */
  #write(label, box, paper) {
    const { pen } = this;
    const x = (box.left + box.right) / 2;
    if (label.framed) this.#frame(box, paper);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    label.lines.forEach((line, number) => {
      const y = box.top + AIR + LINE * (number + 0.5);
      pen.font = line.font;
      if (!label.framed) {
        pen.lineWidth = 3.5;
        pen.strokeStyle = paper;
        pen.strokeText(line.text, x, y);
      }
      pen.fillStyle = line.colour;
      pen.fillText(line.text, x, y);
    });
  }

  /** @param {Box} box @param {string} paper */
  #frame({ left, top, right, bottom }, paper) {
    this.pen.beginPath();
    this.pen.roundRect(left - 4, top + 1, right - left + 8, bottom - top - 2, 9);
    this.pen.fillStyle = paper;
    this.pen.fill();
  }
}

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Box} */
function boxOf(x, y, width, height) {
  return {
    left: x - width / 2 - AIR,
    right: x + width / 2 + AIR,
    top: y - height / 2 - AIR,
    bottom: y + height / 2 + AIR,
  };
}

/** @param {Box} a @param {Box} b */
export function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether a box and a disc meet. @param {Box} box @param {number} x @param {number} y @param {number} radius */
export function meetsDisc(box, x, y, radius) {
  const nearX = Math.min(Math.max(x, box.left), box.right);
  const nearY = Math.min(Math.max(y, box.top), box.bottom);
  return Math.hypot(nearX - x, nearY - y) < radius;
}

/** At most so many characters. @param {string} text @param {number} most */
export function shortened(text, most) {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
}

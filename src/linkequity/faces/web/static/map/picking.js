// Which dot is under the pointer: a grid over all dots, asked a few cells at a time.

/** Dots wider than so many cells are looked at one by one. */
const WIDE = 1.5;

export class Grid {
  /** @param {Float32Array} places @param {Float32Array} radii */
  constructor(places, radii) {
    this.places = places;
    this.radii = radii;
    const n = radii.length;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      left = Math.min(left, places[2 * i]);
      right = Math.max(right, places[2 * i]);
      top = Math.min(top, places[2 * i + 1]);
      bottom = Math.max(bottom, places[2 * i + 1]);
    }
    this.left = n ? left : 0;
    this.top = n ? top : 0;
    const area = n ? Math.max((right - left) * (bottom - top), 1) : 1;
    this.cell = Math.max(Math.sqrt((2 * area) / Math.max(n, 1)), 1e-3);
    this.columns = n ? Math.floor((right - left) / this.cell) + 1 : 1;
    this.rows = n ? Math.floor((bottom - top) / this.cell) + 1 : 1;
    /** @type {number[]} */
    this.wide = [];
    this.#sort(n);
  }

  /** Dots by cell: those of cell c are `dots[begins[c]]` to `dots[begins[c + 1] - 1]`. @param {number} n */
  #sort(n) {
    this.begins = new Uint32Array(this.columns * this.rows + 1);
    const cells = new Uint32Array(n);
    for (let i = 0; i < n; i++) {
      cells[i] = this.#row(this.places[2 * i + 1]) * this.columns + this.#column(this.places[2 * i]);
      this.begins[cells[i] + 1]++;
      if (this.radii[i] > WIDE * this.cell) this.wide.push(i);
    }
    for (let c = 1; c < this.begins.length; c++) this.begins[c] += this.begins[c - 1];
    const next = this.begins.slice();
    this.dots = new Uint32Array(n);
    for (let i = 0; i < n; i++) this.dots[next[cells[i]]++] = i;
  }

  /** @param {number} x */
  #column(x) {
    return Math.min(Math.max(Math.floor((x - this.left) / this.cell), 0), this.columns - 1);
  }

  /** @param {number} y */
  #row(y) {
    return Math.min(Math.max(Math.floor((y - this.top) / this.cell), 0), this.rows - 1);
  }

  /**
   * The dot nearest to a place, by its rim, at most `reach` away; -1 for none.
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   */
  nearest(x, y, reach) {
    let best = -1;
    let least = reach;
    const look = (/** @type {number} */ i) => {
      const away = Math.hypot(this.places[2 * i] - x, this.places[2 * i + 1] - y) - this.radii[i];
      if (away < least) [best, least] = [i, away];
    };
    this.wide.forEach(look);
    this.within(x - reach, y - reach, x + reach, y + reach, WIDE * this.cell).forEach(look);
    return best;
  }

  /**
   * Dots whose middles lie in a box, or so much outside of it.
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   * @param {number} margin
   */
  within(left, top, right, bottom, margin) {
    /** @type {number[]} */
    const found = [];
    const { begins, dots } = this;
    if (!begins || !dots) return found;
    const [first, last] = [this.#column(left - margin), this.#column(right + margin)];
    for (let row = this.#row(top - margin); row <= this.#row(bottom + margin); row++) {
      const begin = begins[row * this.columns + first];
      const end = begins[row * this.columns + last + 1];
      for (let k = begin; k < end; k++) found.push(dots[k]);
    }
    return found;
  }
}

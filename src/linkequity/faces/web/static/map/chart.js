// The map as it is seen: what is shown, from where, and how it gets from one picture to the next.

import { paintOf, readColours } from "./colours.js";
import { radiiOf } from "./document.js";
import { Dots } from "./dots.js";
import { Labels, meetsDisc } from "./labels.js";
import { drawLinks, drawMarks } from "./links.js";
import { Grid } from "./picking.js";
import { arrowsIn, drawIslands, drawRings, pointOf } from "./sea.js";
import { titlesFor } from "./titles.js";
import { View } from "./view.js";
import { drawWide } from "./wide.js";
import { nameIslands, nameRings, writeAmounts, writeTitles } from "./writing.js";

/** @typedef {import("./document.js").SiteMap} SiteMap */
/** @typedef {import("./asking.js").Asking} Asking */
/** @typedef {import("./asking.js").Links} Links */
/** @typedef {import("./labels.js").Box} Box */
/** @typedef {{x: number, y: number, scale: number}} Spot */

const MOVES = 900;
/** Milliseconds without a movement after which all is drawn again. */
const STILL = 140;
/** Pixels of the canvas to one of the window, at most. */
const FINE = 2;
/** What is not meant stays visible, but steps back. */
const FAINT = 0.16;

export class Chart {
  /** @param {HTMLElement} root @param {Asking} asking */
  constructor(root, asking) {
    const canvas = (/** @type {string} */ name) =>
      /** @type {HTMLCanvasElement} */ (root.querySelector(`canvas.map-${name}`));
    this.dots = new Dots(canvas("dots"));
    // Without a graphics card the browser paints quicker itself than through an imitated one.
    const how = { willReadFrequently: this.dots.imitated };
    const pen = (/** @type {HTMLCanvasElement} */ of) =>
      /** @type {CanvasRenderingContext2D} */ (of.getContext("2d", how));
    this.root = root;
    this.asking = asking;
    this.canvases = [canvas("sea"), canvas("dots"), canvas("words")];
    this.sea = pen(canvas("sea"));
    this.words = pen(canvas("words"));
    this.labels = new Labels(this.words);
    this.view = new View();
    this.colours = readColours();
    /** @type {SiteMap | null} */
    this.map = null;
    this.arrangement = "islands";
    this.size = "equity";
    this.radii = new Float32Array();
    /** @type {Float32Array} */
    this.origin = new Float32Array();
    /** @type {Float32Array} */
    this.goal = new Float32Array();
    this.part = 1;
    this.chosen = -1;
    /** @type {Links | null} */
    this.links = null;
    this.hovered = -1;
    this.island = -1;
    this.arrow = -1;
    /** Whether all of the map is to be seen, whatever the window's size. */
    this.whole = true;
    /** @type {import("./sea.js").Drawn[]} */
    this.arrows = [];
    /** Called when the view has come to rest. */
    this.rested = () => {};
    this.pending = 0;
    this.density = 1;
    /** Whether the next picture follows at once. */
    this.moving = false;
    /** Whether it is drawn for paper: in light colours, and finer. */
    this.paper = false;
    this.stopping = 0;
  }

  /** Whether people asked their machine for little motion. */
  get still() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  get places() {
    const map = /** @type {SiteMap} */ (this.map);
    return this.arrangement === "clicks" ? map.clickPlaces : map.places;
  }

  /** Show a map; dots that are there already move to their new places. @param {SiteMap} map */
  show(map) {
    const moves = this.map?.pages === map.pages && this.map.version === map.version;
    const from = moves ? this.#now() : null;
    this.map = map;
    this.repaint();
    this.#go(from);
  }

  /** @param {string} arrangement */
  arrange(arrangement) {
    const from = this.#now();
    this.arrangement = arrangement;
    this.#go(from);
  }

  /** @param {string} size equity or value */
  resize(size) {
    this.size = size;
    this.repaint();
    this.#index();
    this.draw();
  }

  repaint() {
    if (!this.map) return;
    this.colours = readColours(this.paper);
    this.radii = radiiOf(this.map, this.size);
    const { paint, kinds } = paintOf(this.map, this.colours);
    this.dots.look(this.radii, paint, kinds);
    this.strongest = Array.from(this.radii.keys()).sort((a, b) => this.radii[b] - this.radii[a]);
    this.strongest.length = Math.min(this.strongest.length, 2000);
  }

  /** Where each dot is at this moment. */
  #now() {
    if (this.part >= 1) return this.goal;
    return this.goal.map((to, i) => this.origin[i] + (to - this.origin[i]) * eased(this.part));
  }

  /** @param {Float32Array | null} from */
  #go(from) {
    this.goal = this.places;
    this.origin = from ?? this.goal;
    this.dots.place(this.origin, this.goal);
    this.#index();
    this.measure();
    const to = this.view.fitting(this.frame);
    this.whole = true;
    if (!from) {
      Object.assign(this.view, to);
      this.draw();
    } else this.#travel(to, true);
  }

  #index() {
    this.grid = new Grid(this.goal, this.radii);
  }

  /** @returns {import("./document.js").Frame} */
  get frame() {
    const map = /** @type {SiteMap} */ (this.map);
    return this.arrangement === "clicks" ? map.ring_frame : map.frame;
  }

  /** Take the window's size; what covers it is kept free of names. */
  measure() {
    const { width, height } = this.root.getBoundingClientRect();
    this.density = this.paper ? FINE : Math.min(devicePixelRatio || 1, FINE);
    for (const canvas of this.canvases) {
      const [wide, high] = [Math.round(width * this.density), Math.round(height * this.density)];
      if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    }
    Object.assign(this.view, { width, height, insets: this.#insets(width) });
    if (!this.map) return;
    const whole = this.view.fitting(this.frame);
    this.view.whole = whole.scale;
    this.view.farthest = whole.scale / 3;
    if (this.whole && this.part >= 1) Object.assign(this.view, whole);
  }

  /** @param {number} width */
  #insets(width) {
    const panel = this.root.querySelector(".map-panel")?.getBoundingClientRect();
    const top = this.root.getBoundingClientRect().top;
    if (!panel) return { left: 20, top: 20, right: 20, bottom: 20 };
    return width > 860
      ? { left: panel.width + 44, top: 30, right: 30, bottom: 34 }
      : { left: 12, top: panel.bottom - top + 26, right: 12, bottom: 30 };
  }

  /** @param {Spot} to @param {boolean} [moves] whether dots move meanwhile */
  #travel(to, moves = false) {
    const from = { x: this.view.x, y: this.view.y, scale: this.view.scale };
    const begin = performance.now();
    const lasts = this.still ? 0 : MOVES;
    if (moves) this.part = 0;
    const step = (/** @type {number} */ now) => {
      const gone = lasts ? Math.min(Math.max((now - begin) / lasts, 0), 1) : 1;
      const t = eased(gone);
      this.view.scale = from.scale * (to.scale / from.scale) ** t;
      this.view.x = from.x + (to.x - from.x) * t;
      this.view.y = from.y + (to.y - from.y) * t;
      if (moves) this.part = gone;
      this.moving = gone < 1;
      this.#paint();
      if (gone < 1) this.journey = requestAnimationFrame(step);
      else this.rested();
    };
    cancelAnimationFrame(this.journey ?? 0);
    if (lasts) this.journey = requestAnimationFrame(step);
    else step(begin);
  }

  showAll() {
    this.whole = true;
    this.#travel(this.view.fitting(this.frame));
  }

  /** @param {number} number of a dot @param {number} [closeness] pixels a unit at least */
  goTo(number, closeness = 0) {
    this.whole = false;
    const scale = Math.max(this.view.scale, closeness);
    const card = this.view.width > 860 ? 180 : 0;
    const below = this.view.width > 860 ? 0 : this.view.height / 5;
    const { left, top } = this.view.insets;
    this.#travel({
      x: this.goal[2 * number] + (card - left / 2) / scale,
      y: this.goal[2 * number + 1] + (below - top / 4) / scale,
      scale,
    });
  }

  /** @param {Spot} spot */
  look(spot) {
    this.whole = false;
    Object.assign(this.view, spot);
    this.draw();
  }

  /** @param {number} right @param {number} down pixels */
  pan(right, down) {
    cancelAnimationFrame(this.journey ?? 0);
    if (this.part < 1) this.part = 1;
    this.whole = false;
    this.view.pan(right, down);
    this.#move();
  }

  /** @param {number} factor @param {number} [x] @param {number} [y] */
  zoom(factor, x = this.view.width / 2, y = this.view.height / 2) {
    cancelAnimationFrame(this.journey ?? 0);
    if (this.part < 1) this.part = 1;
    this.whole = false;
    this.view.zoom(factor, x, y);
    this.#move();
  }

  /** The number of the dot with this page_id; -1 for none. @param {number} id */
  numberOf(id) {
    const ids = this.map?.ids ?? new Uint32Array();
    let [low, high] = [0, ids.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (ids[middle] === id) return middle;
      if (ids[middle] < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** What lies under a point of the window. @param {number} x @param {number} y @param {number} reach in pixels */
  under(x, y, reach) {
    const nothing = { dot: -1, arrow: -1, island: -1 };
    if (!this.map || !this.grid || this.part < 1) return nothing;
    const at = this.view.under(x, y);
    const dot = this.grid.nearest(at.x, at.y, reach / this.view.scale);
    if (dot >= 0 || this.arrangement === "clicks") return { ...nothing, dot };
    const island = this.map.islands.findIndex(
      (each) => Math.hypot(each.x - at.x, each.y - at.y) < each.radius,
    );
    return { dot, island, arrow: island < 0 ? this.#arrowAt(x, y) : -1 };
  }

  /** @param {number} x @param {number} y */
  #arrowAt(x, y) {
    for (const arrow of this.arrows.toReversed()) {
      for (let t = 0; t <= 1; t += 0.04) {
        const at = pointOf(arrow, t);
        if (Math.hypot(at.x - x, at.y - y) < arrow.width / 2 + 5) return arrow.number;
      }
    }
    return -1;
  }

  /** Draw a picture of many: what takes long is left for when the hand rests. */
  #move() {
    this.moving = true;
    clearTimeout(this.stopping);
    this.draw();
    requestAnimationFrame(() => this.#rest());
  }

  /** Draw at once for paper, or for the screen again: a printer waits for nothing. @param {boolean} paper */
  print(paper) {
    this.paper = paper;
    this.measure();
    this.repaint();
    this.#paint();
  }

  draw() {
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0;
      this.#paint();
      this.rested();
    });
  }

  /** The time counts from when a picture was seen: a slow machine is not at rest between two. */
  #rest() {
    clearTimeout(this.stopping);
    this.stopping = setTimeout(() => {
      this.moving = false;
      this.draw();
    }, STILL);
  }

  #paint() {
    const { map, view } = this;
    if (!map) return;
    this.arrows = this.arrangement === "islands" ? arrowsIn(map, view) : [];
    this.#paintSea(map);
    if (this.part >= 1) drawWide(this);
    this.dots.draw(view, eased(this.part), this.links ? 0.3 : 1, this.density, this.moving);
    this.#paintWords(map);
  }

  /** @param {SiteMap} map */
  #paintSea(map) {
    const { sea, view, colours } = this;
    this.#clear(sea);
    const there = eased(this.part);
    sea.globalAlpha = there;
    if (this.arrangement === "clicks") drawRings(sea, map, view, colours);
    else drawIslands(sea, map, view, colours, this.arrows, (number) => this.#strength(number));
    sea.globalAlpha = 1;
  }

  /** Of pictures drawn while a printer waits only the last reaches it: it takes in the others. */
  #bringTogether() {
    const { width, height } = this.view;
    for (const under of this.canvases.slice(0, 2)) this.words.drawImage(under, 0, 0, width, height);
  }

  /** How strongly an arrow is drawn, 0 to 1. @param {number} number */
  #strength(number) {
    const [source, target] = /** @type {SiteMap} */ (this.map).arrows[number];
    if (this.links) return FAINT;
    if (this.arrow >= 0) return number === this.arrow ? 1 : FAINT;
    if (this.island >= 0) return source === this.island || target === this.island ? 1 : FAINT;
    return 1;
  }

  /** @param {SiteMap} map */
  #paintWords(map) {
    const { words, labels, view, colours } = this;
    this.#clear(words);
    if (this.paper) this.#bringTogether();
    labels.begin(view.width, view.height, this.#covered());
    if (this.part < 1) return;
    if (this.links) drawLinks(this, this.links);
    drawMarks(this);
    const titles = titlesFor(this);
    const covers = (/** @type {Box} */ box, /** @type {number} */ own) => this.#covers(box, own);
    writeTitles(labels, titles.first, colours, covers);
    if (this.arrangement === "clicks") nameRings(labels, map, view, colours);
    else {
      nameIslands(labels, map, view, colours);
      writeAmounts(labels, map, view, colours, this.arrows, (number) => this.#strength(number));
    }
    writeTitles(labels, titles.then, colours, covers);
  }

  /** Whether a box lies on a dot other than its own. @param {Box} box @param {number} own */
  #covers(box, own) {
    const { grid, view, goal, radii } = this;
    if (!grid) return false;
    const [a, b] = [view.under(box.left, box.top), view.under(box.right, box.bottom)];
    const near = [...grid.wide, ...grid.within(a.x, a.y, b.x, b.y, 2 * grid.cell)];
    return near.some(
      (i) =>
        i !== own &&
        meetsDisc(box, view.right(goal[2 * i]), view.down(goal[2 * i + 1]), radii[i] * view.scale - 2),
    );
  }

  /** What covers the map, in pixels of the window. @returns {Box[]} */
  #covered() {
    const frame = this.root.getBoundingClientRect();
    return [...this.root.querySelectorAll(".map-panel, .map-card, .map-zoom")]
      .filter((each) => each instanceof HTMLElement && !each.hidden)
      .map((each) => each.getBoundingClientRect())
      .map(({ left, top, right, bottom }) => ({
        left: left - frame.left - 6,
        right: right - frame.left + 6,
        top: top - frame.top - 6,
        bottom: bottom - frame.top + 6,
      }));
  }

  /** @param {CanvasRenderingContext2D} pen */
  #clear(pen) {
    pen.setTransform(this.density, 0, 0, this.density, 0, 0);
    pen.clearRect(0, 0, this.view.width, this.view.height);
  }
}

/** Slow, fast, slow. @param {number} t */
function eased(t) {
  return t * t * (3 - 2 * t);
}

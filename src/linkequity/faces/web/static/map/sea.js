// What lies under the dots: arrows between islands, the islands' ground, or the rings of clicks.

import { faded, hueOf } from "./colours.js";

/** @typedef {import("./document.js").SiteMap} SiteMap */
/** @typedef {import("./document.js").Island} Island */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("./colours.js").Colours} Colours */
/** @typedef {{x: number, y: number}} Point */

/** One arrow in pixels: from `from` by way of `by` to `to`, so wide. @typedef {{number: number, from: Point, by: Point, to: Point, width: number}} Drawn */

const STEPS = 22;
/** Beyond its outermost page a shore lies so many units. */
const SHALLOWS = 0.7;
/** Islands below so many pixels have no lines of depth. */
const SMALL = 9;

/**
 * Arrows as they lie in the window, the strongest last, so that it is on top.
 * @param {SiteMap} map
 * @param {View} view
 * @returns {Drawn[]}
 */
export function arrowsIn(map, view) {
  const most = map.arrows[0]?.[2] ?? 1;
  const nearness = Math.min(Math.max(view.scale / view.whole, 0.5), 6) ** 0.4;
  const widest = Math.min(22, Math.max(9, Math.min(view.width, view.height) / 42)) * nearness;
  /** @type {Drawn[]} */
  const drawn = [];
  map.arrows.forEach(([source, target, equity], number) => {
    const width = Math.max(widest * (equity / most), 1.3);
    const arrow = between(map.islands[source], map.islands[target], view, width);
    if (arrow) drawn.push({ number, ...arrow });
  });
  return drawn.reverse();
}

/**
 * A curve from shore to shore, bent to the right, so that there and back do not meet.
 * @param {Island} source
 * @param {Island} target
 * @param {View} view
 * @param {number} width
 */
function between(source, target, view, width) {
  const a = { x: view.right(source.x), y: view.down(source.y) };
  const b = { x: view.right(target.x), y: view.down(target.y) };
  const apart = Math.hypot(b.x - a.x, b.y - a.y);
  const [near, far] = [groundOf(source, view) + 1, groundOf(target, view) + 2];
  if (apart < near + far + 4) return null;
  const aside = { x: -(b.y - a.y) / apart, y: (b.x - a.x) / apart };
  const bend = 0.1 * apart + width;
  const by = { x: (a.x + b.x) / 2 + aside.x * bend, y: (a.y + b.y) / 2 + aside.y * bend };
  const [from, to] = [towards(a, by, near), towards(b, by, far)];
  const room = Math.hypot(to.x - from.x, to.y - from.y) / 5;
  return { from, by, to, width: Math.max(Math.min(width, room), 1) };
}

/** @param {Point} from @param {Point} to @param {number} far */
function towards(from, to, far) {
  const apart = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) / apart) * far, y: from.y + ((to.y - from.y) / apart) * far };
}

/** A point of the curve, and the way it goes there. @param {Drawn} arrow @param {number} t */
export function pointOf({ from, by, to }, t) {
  const u = 1 - t;
  const x = u * u * from.x + 2 * u * t * by.x + t * t * to.x;
  const y = u * u * from.y + 2 * u * t * by.y + t * t * to.y;
  const dx = 2 * u * (by.x - from.x) + 2 * t * (to.x - by.x);
  const dy = 2 * u * (by.y - from.y) + 2 * t * (to.y - by.y);
  const length = Math.hypot(dx, dy) || 1;
  return { x, y, dx: dx / length, dy: dy / length };
}

/**
 * Islands on their ground, above the arrows, which so pass beneath those between.
 * @param {CanvasRenderingContext2D} pen
 * @param {SiteMap} map
 * @param {View} view
 * @param {Colours} colours
 * @param {Drawn[]} arrows
 * @param {(number: number) => number} strength how strongly an arrow is drawn, 0 to 1
 */
export function drawIslands(pen, map, view, colours, arrows, strength) {
  for (const island of map.islands) drawWaters(pen, island, view, colours);
  for (const arrow of arrows) {
    const source = map.islands[map.arrows[arrow.number][0]];
    const colour = hueOf(colours, source.hue);
    drawArrow(pen, arrow, faded(colour, 0.62 * strength(arrow.number)));
  }
  for (const island of map.islands) drawGround(pen, island, view, colours);
}

/** How far an island's ground reaches, in pixels. @param {Island} island @param {View} view */
export function groundOf(island, view) {
  return Math.max(island.radius + 0.3, island.shore + SHALLOWS + 0.2) * view.scale + 1;
}

/** How far the lines of depth round it reach. @param {Island} island @param {View} view */
export function watersOf(island, view) {
  const ground = groundOf(island, view);
  return ground < SMALL ? ground : ground + stepOf(ground) * 2.6;
}

/** @param {number} ground */
function stepOf(ground) {
  return Math.min(Math.max(ground * 0.045, 2.5), 8);
}

/** Lines of depth off the shore, as sea charts have. @param {CanvasRenderingContext2D} pen @param {Island} island @param {View} view @param {Colours} colours */
function drawWaters(pen, island, view, colours) {
  const hue = hueOf(colours, island.hue);
  const reach = groundOf(island, view);
  if (reach < SMALL) return;
  const step = stepOf(reach);
  pen.lineWidth = 1;
  [0.3, 0.18, 0.09].forEach((alpha, number) => {
    circle(pen, view.right(island.x), view.down(island.y), reach + step * (number + 0.6));
    pen.strokeStyle = faded(hue, alpha);
    pen.stroke();
  });
}

/** @param {CanvasRenderingContext2D} pen @param {Island} island @param {View} view @param {Colours} colours */
function drawGround(pen, island, view, colours) {
  const hue = hueOf(colours, island.hue);
  const [x, y] = [view.right(island.x), view.down(island.y)];
  circle(pen, x, y, groundOf(island, view));
  pen.fillStyle = colours.paper;
  pen.fill();
  pen.fillStyle = faded(hue, colours.dark ? 0.07 : 0.055);
  pen.fill();
  if (island.shore <= 0) return;
  circle(pen, x, y, (island.shore + SHALLOWS) * view.scale);
  pen.fillStyle = faded(hue, colours.dark ? 0.13 : 0.11);
  pen.fill();
  pen.strokeStyle = faded(hue, 0.35);
  pen.lineWidth = 1;
  pen.stroke();
}

/** Thin where it begins, wide where it ends. @param {CanvasRenderingContext2D} pen @param {Drawn} arrow @param {string} colour */
function drawArrow(pen, arrow, colour) {
  const { width } = arrow;
  const length = Math.hypot(arrow.to.x - arrow.from.x, arrow.to.y - arrow.from.y);
  const head = Math.min(5 + width * 1.15, length * 0.45);
  const ends = Math.max(1 - head / Math.max(length, 1), 0.5);
  /** @type {Point[]} */
  const left = [];
  /** @type {Point[]} */
  const right = [];
  for (let step = 0; step <= STEPS; step++) {
    const t = (step / STEPS) * ends;
    const at = pointOf(arrow, t);
    const half = (width / 2) * (0.35 + 0.65 * (step / STEPS));
    left.push({ x: at.x + at.dy * half, y: at.y - at.dx * half });
    right.push({ x: at.x - at.dy * half, y: at.y + at.dx * half });
  }
  const neck = pointOf(arrow, ends);
  const wide = Math.min(width / 2 + Math.min(2.5 + width * 0.32, 7), head * 0.75);
  pen.beginPath();
  left.forEach((point) => pen.lineTo(point.x, point.y));
  pen.lineTo(neck.x + neck.dy * wide, neck.y - neck.dx * wide);
  pen.lineTo(arrow.to.x, arrow.to.y);
  pen.lineTo(neck.x - neck.dy * wide, neck.y + neck.dx * wide);
  right.reverse().forEach((point) => pen.lineTo(point.x, point.y));
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
}

/**
 * One band a click; what no click leads to lies in open water.
 * @param {CanvasRenderingContext2D} pen
 * @param {SiteMap} map
 * @param {View} view
 * @param {Colours} colours
 */
export function drawRings(pen, map, view, colours) {
  const [x, y] = [view.right(0), view.down(0)];
  for (const [clicks, , inner, outer] of map.rings) {
    if (clicks === 0) continue;
    circle(pen, x, y, (outer + 0.8) * view.scale);
    pen.arc(x, y, Math.max(inner - 0.8, 0) * view.scale, 0, 2 * Math.PI, true);
    pen.fillStyle = clicks === null ? faded(colours.orphan, 0.07) : faded(colours.none, 0.09);
    pen.fill("evenodd");
    circle(pen, x, y, (outer + 0.8) * view.scale);
    pen.setLineDash(clicks === null ? [3, 4] : []);
    pen.strokeStyle = clicks === null ? faded(colours.orphan, 0.6) : colours.line;
    pen.lineWidth = 1;
    pen.stroke();
    pen.setLineDash([]);
  }
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} radius */
function circle(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, Math.max(radius, 0), 0, 2 * Math.PI);
}

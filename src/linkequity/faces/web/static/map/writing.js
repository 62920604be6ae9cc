// What is written on the map: islands and their figures, rings, amounts on arrows, page titles.

import { faded } from "./colours.js";
import { FONT, meetsDisc, shortened } from "./labels.js";
import { groundOf, pointOf, watersOf } from "./sea.js";
import { count, percent, units } from "./words.js";

/** @typedef {import("./document.js").SiteMap} SiteMap */
/** @typedef {import("./document.js").Island} Island */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("./colours.js").Colours} Colours */
/** @typedef {import("./labels.js").Labels} Labels */
/** @typedef {import("./labels.js").Box} Box */
/** @typedef {import("./sea.js").Drawn} Drawn */

const NAME = `600 13px ${FONT}`;
const FIGURES = `12px ${FONT}`;
const AMOUNT = `600 12px ${FONT}`;
const TITLE = `12px ${FONT}`;
/** An island below so many pixels is named without figures. */
const SMALL = 26;
/** One with so many has room for its name on itself; one with more fills the window. */
const WIDE = 34;
const FILLS = 420;
const LONGEST_NAME = 30;
const SHORT_NAME = 17;
const LONGEST_TITLE = 38;
/** Arrows shorter than so many pixels would lie under their own amounts, or are not worth one. */
const CLEAR = 84;
const SHORT = 26;
/** A dot of so many pixels has room for its title on itself. */
const ROOMY = 24;

/**
 * @param {Labels} labels
 * @param {SiteMap} map
 * @param {View} view
 * @param {Colours} colours
 */
export function nameIslands(labels, map, view, colours) {
  const order = map.islands.map((_, number) => number);
  order.sort((a, b) => map.islands[b].radius - map.islands[a].radius);
  for (const number of order) {
    const island = map.islands[number];
    const reach = groundOf(island, view);
    const [x, y] = [view.right(island.x), view.down(island.y)];
    if (x + reach < 0 || y + reach < 0 || x - reach > view.width || y - reach > view.height) continue;
    const name = (/** @type {number} */ most) => ({
      text: shortened(island.name, most),
      font: NAME,
      colour: colours.ink,
    });
    const outside = (/** @type {import("./labels.js").Line[]} */ lines) =>
      labels.add(
        {
          lines,
          places: (width, height) => around(x, y, watersOf(island, view), width, height),
          avoid: (box) => onOther(box, map, number, view),
        },
        faded(colours.paper, 0.9),
      );
    if (reach > SMALL && reach < FILLS && outside([name(LONGEST_NAME), figures(island, colours)])) continue;
    if (reach < FILLS && outside([name(LONGEST_NAME)])) continue;
    if (reach < FILLS && outside([name(SHORT_NAME)])) continue;
    if (reach < WIDE) continue;
    const onIt = {
      lines: reach < FILLS ? [name(SHORT_NAME)] : [name(LONGEST_NAME), figures(island, colours)],
      places: (/** @type {number} */ width, /** @type {number} */ height) =>
        within(x, y, reach, width, height, view),
      framed: true,
    };
    const alone = { ...onIt, avoid: (/** @type {Box} */ box) => onOther(box, map, number, view) };
    if (!labels.add(alone, faded(colours.paper, 0.86))) labels.add(onIt, faded(colours.paper, 0.86));
  }
}

/** @param {Island} island @param {Colours} colours */
function figures(island, colours) {
  const pages = `${count(island.pages)} ${island.pages === 1 ? "page" : "pages"}`;
  return { text: `${pages}, ${percent(island.equity_share)} of equity`, font: FIGURES, colour: colours.quiet };
}

/**
 * At the rim of an island, in sight while the island fills the window.
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 * @param {number} width
 * @param {number} height
 * @param {View} view
 */
function within(x, y, reach, width, height, view) {
  const inside = Math.min(Math.max(x, width / 2 + 12), view.width - width / 2 - 12);
  const high = height / 2 + 2;
  const places = [
    { x: inside, y: Math.max(y - reach + high, high + 12) },
    { x: inside, y: Math.min(y + reach - high, view.height - high - 12) },
    { x: view.width / 2, y: Math.max(y - reach + high, high + 12) },
  ];
  // In sight, but still on its island: of one that is almost gone the name would lie on another.
  return places.filter((place) => Math.hypot(place.x - x, place.y - y) <= reach - high + 1);
}

/**
 * Above it, below, beside it.
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 * @param {number} width
 * @param {number} height
 */
function around(x, y, reach, width, height) {
  const high = height / 2 + 2;
  const diagonal = reach * 0.72;
  return [
    { x, y: y - reach - high },
    { x, y: y + reach + high },
    { x: x + reach + width / 2 + 4, y },
    { x: x - reach - width / 2 - 4, y },
    { x: x + diagonal + width / 2, y: y - diagonal - high },
    { x: x - diagonal - width / 2, y: y - diagonal - high },
    { x: x + diagonal + width / 2, y: y + diagonal + high },
    { x: x - diagonal - width / 2, y: y + diagonal + high },
  ];
}

/** @param {Box} box @param {SiteMap} map @param {number} own @param {View} view */
function onOther(box, map, own, view) {
  return map.islands.some(
    (island, number) =>
      number !== own &&
      meetsDisc(box, view.right(island.x), view.down(island.y), groundOf(island, view)),
  );
}

/**
 * @param {Labels} labels
 * @param {SiteMap} map
 * @param {View} view
 * @param {Colours} colours
 */
export function nameRings(labels, map, view, colours) {
  for (const [clicks, pages, inner, outer] of map.rings) {
    if (clicks === 0) continue;
    const text = `${ringName(clicks, map)}, ${count(pages)} ${pages === 1 ? "page" : "pages"}`;
    const x = view.right(0);
    labels.add(
      {
        lines: [{ text, font: NAME, colour: colours.ink }],
        places: (_, height) => [
          { x, y: view.down(-outer) - height / 2 - 1 },
          { x, y: view.down(outer) + height / 2 + 1 },
          { x, y: view.down(-inner) + height / 2 },
        ],
        framed: true,
      },
      faded(colours.paper, 0.86),
    );
  }
}

/** @param {number | null} clicks @param {SiteMap} map */
function ringName(clicks, map) {
  if (clicks === null) return "No click leads here";
  const last = map.rings.findLast((ring) => ring[0] !== null)?.[0];
  if (clicks === last && clicks >= 12) return `${clicks} clicks or more`;
  return clicks === 1 ? "1 click" : `${clicks} clicks`;
}

/**
 * @param {Labels} labels
 * @param {SiteMap} map
 * @param {View} view
 * @param {Colours} colours
 * @param {Drawn[]} arrows
 * @param {(number: number) => number} strength
 */
export function writeAmounts(labels, map, view, colours, arrows, strength) {
  for (const arrow of arrows.toReversed()) {
    const length = Math.hypot(arrow.to.x - arrow.from.x, arrow.to.y - arrow.from.y);
    if (strength(arrow.number) < 1 || length < SHORT) continue;
    const text = units(map.arrows[arrow.number][2]);
    labels.add(
      {
        lines: [{ text, font: AMOUNT, colour: colours.ink }],
        places: (width) =>
          [0.5, 0.38, 0.62].flatMap((t) =>
            length < CLEAR ? beside(arrow, t, width) : [pointOf(arrow, t)],
          ),
        avoid: (box) => onOther(box, map, -1, view),
        framed: true,
      },
      faded(colours.paper, 0.8),
    );
  }
}

/** To the right and the left of an arrow. @param {Drawn} arrow @param {number} t @param {number} width */
function beside(arrow, t, width) {
  const at = pointOf(arrow, t);
  return [1, -1].map((side) => ({
    x: at.x - side * at.dy * (width / 2 + 5 + arrow.width / 2),
    y: at.y + side * at.dx * (13 + arrow.width / 2),
  }));
}

/**
 * Titles of dots, the largest first: on each where there is room, else beside it.
 * @param {Labels} labels
 * @param {import("./titles.js").Title[]} dots
 * @param {Colours} colours
 * @param {(box: Box, own: number) => boolean} covers whether a box would cover another dot
 */
export function writeTitles(labels, dots, colours, covers) {
  for (const { number, x, y, reach, title, must } of dots) {
    const font = must ? NAME : TITLE;
    const onIt = reach < ROOMY ? [] : wrapped(title, Math.floor(reach / 3.6), Math.floor(reach / 13));
    if (onIt.length) {
      const lines = onIt.map((text) => ({ text, font, colour: colours.ink }));
      labels.add({ lines, places: () => [{ x, y }] }, faded(colours.paper, 0.7));
      continue;
    }
    const text = shortened(title, LONGEST_TITLE);
    labels.add(
      {
        lines: [{ text, font, colour: colours.ink }],
        avoid: (box) => !must && covers(box, number),
        places: (width, height) => [
          ...(reach > width / 2 ? [{ x, y }] : []),
          { x: x + reach + 3 + width / 2, y },
          { x: x - reach - 3 - width / 2, y },
          { x, y: y - reach - height / 2 - 1 },
          { x, y: y + reach + height / 2 + 1 },
        ],
      },
      faded(colours.paper, 0.88),
    );
  }
}

/**
 * A title in lines of at most so many letters, and at most so many lines.
 * @param {string} title
 * @param {number} letters
 * @param {number} most
 */
function wrapped(title, letters, most) {
  /** @type {string[]} */
  const lines = [];
  for (const word of title.split(" ").filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, most).map((line) => shortened(line, letters + 2));
  if (lines.length > most && shown.length) shown[shown.length - 1] = `${shown[shown.length - 1]} …`;
  return shown;
}

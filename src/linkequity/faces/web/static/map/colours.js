// The colours of the page's style, as numbers for the graphics card and as text for canvases.

/** @typedef {import("./document.js").SiteMap} SiteMap */

export const HUES = 8;

/**
 * @typedef {object} Colours
 * @property {string} paper
 * @property {string} card
 * @property {string} ink
 * @property {string} quiet
 * @property {string} line
 * @property {string} accent
 * @property {string} incoming
 * @property {string} none of islands that are no group of their own
 * @property {string[]} hues
 * @property {string} orphan
 * @property {string} backlinked
 * @property {string} broken
 * @property {string} closed
 * @property {string} unknown
 * @property {boolean} dark
 */

/** Those of the screen, or those of paper, which is light whatever the screen is. @param {boolean} [paper] @returns {Colours} */
export function readColours(paper = false) {
  const styles = paper ? rootStyles() : [getComputedStyle(document.documentElement)];
  const read = (/** @type {string} */ name) =>
    styles.map((style) => style.getPropertyValue(`--${name}`).trim()).findLast(Boolean) ?? "";
  const ground = read("paper");
  return {
    paper: ground,
    card: read("card"),
    ink: read("ink"),
    quiet: read("quiet"),
    line: read("line"),
    accent: read("accent"),
    incoming: read("kept"),
    none: read("map-none"),
    hues: Array.from({ length: HUES }, (_, hue) => read(`hue-${hue}`)),
    orphan: read("map-orphan"),
    backlinked: read("map-backlinked"),
    broken: read("map-broken"),
    closed: read("map-closed"),
    unknown: read("map-unknown"),
    dark: bytes(ground)[0] < 128,
  };
}

/** What style sheets say of the whole page under no condition. @returns {CSSStyleDeclaration[]} */
function rootStyles() {
  return [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => (rule instanceof CSSStyleRule && rule.selectorText === ":root" ? [rule.style] : []));
}

/** @param {Colours} colours @param {number} hue */
export function hueOf(colours, hue) {
  return hue < 0 ? colours.none : colours.hues[hue % HUES];
}

/** Red, green and blue of `#rgb` or `#rrggbb`. @param {string} text @returns {[number, number, number]} */
export function bytes(text) {
  const hex = text.slice(1);
  const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const value = Number.parseInt(long, 16) || 0;
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** @param {string} colour @param {number} alpha */
export function faded(colour, alpha) {
  return `rgba(${bytes(colour).join(",")},${alpha})`;
}

/** 1 for hollow dots, 2 for those that shine. @type {Record<string, number>} */
const KINDS = { orphan_with_backlinks: 2, broken: 1, closed: 1, not_crawled: 1 };

/** The colours of states that are not as they should be. @param {Colours} colours @returns {Record<string, string>} */
export function wrongColours(colours) {
  return {
    orphan: colours.orphan,
    orphan_with_backlinks: colours.backlinked,
    broken: colours.broken,
    closed: colours.closed,
    not_crawled: colours.unknown,
  };
}

/**
 * The paint of each dot: its island's colour, or that of what is wrong with it.
 * @param {SiteMap} map
 * @param {Colours} colours
 * @returns {{paint: Uint8Array, kinds: Float32Array}}
 */
export function paintOf(map, colours) {
  const paint = new Uint8Array(4 * map.pages);
  const kinds = new Float32Array(map.pages);
  const islands = map.islands.map((island) => bytes(hueOf(colours, island.hue)));
  const wrong = wrongColours(colours);
  const paints = map.states.map((state) => (wrong[state] ? bytes(wrong[state]) : null));
  const looks = map.states.map((state) => KINDS[state] ?? 0);
  for (let i = 0; i < map.pages; i++) {
    const state = map.state[i];
    paint.set(paints[state] ?? islands[map.island[i]], 4 * i);
    paint[4 * i + 3] = paints[state] ? 255 : 222;
    kinds[i] = looks[state];
  }
  return { paint, kinds };
}

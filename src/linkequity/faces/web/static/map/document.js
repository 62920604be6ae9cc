// The map's document: a line of JSON and columns of numbers (see app/map/wire.py).

/**
 * @typedef {object} Island
 * @property {string} name
 * @property {number} pages
 * @property {number} orphans
 * @property {number} orphans_with_backlinks
 * @property {number} equity
 * @property {number} equity_share
 * @property {number} flows_in
 * @property {number} flows_out
 * @property {number} x
 * @property {number} y
 * @property {number} shore
 * @property {number} radius
 * @property {number} hue
 */

/** @typedef {[source: number, target: number, equity: number]} Arrow */
/** @typedef {[clicks: number | null, pages: number, inner: number, outer: number]} Ring */
/** @typedef {[left: number, top: number, width: number, height: number]} Frame */

/**
 * One map, pages by number. Places are pairs of x and y, y downwards.
 * @typedef {object} SiteMap
 * @property {string} version
 * @property {number} pages
 * @property {number | null} start
 * @property {string[]} states
 * @property {number} unit_equity
 * @property {number} least_radius
 * @property {Frame} frame
 * @property {Frame} ring_frame
 * @property {Island[]} islands
 * @property {Arrow[]} arrows
 * @property {Ring[]} rings
 * @property {Uint32Array} ids
 * @property {Float32Array} equity
 * @property {Float32Array} value
 * @property {Float32Array} places
 * @property {Float32Array} clickPlaces
 * @property {Uint8Array} island
 * @property {Uint8Array} state
 * @property {Uint8Array} clicks
 */

const STEPS = 65535;

/**
 * @param {ArrayBuffer} buffer
 * @param {boolean} upright for a screen that is higher than wide: islands lie turned about
 * @returns {SiteMap}
 */
export function decode(buffer, upright) {
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const n = head.pages;
  let at = 4 + length;
  /** @param {number} bytes */
  const next = (bytes) => (at += bytes) - bytes;
  const ids = new Uint32Array(buffer, next(4 * n), n);
  const equity = new Float32Array(buffer, next(4 * n), n);
  const value = new Float32Array(buffer, next(4 * n), n);
  const places = unfold(new Uint16Array(buffer, next(4 * n), 2 * n), head.frame);
  const clickPlaces = unfold(new Uint16Array(buffer, next(4 * n), 2 * n), head.ring_frame);
  const island = new Uint8Array(buffer, next(n), n);
  const state = new Uint8Array(buffer, next(n), n);
  const clicks = new Uint8Array(buffer, next(n), n);
  /** @type {Island[]} */
  const islands = head.islands.map((/** @type {object} */ one, /** @type {number} */ number) => ({
    ...one,
    name: head.names[number],
  }));
  /** @type {SiteMap} */
  const map = { ...head, islands, ids, equity, value, places, clickPlaces, island, state, clicks };
  if (upright) turn(map);
  return map;
}

/**
 * @param {Uint16Array} steps
 * @param {Frame} frame
 */
function unfold(steps, [left, top, width, height]) {
  const places = new Float32Array(steps.length);
  for (let i = 0; i < steps.length; i += 2) {
    places[i] = left + (width * steps[i]) / STEPS;
    places[i + 1] = top + (height * steps[i + 1]) / STEPS;
  }
  return places;
}

/**
 * Swap x and y of everything that lies among the islands.
 * @param {SiteMap} map
 */
function turn(map) {
  const { places } = map;
  for (let i = 0; i < places.length; i += 2) {
    [places[i], places[i + 1]] = [places[i + 1], places[i]];
  }
  for (const island of map.islands) [island.x, island.y] = [island.y, island.x];
  const [left, top, width, height] = map.frame;
  map.frame = [top, left, height, width];
}

/**
 * The radius of each dot, so that its area is as its equity; or as its value, with all areas
 * together the same.
 * @param {SiteMap} map
 * @param {string} size
 */
export function radiiOf(map, size) {
  const radii = new Float32Array(map.pages);
  let area = 0;
  let values = 0;
  const shining = map.states.indexOf("orphan_with_backlinks");
  for (let i = 0; i < map.pages; i++) {
    const least = map.state[i] === shining ? 3.5 : map.least_radius;
    radii[i] = Math.max(Math.sqrt(map.equity[i] / map.unit_equity), least);
    area += radii[i] ** 2;
    values += map.value[i];
  }
  if (size !== "value" || !values) return radii;
  for (let i = 0; i < map.pages; i++) {
    const least = map.state[i] === shining ? 3.5 : map.least_radius;
    radii[i] = Math.max(Math.sqrt((map.value[i] / values) * area), least);
  }
  return radii;
}

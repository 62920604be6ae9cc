// Mouse, fingers and keys on the map.

/** @typedef {import("./chart.js").Chart} Chart */

const STEP = 90;
const FACTOR = 1.35;
/** A press that moves less than this is a click. */
const STEADY = 5;

/**
 * @typedef {object} Meant
 * @property {(x: number, y: number, rough: boolean) => void} press
 * @property {(x: number, y: number) => void} hover
 * @property {() => void} leave
 */

/**
 * @param {HTMLElement} surface
 * @param {Chart} chart
 * @param {Meant} meant
 */
export function listen(surface, chart, meant) {
  /** @type {Map<number, {x: number, y: number}>} */
  const held = new Map();
  let moved = 0;
  const at = (/** @type {MouseEvent} */ event) => {
    const frame = surface.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };
  surface.addEventListener("pointerdown", (event) => {
    surface.setPointerCapture(event.pointerId);
    held.set(event.pointerId, at(event));
    moved = held.size > 1 ? Infinity : 0;
  });
  surface.addEventListener("pointermove", (event) => {
    const now = at(event);
    const before = held.get(event.pointerId);
    if (!before) return void meant.hover(now.x, now.y);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (held.size === 1 && moved >= STEADY) chart.pan(now.x - before.x, now.y - before.y);
    if (held.size === 2) pinch(chart, held, event.pointerId, now);
    held.set(event.pointerId, now);
  });
  const release = (/** @type {PointerEvent} */ event) => {
    const known = held.delete(event.pointerId);
    const { x, y } = at(event);
    if (known && moved < STEADY && event.type === "pointerup" && event.button === 0) {
      meant.press(x, y, event.pointerType === "touch");
    }
  };
  surface.addEventListener("pointerup", release);
  surface.addEventListener("pointercancel", release);
  surface.addEventListener("pointerleave", () => meant.leave());
  surface.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { x, y } = at(event);
      const turned = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
      chart.zoom(Math.exp(-Math.min(Math.max(turned, -240), 240) * 0.0022), x, y);
    },
    { passive: false },
  );
  surface.addEventListener("dblclick", (event) => {
    const { x, y } = at(event);
    chart.zoom(2, x, y);
  });
}

/**
 * Two fingers: what is between them stays there, and grows as they part.
 * @param {Chart} chart
 * @param {Map<number, {x: number, y: number}>} held
 * @param {number} moving
 * @param {{x: number, y: number}} now
 */
function pinch(chart, held, moving, now) {
  const before = held.get(moving);
  const still = [...held].find(([id]) => id !== moving)?.[1];
  if (!before || !still) return;
  const apart = Math.hypot(before.x - still.x, before.y - still.y) || 1;
  chart.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  chart.zoom(
    Math.hypot(now.x - still.x, now.y - still.y) / apart,
    (now.x + still.x) / 2,
    (now.y + still.y) / 2,
  );
}

/** Keys while the map has the focus; says whether one was meant for it. @param {Chart} chart @param {string} key */
export function press(chart, key) {
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowLeft: () => chart.pan(STEP, 0),
    ArrowRight: () => chart.pan(-STEP, 0),
    ArrowUp: () => chart.pan(0, STEP),
    ArrowDown: () => chart.pan(0, -STEP),
    "+": () => chart.zoom(FACTOR),
    "=": () => chart.zoom(FACTOR),
    "-": () => chart.zoom(1 / FACTOR),
    0: () => chart.showAll(),
  };
  keys[key]?.();
  return key in keys;
}

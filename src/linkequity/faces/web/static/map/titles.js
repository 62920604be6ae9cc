// Which dots are named: the chosen one and what it is linked with, then the largest in sight.

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {{number: number, x: number, y: number, reach: number, title: string, must: boolean}} Title */

const MOST = 70;
const MOST_LINKED = 14;
/** Dots so many pixels wide, halved, have a title beside them. */
const LEAST = 10;
/** From afar islands are named; pages when one comes closer by so much. */
const CLOSER = 1.25;
/** So many in sight are sorted at once; of more, the strongest of the site only. */
const MANY = 4000;

/**
 * Titles that come before all other names, and those that come after.
 * @param {Chart} chart
 * @returns {{first: Title[], then: Title[]}}
 */
export function titlesFor(chart) {
  const { links } = chart;
  const linked = links
    ? [...links.links_in, ...links.links_out]
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_LINKED)
        .map(([id]) => chart.numberOf(id))
    : [];
  const first = chart.chosen >= 0 ? [chart.chosen] : [];
  const then = links ? linked : inSight(chart);
  const numbers = [...first, ...then].filter((number) => number >= 0);
  const ids = /** @type {Uint32Array} */ (chart.map?.ids);
  chart.asking
    .learn(numbers.map((number) => ids[number]))
    .then((more) => more && chart.draw())
    .catch(() => {}); // Names are a comfort; what is asked for by a click says why it fails.
  return {
    first: [...first.flatMap((number) => titleOf(chart, number, true)), ...home(chart)],
    then: [...new Set(then)].flatMap((number) => titleOf(chart, number, false)),
  };
}

/** The start page is always named. @param {Chart} chart @returns {Title[]} */
function home(chart) {
  const start = chart.map?.start ?? -1;
  return start < 0 || start === chart.chosen ? [] : [{ ...spotOf(chart, start), title: "Home", must: true }];
}

/** @param {Chart} chart @param {number} number */
function spotOf(chart, number) {
  return {
    number,
    x: chart.view.right(chart.goal[2 * number]),
    y: chart.view.down(chart.goal[2 * number + 1]),
    reach: Math.max(chart.radii[number] * chart.view.scale, 3),
  };
}

/** @param {Chart} chart */
function inSight(chart) {
  const { view, grid, radii, goal } = chart;
  if (view.scale < view.whole * CLOSER) return [];
  const [a, b] = [view.under(0, 0), view.under(view.width, view.height)];
  const inside = (/** @type {number} */ i) =>
    goal[2 * i] > a.x && goal[2 * i] < b.x && goal[2 * i + 1] > a.y && goal[2 * i + 1] < b.y;
  const share = ((b.x - a.x) * (b.y - a.y)) / Math.max(chart.frame[2] * chart.frame[3], 1);
  const few = share * radii.length < MANY && grid;
  const near = few ? grid.within(a.x, a.y, b.x, b.y, 0) : (chart.strongest ?? []);
  return near
    .filter((i) => inside(i) && radii[i] * view.scale >= LEAST)
    .sort((i, j) => radii[j] - radii[i])
    .slice(0, MOST);
}

/** @param {Chart} chart @param {number} number @param {boolean} must @returns {Title[]} */
function titleOf(chart, number, must) {
  const name = chart.asking.names.get(/** @type {Uint32Array} */ (chart.map?.ids)[number]);
  if (number < 0 || !name) return [];
  return [{ ...spotOf(chart, number), title: name.title || name.path, must }];
}

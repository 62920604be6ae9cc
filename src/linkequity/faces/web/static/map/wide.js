// Dots that graphics cards leave out: points whose middle is out of the window, or too wide for one.

import { faded, hueOf, wrongColours } from "./colours.js";

/** @typedef {import("./chart.js").Chart} Chart */

/** Dots below so many pixels are missed by nobody at the rim. */
const SEEN = 3;

/** @param {Chart} chart */
export function drawWide(chart) {
  const { map, grid, view, goal, radii, sea: pen, colours } = chart;
  if (!map || !grid) return;
  const widest = radii[chart.strongest?.[0] ?? 0] ?? 0;
  if (widest * view.scale < SEEN) return;
  const [a, b] = [view.under(0, 0), view.under(view.width, view.height)];
  const wrong = wrongColours(colours);
  for (const i of grid.within(a.x, a.y, b.x, b.y, widest)) {
    const reach = radii[i] * view.scale;
    const [x, y] = [view.right(goal[2 * i]), view.down(goal[2 * i + 1])];
    const inside = x >= 0 && y >= 0 && x <= view.width && y <= view.height;
    const fits = (reach + 1) * 2 * chart.density <= chart.dots.most;
    if (reach < SEEN || (inside && fits)) continue;
    if (x + reach < 0 || y + reach < 0 || x - reach > view.width || y - reach > view.height) continue;
    pen.beginPath();
    pen.arc(x, y, reach, 0, 2 * Math.PI);
    const colour = wrong[map.states[map.state[i]]] ?? hueOf(colours, map.islands[map.island[i]].hue);
    pen.fillStyle = faded(colour, chart.links ? 0.26 : 0.87);
    pen.fill();
  }
}

// The links of the chosen page, and marks round it and what the pointer is at.

import { faded, hueOf, wrongColours } from "./colours.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./asking.js").Links} Links */

/** @param {Chart} chart @param {Links} links */
export function drawLinks(chart, links) {
  const most = Math.max(links.links_in[0]?.[1] ?? 0, links.links_out[0]?.[1] ?? 0) || 1;
  drawSide(chart, links.links_out, most, chart.colours.accent, true);
  drawSide(chart, links.links_in, most, chart.colours.incoming, false);
}

/**
 * @param {Chart} chart
 * @param {[id: number, equity: number][]} links
 * @param {number} most
 * @param {string} colour
 * @param {boolean} outwards
 */
function drawSide(chart, links, most, colour, outwards) {
  const here = spot(chart, chart.chosen);
  const pen = chart.words;
  for (const [id, equity] of links.toReversed()) {
    const number = chart.numberOf(id);
    if (number < 0) continue;
    const there = spot(chart, number);
    const [from, to] = outwards ? [here, there] : [there, here];
    const aside = { x: -(to.y - from.y) * 0.12, y: (to.x - from.x) * 0.12 };
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.quadraticCurveTo((from.x + to.x) / 2 + aside.x, (from.y + to.y) / 2 + aside.y, to.x, to.y);
    pen.strokeStyle = faded(colour, 0.3 + 0.5 * (equity / most));
    pen.lineWidth = 0.8 + 2.6 * Math.sqrt(equity / most);
    pen.stroke();
    fill(chart, number);
    pen.beginPath();
    pen.arc(there.x, there.y, there.reach + 1, 0, 2 * Math.PI);
    pen.strokeStyle = colour;
    pen.lineWidth = 1.6;
    pen.stroke();
  }
}

/** @param {Chart} chart */
export function drawMarks(chart) {
  if (chart.hovered >= 0) mark(chart, chart.hovered, 1.5);
  if (chart.chosen >= 0) mark(chart, chart.chosen, 2.5);
}

/** @param {Chart} chart @param {number} number @param {number} width */
function mark(chart, number, width) {
  const { words: pen, colours } = chart;
  const { x, y, reach } = spot(chart, number);
  fill(chart, number);
  for (const [colour, more] of /** @type {[string, number][]} */ ([
    [colours.paper, 2.5],
    [colours.ink, 0],
  ])) {
    pen.beginPath();
    pen.arc(x, y, reach + 3, 0, 2 * Math.PI);
    pen.strokeStyle = colour;
    pen.lineWidth = width + more;
    pen.stroke();
  }
}

/** In its full colour, above what stepped back. @param {Chart} chart @param {number} number */
function fill(chart, number) {
  const { map, colours, words: pen } = chart;
  if (!map) return;
  const { x, y, reach } = spot(chart, number);
  const wrong = wrongColours(colours)[map.states[map.state[number]]];
  pen.beginPath();
  pen.arc(x, y, reach, 0, 2 * Math.PI);
  pen.fillStyle = wrong ?? hueOf(colours, map.islands[map.island[number]].hue);
  pen.fill();
}

/** @param {Chart} chart @param {number} number */
function spot(chart, number) {
  return {
    x: chart.view.right(chart.goal[2 * number]),
    y: chart.view.down(chart.goal[2 * number + 1]),
    reach: Math.max(chart.radii[number] * chart.view.scale, 2.2),
  };
}

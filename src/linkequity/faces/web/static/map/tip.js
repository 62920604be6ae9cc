// What the pointer is at: a page, an island, an arrow.

import { make } from "./card.js";
import { counted, percent, units } from "./words.js";

/** @typedef {import("./chart.js").Chart} Chart */

/**
 * @param {HTMLElement} tip
 * @param {Chart} chart
 * @param {number} x
 * @param {number} y
 */
export function showTip(tip, chart, x, y) {
  const lines = said(chart);
  tip.hidden = !lines.length;
  if (tip.hidden) return;
  tip.replaceChildren(...lines.map((line, number) => make(number ? "p" : "b", "", line)));
  const { width, height } = tip.getBoundingClientRect();
  const left = x + 16 + width > chart.view.width ? x - width - 12 : x + 16;
  const top = Math.min(Math.max(y + 14, 6), chart.view.height - height - 6);
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

/** @param {Chart} chart @returns {string[]} */
function said(chart) {
  const { map } = chart;
  if (!map) return [];
  if (chart.hovered >= 0) return aboutPage(chart, chart.hovered);
  if (chart.arrow >= 0) {
    const [source, target, equity] = map.arrows[chart.arrow];
    const names = `${map.islands[source].name} → ${map.islands[target].name}`;
    return [names, `Links carry ${units(equity)} page units`];
  }
  if (chart.island < 0) return [];
  const island = map.islands[chart.island];
  const orphans = island.orphans ? [`${counted(island.orphans, "orphan")}, ${island.orphans_with_backlinks} with backlinks`] : [];
  return [
    island.name,
    `${counted(island.pages, "page")}, equity ${units(island.equity)} (${percent(island.equity_share)})`,
    `Links carry ${units(island.flows_in)} in, ${units(island.flows_out)} out`,
    ...orphans,
  ];
}

/** @param {Chart} chart @param {number} number */
function aboutPage(chart, number) {
  const map = /** @type {import("./document.js").SiteMap} */ (chart.map);
  const name = chart.asking.names.get(map.ids[number]);
  const state = map.states[map.state[number]].replaceAll("_", " ");
  const more = state === "page" ? [] : [state];
  return [
    name ? name.title || name.path : "…",
    ...(name?.title ? [name.path] : []),
    [`Equity ${units(map.equity[number])}`, `value ${units(map.value[number])}`, ...more].join(", "),
    map.islands[map.island[number]].name,
  ];
}

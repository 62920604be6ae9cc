// The card of the chosen page, and the line under the pointer. Crawled text is text here, never markup.

import { count, counted, percent, units } from "./words.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./asking.js").Links} Links */

/** @type {Record<string, string>} */
const STATES = {
  orphan: "Orphan: no link leads here",
  orphan_with_backlinks: "Orphan with backlinks: what they bring stays here",
  broken: "Broken",
  closed: "Noindex or blocked",
  not_crawled: "Not crawled",
};
/** What becomes of equity that links carry to such pages. @type {Record<string, string>} */
const LOST = { broken: "lost", closed: "lost", not_crawled: "unread" };
const SHOWN = 6;

/**
 * @param {HTMLElement} card
 * @param {Chart} chart
 * @param {Links} links
 * @param {{choose: (id: number) => void, close: () => void, linkFrom: (links: Links) => void}} meant
 */
export function fillCard(card, chart, links, meant) {
  const shut = make("button", "map-close", "×");
  shut.type = "button";
  shut.setAttribute("aria-label", "Close");
  shut.addEventListener("click", meant.close);
  const path = make("p", "map-path");
  path.append(links.web ? way(links.path, links.web, "") : links.path);
  if (links.web) path.querySelector("a")?.setAttribute("rel", "noopener noreferrer");
  card.replaceChildren(
    shut,
    make("h2", "", links.title || links.path),
    path,
    ...(STATES[links.state] ? [make("p", `map-state is-${links.state}`, STATES[links.state])] : []),
    figures(links),
    side(chart, "in", "Gets from", links.links_in, links.linking_pages, meant.choose),
    side(chart, "out", "Gives to", links.links_out, links.linked_pages, meant.choose),
    ways(links, meant.linkFrom),
  );
  card.hidden = false;
}

/** What one can do about a page: see its card, try an edit. @param {Links} links @param {(links: Links) => void} linkFrom */
function ways(links, linkFrom) {
  const row = make("div", "buttons");
  row.append(way("Page card", links.card, "button main"));
  if (links.state === "broken") {
    row.append(way("Try a redirect", whatIf(links, { add: "redirect", from: links.url }), "button"));
    return row;
  }
  const from = make("button", "button", "Try a link from it …");
  from.type = "button";
  from.addEventListener("click", () => linkFrom(links));
  row.append(from, way("Try one to it", whatIf(links, { add: "add_link", to: links.url }), "button"));
  return row;
}

/** @param {Links} links @param {Record<string, string>} edit */
export function whatIf(links, edit) {
  return `${links.what_if}?${new URLSearchParams(edit)}`;
}

/** @param {Links} links */
function figures(links) {
  const list = make("dl", "map-figures");
  /** @type {[string, string][]} */
  const rows = [
    ["Equity", `${units(links.equity)} (${percent(links.equity_share)})`],
    ["Value", links.value.toFixed(2)],
    ["Clicks from home", links.click_depth === null ? "none lead here" : count(links.click_depth)],
    ["Links in", `${count(links.inlinks)} on ${counted(links.linking_pages, "page")}`],
    ["Links out", `${count(links.outlinks)} to ${counted(links.linked_pages, "page")}`],
    ["Backlinks", count(links.backlinks)],
  ];
  for (const [name, value] of rows) {
    const row = make("div", "");
    row.append(make("dt", "", name), make("dd", "", value));
    list.append(row);
  }
  return list;
}

/**
 * @param {Chart} chart
 * @param {string} kind
 * @param {string} title
 * @param {[id: number, equity: number][]} links
 * @param {number} all
 * @param {(id: number) => void} choose
 */
function side(chart, kind, title, links, all, choose) {
  const part = make("section", `map-links is-${kind}`);
  if (!links.length) return part;
  const list = make("ul", "");
  for (const [id, equity] of links.slice(0, SHOWN)) {
    const name = chart.asking.names.get(id);
    const row = make("li", "");
    const button = make("button", "", name ? name.title || name.path : "…");
    button.type = "button";
    button.addEventListener("click", () => choose(id));
    const lost = LOST[chart.map?.states[chart.map.state[chart.numberOf(id)]] ?? ""];
    row.append(button, make("span", "n", lost && kind === "out" ? `${units(equity)} ${lost}` : units(equity)));
    list.append(row);
  }
  part.append(make("h3", "", title), list);
  if (all > SHOWN) part.append(make("p", "quiet small", `and ${counted(all - SHOWN, "more page")}`));
  return part;
}

/**
 * @param {string} text
 * @param {string} href
 * @param {string} kind
 */
function way(text, href, kind) {
  const link = make("a", kind, text);
  link.href = href;
  return link;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} kind
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, kind, text) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

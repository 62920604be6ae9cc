// The card of the chosen page, and the line under the pointer. Crawled text is text here, never markup.

import { count, counted, percent, units } from "./words.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./asking.js").Links} Links */
/** @typedef {import("./asking.js").Edit} Edit */

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
 * @param {{choose: (id: number) => void, close: () => void, pick: (edit: Edit) => void}} meant
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
    ways(links, meant.pick),
    side(chart, "in", "Gets from", links.links_in, links.linking_pages, meant.choose),
    side(chart, "out", "Gives to", links.links_out, links.linked_pages, meant.choose),
  );
  card.hidden = false;
}

/**
 * What one can do about a page: see its card, try an edit. Where another page is needed it can be
 * chosen on the map.
 * @param {Links} links
 * @param {(edit: Edit) => void} pick
 */
function ways(links, pick) {
  const row = make("div", "buttons");
  const tries = make("details", "map-edits");
  const list = make("ul", "");
  for (const edit of links.edits) {
    const item = make("li", "");
    if (edit.picks) {
      const button = make("button", "", `${edit.title}…`);
      button.type = "button";
      button.addEventListener("click", () => pick(edit));
      item.append(button);
    } else item.append(way(edit.title, edit.href, ""));
    list.append(item);
  }
  tries.append(make("summary", "button", "Try a change"), list);
  row.append(way("Page card", links.card, "button main"), tries);
  return row;
}

/**
 * Write the names that were not known yet when the card was filled. Nothing is made anew: whoever is
 * in the middle of the card keeps the place and the open menu.
 * @param {HTMLElement} card
 * @param {Chart} chart
 */
export function writeNames(card, chart) {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (card.querySelectorAll(".map-links button"))) {
    button.textContent = nameOf(chart, Number(button.value));
  }
}

/** @param {Chart} chart @param {number} id */
function nameOf(chart, id) {
  const name = chart.asking.names.get(id);
  return name ? name.title || name.path : "…";
}

/** @param {Links} links */
function figures(links) {
  const list = make("dl", "map-figures");
  /** @type {[string, string][]} */
  const rows = [
    ["Equity", `${units(links.equity)} (${percent(links.equity_share)})`],
    ["Value", units(links.value)],
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
    const row = make("li", "");
    const button = make("button", "", nameOf(chart, id));
    button.type = "button";
    button.value = String(id);
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

// The map screen: the chart, its controls, the chosen page's card, and all of it in the URL.

import { readState, writeState } from "./map/address.js";
import { Asking, Outdated } from "./map/asking.js";
import { fillCard, writeNames } from "./map/card.js";
import { Chart } from "./map/chart.js";
import { decode } from "./map/document.js";
import { Finder } from "./map/finder.js";
import { listen, press } from "./map/gestures.js";
import { showTip } from "./map/tip.js";
import { count } from "./map/words.js";

/** Milliseconds that a complaint stays, if one can go on without what it is about. */
const COMPLAINT = 5000;
/** @type {Record<string, string>} */
const SAYS = {
  islands: "Each dot is a page, the strongest in the middle of its island. Islands that exchange much equity lie near each other; orphans lie off the shore.",
  clicks: "Home is in the middle; each band is a click farther away. What no click leads to lies outside.",
};

/** @param {HTMLElement} root */
function start(root) {
  const find = (/** @type {string} */ what) => /** @type {HTMLElement} */ (root.querySelector(what));
  const table = /** @type {HTMLAnchorElement} */ (find(".map-as-table"));
  const asking = new Asking(root.dataset.place ?? "");
  /** @type {Chart} */
  let chart;
  try {
    chart = new Chart(root, asking);
  } catch {
    location.replace(`${table.href}&webgl=none`);
    return;
  }
  const [card, tip, wait] = [find(".map-card"), find(".map-tip"), find(".map-wait")];
  const surface = find(".map-words");
  const legend = /** @type {HTMLDetailsElement} */ (find(".map-legend"));
  const state = readState();

  /** @param {unknown} error */
  const complain = (error) => {
    wait.hidden = false;
    if (chart.map && !(error instanceof Outdated)) setTimeout(() => (wait.hidden = true), COMPLAINT);
    wait.textContent =
      error instanceof Outdated
        ? "The site was audited again. Load the page anew to see its new map."
        : String(error instanceof Error ? error.message : error);
  };

  const sayState = () => {
    for (const group of root.querySelectorAll("[data-choice]")) {
      const chosen = state[/** @type {"by"} */ (group.getAttribute("data-choice"))];
      for (const button of group.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.value === chosen));
      }
    }
    find(".map-says").textContent = SAYS[state.arrangement];
    find(".map-size").textContent = `area: ${state.size === "value" ? "what a unit of equity is worth there" : "equity"}, colour: island`;
    find(".map-arrows").hidden = state.arrangement !== "islands";
    const url = new URL(table.href);
    url.searchParams.set("by", state.by);
    table.href = url.href;
  };

  const countStates = () => {
    const map = /** @type {import("./map/document.js").SiteMap} */ (chart.map);
    const counts = new Uint32Array(map.states.length);
    for (const each of map.state) counts[each]++;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-state]"))) {
      const number = counts[map.states.indexOf(row.dataset.state ?? "")];
      row.hidden = !number;
      /** @type {HTMLElement} */ (row.querySelector("b")).textContent = count(number);
    }
  };

  const load = async () => {
    const buffer = await asking.map(state.by);
    const box = root.getBoundingClientRect();
    const map = decode(buffer, box.height > 1.1 * box.width);
    asking.version = map.version;
    chart.arrangement = state.arrangement;
    chart.size = state.size;
    chart.show(map);
    countStates();
    wait.hidden = true;
  };

  /** @param {Record<string, string>} page @param {boolean} going whether to go there */
  const open = async (page, going) => {
    const links = await asking.links(page);
    chart.chosen = chart.numberOf(links.page_id);
    chart.links = links;
    state.page = links.url;
    asking.names.set(links.page_id, links);
    chart.hovered = -1;
    tip.hidden = true;
    fillCard(card, chart, links, { choose, close, pick });
    chart.draw();
    if (going) chart.goTo(chart.chosen, 7);
    nameLinks(links).catch(complain);
  };

  /** @param {import("./map/asking.js").Links} links of the page whose card is open */
  const nameLinks = async (links) => {
    await asking.learn([...links.links_in, ...links.links_out].slice(0, 200).map(([id]) => id));
    if (chart.links === links) writeNames(card, chart);
    chart.draw();
  };

  /** The edit that waits for another page. @type {import("./map/asking.js").Edit | null} */
  let waiting = null;
  /** @param {import("./map/asking.js").Edit} edit */
  const pick = (edit) => {
    waiting = edit;
    wait.textContent = `${edit.title}: choose the other page, on the map or by searching. Esc: none.`;
    wait.hidden = false;
    surface.focus({ preventScroll: true });
  };

  /** To what if, with the edit that waited for this page. @param {number} id */
  const fillIn = async (id) => {
    await asking.learn([id]);
    const page = asking.names.get(id);
    if (!waiting || !page) return;
    const url = new URL(waiting.href, location.href);
    url.searchParams.set(waiting.picks, page.url);
    location.assign(url);
  };

  /** @param {number} id */
  const choose = (id) => {
    if (waiting) return void fillIn(id).catch(complain);
    open({ id: String(id) }, true)
      .then(() => {
        writeState(state, "push");
        card.focus({ preventScroll: true });
      })
      .catch(complain);
  };

  const close = () => {
    if (waiting) {
      waiting = null;
      wait.hidden = true;
      return;
    }
    if (chart.chosen < 0) return;
    chart.chosen = -1;
    chart.links = null;
    if (card.contains(document.activeElement)) surface.focus({ preventScroll: true });
    card.hidden = true;
    state.page = "";
    writeState(state, "push");
    chart.draw();
  };

  const finder = new Finder(find(".map-search"), asking, choose, () => surface.focus(), complain);

  /** @param {string} what @param {string} value */
  const switchTo = async (what, value) => {
    if (state[/** @type {"by"} */ (what)] === value) return;
    Object.assign(state, { [what]: value, at: null });
    sayState();
    if (what === "by") await load();
    if (what === "arrangement") chart.arrange(value);
    if (what === "size") chart.resize(value);
    writeState(state, "push");
  };

  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const what = button?.closest("[data-choice]")?.getAttribute("data-choice");
    if (button && what) switchTo(what, button.value).catch(complain);
    if (button?.closest(".map-zoom")) {
      if (button.value === "all") chart.showAll();
      else chart.zoom(button.value === "in" ? 1.5 : 1 / 1.5);
    }
  });

  listen(surface, chart, {
    press: (x, y, rough) => {
      const { dot } = chart.under(x, y, rough ? 16 : 6);
      if (dot < 0) return void close();
      const id = /** @type {Uint32Array} */ (chart.map?.ids)[dot];
      if (waiting) return void fillIn(id).catch(complain);
      open({ id: String(id) }, false)
        .then(() => writeState(state, "push"))
        .catch(complain);
    },
    hover: (x, y) => {
      const { dot, arrow, island } = chart.under(x, y, 4);
      const changed = dot !== chart.hovered || arrow !== chart.arrow || island !== chart.island;
      Object.assign(chart, { hovered: dot, arrow, island });
      surface.classList.toggle("is-over", dot >= 0);
      showTip(tip, chart, x, y);
      if (changed) chart.draw();
      if (!changed || dot < 0) return;
      const id = /** @type {Uint32Array} */ (chart.map?.ids)[dot];
      asking.learn([id]).then((more) => more && chart.hovered === dot && showTip(tip, chart, x, y)).catch(complain);
    },
    leave: () => {
      Object.assign(chart, { hovered: -1, arrow: -1, island: -1 });
      tip.hidden = true;
      chart.draw();
    },
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement;
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "t") table.click();
    else if (event.key === "/") finder.input.focus();
    else if (event.key === "Escape") close();
    else if (document.activeElement !== surface || !press(chart, event.key)) return;
    event.preventDefault();
  });

  chart.rested = () => {
    clearTimeout(resting);
    if (!chart.map) return;
    resting = setTimeout(() => {
      state.at = chart.whole ? null : [chart.view.x, chart.view.y, chart.view.scale];
      writeState(state, "replace");
      root.dataset.rested = String(chart.labels.written.length);
    }, 250);
  };
  let resting = 0;

  const resume = async () => {
    if (asking.by !== state.by || !chart.map) await load();
    else if (chart.arrangement !== state.arrangement) chart.arrange(state.arrangement);
    if (chart.size !== state.size) chart.resize(state.size);
    if (state.page) await open({ url: state.page }, !state.at);
    else if (chart.chosen >= 0) Object.assign(chart, { chosen: -1, links: null }), (card.hidden = true);
    if (state.at) chart.look({ x: state.at[0], y: state.at[1], scale: state.at[2] });
    chart.draw();
  };

  addEventListener("popstate", () => {
    Object.assign(state, readState());
    sayState();
    resume().catch(complain);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    chart.repaint();
    chart.draw();
  });
  addEventListener("beforeprint", () => chart.print(true));
  addEventListener("afterprint", () => chart.print(false));
  new ResizeObserver(() => {
    chart.measure();
    chart.draw();
  }).observe(root);
  legend.addEventListener("toggle", () => {
    chart.measure();
    chart.draw();
  });

  legend.open = root.getBoundingClientRect().width > 860;
  sayState();
  Object.assign(root, { chart }); // For whoever looks from the console, and for tests.
  resume().catch(complain);
}

const found = document.getElementById("map");
if (found) start(found);

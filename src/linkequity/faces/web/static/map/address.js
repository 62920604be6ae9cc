// The state of the map in the URL: what is shown can be bookmarked, shared and gone back to.

/**
 * @typedef {object} State
 * @property {string} by cluster or segment
 * @property {string} arrangement islands or clicks
 * @property {string} size equity or value
 * @property {string} page URL of the chosen page, or nothing
 * @property {[x: number, y: number, scale: number] | null} at what part is seen; null for all
 */

/** @returns {State} */
export function readState() {
  const asked = new URLSearchParams(location.search);
  const at = (asked.get("at") ?? "").split(",").map(Number);
  return {
    by: asked.get("by") === "segment" ? "segment" : "cluster",
    arrangement: asked.get("arrangement") === "clicks" ? "clicks" : "islands",
    size: asked.get("size") === "value" ? "value" : "equity",
    page: asked.get("page") ?? "",
    at: at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? [at[0], at[1], at[2]] : null,
  };
}

/** @param {State} state @param {"push" | "replace"} how */
export function writeState(state, how) {
  const query = new URLSearchParams();
  if (state.by !== "cluster") query.set("by", state.by);
  if (state.arrangement !== "islands") query.set("arrangement", state.arrangement);
  if (state.size !== "equity") query.set("size", state.size);
  if (state.page) query.set("page", state.page);
  if (state.at) query.set("at", state.at.map((number) => Number(number.toPrecision(5))).join(","));
  const url = query.size ? `${location.pathname}?${query}` : location.pathname;
  if (url === location.pathname + location.search) return;
  if (how === "push") history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}

// What the map asks the app: its numbers, what pages are called, who links to whom.

/**
 * @typedef {object} Name
 * @property {number} id
 * @property {string} url
 * @property {string} path
 * @property {string} title
 */

/**
 * @typedef {Name & {
 *   page_id: number, state: string, equity: number, equity_share: number, value: number,
 *   click_depth: number | null, inlinks: number, outlinks: number, backlinks: number,
 *   linking_pages: number, linked_pages: number, received: number, passed: number,
 *   links_in: [id: number, equity: number][], links_out: [id: number, equity: number][],
 *   card: string, web: string | null, edits: Edit[]
 * }} Links
 */

/**
 * An edit that starts from a page. `picks`: the field that another page fills, "" for none.
 * @typedef {{title: string, picks: string, href: string}} Edit
 */

/** The site was audited again since the map was drawn. */
export class Outdated extends Error {}

/** @param {string} url */
async function asked(url) {
  try {
    return await fetch(url);
  } catch {
    throw new Error("The app does not answer. Is linkequity serve still running?");
  }
}

export class Asking {
  /** @param {string} place URL of the map */
  constructor(place) {
    this.place = place;
    this.by = "cluster";
    this.version = "";
    /** @type {Map<number, Name>} */
    this.names = new Map();
    /** Answers that are under way or have come, by page. @type {Map<number, Promise<void>>} */
    this.asked = new Map();
  }

  /** @param {string} by */
  async map(by) {
    const answer = await asked(`${this.place}/data?${new URLSearchParams({ by })}`);
    if (!answer.ok) throw new Error(`The map could not be loaded (${answer.status}). Load the page anew.`);
    this.by = by;
    return answer.arrayBuffer();
  }

  /** @param {string} words @returns {Promise<Name[]>} */
  async search(words) {
    return this.#json("names", { q: words });
  }

  /** @param {Record<string, string>} page its `id` or its `url` @returns {Promise<Links>} */
  async links(page) {
    return this.#json("links", page);
  }

  /** What pages are called, once it is known; says whether it was not before. @param {number[]} ids */
  async learn(ids) {
    const unknown = ids.filter((id) => !this.names.has(id)).slice(0, 200);
    const unasked = unknown.filter((id) => !this.asked.has(id));
    if (unasked.length) {
      const answer = this.#names(unasked);
      unasked.forEach((id) => this.asked.set(id, answer));
    }
    await Promise.all(unknown.map((id) => this.asked.get(id)));
    return unknown.some((id) => this.names.has(id));
  }

  /** @param {number[]} ids */
  async #names(ids) {
    try {
      /** @type {Name[]} */
      const found = await this.#json("names", { ids: ids.join(",") });
      found.forEach((name) => this.names.set(name.id, name));
    } catch (error) {
      ids.forEach((id) => this.asked.delete(id)); // The next time may go better.
      throw error;
    }
  }

  /** @param {string} what @param {Record<string, string>} query */
  async #json(what, query) {
    const words = new URLSearchParams({ by: this.by, v: this.version, ...query });
    const answer = await asked(`${this.place}/${what}?${words}`);
    if (answer.status === 409) throw new Outdated();
    if (answer.status === 404) throw new Error("This page is not on the map.");
    if (!answer.ok) throw new Error(`The app did not answer (${answer.status}).`);
    return answer.json();
  }
}

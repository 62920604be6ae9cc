// The search box: matches as one types, arrow keys and Enter to choose one.

import { make } from "./card.js";

/** @typedef {import("./asking.js").Asking} Asking */
/** @typedef {import("./asking.js").Name} Name */

const PAUSE = 120;

export class Finder {
  /**
   * @param {HTMLElement} root
   * @param {Asking} asking
   * @param {(id: number) => void} choose
   * @param {() => void} leave
   * @param {(error: unknown) => void} complain
   */
  constructor(root, asking, choose, leave, complain) {
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("input"));
    this.list = /** @type {HTMLElement} */ (root.querySelector("[role=listbox]"));
    this.asking = asking;
    this.choose = choose;
    this.leave = leave;
    this.complain = complain;
    /** @type {Name[]} */
    this.found = [];
    this.active = -1;
    this.turn = 0;
    this.input.addEventListener("input", () => this.#wait());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("focus", () => this.#open(this.found.length > 0));
    this.input.addEventListener("blur", () => setTimeout(() => this.#open(false), 150));
  }

  #wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#search().catch(this.complain), PAUSE);
  }

  async #search() {
    const words = this.input.value.trim();
    const turn = ++this.turn;
    const found = words ? await this.asking.search(words) : [];
    if (turn !== this.turn) return;
    this.found = found;
    this.active = found.length ? 0 : -1;
    this.#show(words !== "");
  }

  /** @param {boolean} asked */
  #show(asked) {
    const rows = this.found.map((name, number) => {
      const row = make("li", "");
      row.id = `map-found-${number}`;
      row.role = "option";
      row.append(make("b", "", name.title || name.path), make("span", "", name.path));
      row.addEventListener("pointerdown", (event) => event.preventDefault());
      row.addEventListener("click", () => this.#take(number));
      return row;
    });
    if (asked && !rows.length) {
      const none = make("li", "quiet", "No page has these words in its URL or title");
      none.role = "option";
      none.setAttribute("aria-disabled", "true");
      rows.push(none);
    }
    this.list.replaceChildren(...rows);
    this.#open(rows.length > 0);
    this.#mark();
  }

  /** @param {boolean} open */
  #open(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  #mark() {
    [...this.list.children].forEach((row, number) =>
      row.setAttribute("aria-selected", String(number === this.active)),
    );
    const id = this.active >= 0 ? `map-found-${this.active}` : "";
    this.input.setAttribute("aria-activedescendant", id);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.#open(true);
      this.#mark();
      event.preventDefault();
    } else if (event.key === "Enter" && this.active >= 0) {
      this.#take(this.active);
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (this.list.hidden) this.leave();
      this.#open(false);
    }
  }

  /** @param {number} number */
  #take(number) {
    const name = this.found[number];
    this.asking.names.set(name.id, name);
    this.#open(false);
    this.choose(name.id);
  }
}

// Page fields: a combobox with a list of pages below it, by mouse and by keyboard.
// Keys as in the ARIA pattern (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The list is
// fetched by htmx; this only opens, moves through, chooses and closes.

/** @param {EventTarget | null} target @returns {HTMLInputElement | null} */
function comboboxOf(target) {
  return target instanceof HTMLInputElement && target.getAttribute("role") === "combobox"
    ? target
    : null;
}

/** @param {HTMLInputElement} box @returns {HTMLElement | null} */
function listOf(box) {
  return document.getElementById(box.getAttribute("aria-controls") ?? "");
}

/** @param {HTMLElement} list @returns {HTMLElement[]} */
function optionsOf(list) {
  return [...list.querySelectorAll("[role=option]")].filter((one) => one instanceof HTMLElement);
}

/** @param {HTMLInputElement} box */
function isOpen(box) {
  return box.getAttribute("aria-expanded") === "true";
}

/** @param {HTMLInputElement} box */
function open(box) {
  const list = listOf(box);
  const options = list ? optionsOf(list) : [];
  // What is typed out already needs no list.
  if (!list || options.every((one) => one.dataset.value === box.value)) return;
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
}

/** @param {HTMLInputElement} box */
function close(box) {
  const list = listOf(box);
  if (list) list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  mark(box, null);
}

/** @param {HTMLInputElement} box @param {HTMLElement | null} option */
function mark(box, option) {
  for (const one of optionsOf(listOf(box) ?? box)) {
    one.setAttribute("aria-selected", String(one === option));
  }
  if (option) {
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    box.removeAttribute("aria-activedescendant");
  }
}

/** @param {HTMLInputElement} box @param {number} step */
function move(box, step) {
  const list = listOf(box);
  if (!list) return;
  const options = optionsOf(list);
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const from = at < 0 && step < 0 ? options.length : at;
  mark(box, options[(from + step + options.length) % options.length] ?? null);
}

/** @param {HTMLInputElement} box @param {HTMLElement} option */
function choose(box, option) {
  box.value = option.dataset.value ?? "";
  box.dataset.dismissed = box.value;
  close(box);
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @param {HTMLInputElement} box @returns {HTMLElement | null} */
function marked(box) {
  return document.getElementById(box.getAttribute("aria-activedescendant") ?? "");
}

document.addEventListener("keydown", (event) => {
  const box = comboboxOf(event.target);
  if (!box) return;
  const option = marked(box);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    delete box.dataset.dismissed;
    if (!isOpen(box)) open(box);
    move(box, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && isOpen(box) && option) {
    event.preventDefault();
    choose(box, option);
  } else if (event.key === "Escape" && isOpen(box)) {
    event.preventDefault();
    box.dataset.dismissed = box.value;
    close(box);
  } else if (event.key === "Tab") {
    close(box);
  }
});

// Options are pressed before the field loses its focus.
document.addEventListener("mousedown", (event) => {
  const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
  const box = comboboxOf(document.activeElement);
  if (!(option instanceof HTMLElement) || !box) return;
  event.preventDefault();
  choose(box, option);
});

document.addEventListener("focusout", (event) => {
  const box = comboboxOf(event.target);
  if (box) close(box);
});

document.addEventListener("input", (event) => {
  const box = comboboxOf(event.target);
  if (!box) return;
  mark(box, null);
  delete box.dataset.dismissed;
});

// A fresh list replaces the old one: show it where somebody still types, with what was marked.
document.addEventListener("htmx:afterSettle", (event) => {
  const box = comboboxOf(document.activeElement);
  if (!box || event.target !== listOf(box)) return;
  mark(box, marked(box));
  if (box.dataset.dismissed !== box.value) open(box);
});

// What every screen needs: menus that close as menus do, and answers that ears are told as well.

// What a part says about itself, `[data-told]`, is written into a live region that was there
// before: one that comes with the part is passed over by several screen readers.
document.addEventListener("htmx:afterSettle", (event) => {
  const region = document.getElementById("told");
  const part = event.target instanceof Element ? event.target : null;
  const told = part?.matches("[data-told]") ? part : part?.querySelector("[data-told]");
  const says = told?.getAttribute("data-told") || told?.textContent || "";
  // What goes on as it was, as work under way does, is not told again.
  if (region && says && region.textContent !== says) region.textContent = says;
});

// A part that could not be had is said, not passed over: the old one still stands there.
const SILENT = "The app does not answer. Is linkequity serve still running?";

/** @param {string} says nothing: all is well again */
function complain(says) {
  const region = document.getElementById("trouble");
  if (region && region.textContent !== says) region.textContent = says;
}

/** What was waited for will not come. @param {Event} event */
function giveUp(event) {
  const { target } = /** @type {CustomEvent<{target?: HTMLElement}>} */ (event).detail;
  if (!target?.classList.contains("waiting")) return;
  target.classList.remove("waiting");
  target.removeAttribute("aria-busy");
  const said = document.createElement("p");
  said.className = "quiet";
  said.textContent = "No answer came.";
  target.replaceChildren(said);
}

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    giveUp(event);
    complain(SILENT);
  });
}
document.addEventListener("htmx:responseError", (event) => {
  giveUp(event);
  const { xhr } = /** @type {CustomEvent<{xhr: XMLHttpRequest}>} */ (event).detail;
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const said = [...page.querySelectorAll(".message h1, .message p.quiet")].map((each) => each.textContent?.trim());
  complain(said.join(". ") || `The app could not answer (${xhr.status}).`);
});
document.addEventListener("htmx:afterOnLoad", (event) => {
  const { successful } = /** @type {CustomEvent<{successful: boolean}>} */ (event).detail;
  if (successful) complain("");
});

document.addEventListener("keydown", (event) => {
  const menu = event.target instanceof Element ? event.target.closest("details.more[open]") : null;
  if (event.key !== "Escape" || !menu) return;
  event.preventDefault();
  menu.removeAttribute("open");
  menu.querySelector("summary")?.focus();
});

for (const kind of ["pointerdown", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll("details.more[open]")) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
    }
  });
}

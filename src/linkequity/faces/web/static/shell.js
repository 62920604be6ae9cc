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

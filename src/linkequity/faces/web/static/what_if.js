// What is wrong with an edit comes with the answer; here it is put beside the field it is about.

/** @param {Element} answer */
function sayBesideFields(answer) {
  for (const old of document.querySelectorAll("#fields .complaint, .edits li .complaint")) {
    old.textContent = "";
  }
  for (const field of document.querySelectorAll("#fields [aria-invalid]")) {
    field.removeAttribute("aria-invalid");
  }
  for (const said of answer.querySelectorAll("[data-says]")) {
    const id = said.getAttribute("data-says") ?? "";
    const place = document.getElementById(id);
    const field = document.querySelector(`#fields [aria-describedby="${id}"]`);
    // Nobody is interrupted: what is half typed is complained about when it is left.
    if (!place || (field && field === document.activeElement)) continue;
    place.textContent = said.textContent;
    field?.setAttribute("aria-invalid", "true");
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target instanceof Element && event.target.id === "answer") {
    sayBesideFields(event.target);
  }
});

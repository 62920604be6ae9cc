// On the map as a table: `t` leads back to the map.

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey;
  const link = document.getElementById("as-map");
  if (event.key === "t" && !typing && link instanceof HTMLAnchorElement) link.click();
});

// Labels of charts that cover each other or stand outside, and what makes a page scroll sideways:
// measured on the letters as they are drawn.
() => {
  const said = [];
  const seen = (node) =>
    node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  for (const chart of document.querySelectorAll("svg")) {
    const frame = chart.getBoundingClientRect();
    if (!frame.width || !seen(chart)) continue;
    const texts = [...chart.querySelectorAll("text")].filter(seen);
    const boxes = texts.map((text) => text.getBoundingClientRect());
    boxes.forEach((a, i) => {
      if (!a.width) return;
      if (a.left < frame.left - 1.5 || a.right > frame.right + 1.5)
        said.push(`outside: ${texts[i].textContent}`);
      boxes.slice(i + 1).forEach((b, j) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 3)
          said.push(`${texts[i].textContent} covers ${texts[i + 1 + j].textContent}`);
      });
    });
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter(
      (e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".scroll, pre, nav"),
    );
    const names = wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 90));
    said.push(`the page scrolls sideways: ${names.join(" | ")}`);
  }
  return said;
};

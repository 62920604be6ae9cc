"""The report in a real browser: it opens from a file, says nothing on the console, prints."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from faces.brisbane import results
from linkequity.faces.report import render

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--no-first-run", "--enable-logging=stderr", "--hide-scrollbars",
)  # fmt: skip
# Real boxes of real letters: what the estimate of their width promises must hold.
OVERLAPS = """<script>
const clash = [];
for (const chart of document.querySelectorAll('svg.chart')) {
  const boxes = [...chart.querySelectorAll('text:not(.on)')].map(t => t.getBoundingClientRect());
  const frame = chart.getBoundingClientRect();
  boxes.forEach((a, i) => {
    if (a.width && (a.left < frame.left - 1 || a.right > frame.right + 1)) clash.push('outside');
    boxes.slice(i + 1).forEach(b => {
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3) clash.push('overlap');
    });
  });
}
const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
document.title = 'clashes ' + clash.length + ' sideways ' + wide;
</script>"""


def chromium(page: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    command = [CHROMIUM or "", *FLAGS, f"--user-data-dir={page.parent}/profile", *flags]
    return subprocess.run(
        [*command, page.as_uri()], capture_output=True, text=True, timeout=60, check=True
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(render(results()), encoding="utf-8")
    return file


def test_it_opens_from_a_file_without_a_word_on_the_console(page: Path) -> None:
    """No blocked style, no failed request, no script error; and there is a picture."""
    picture = page.parent / "report.png"
    run = chromium(page, f"--screenshot={picture}", "--window-size=1280,1600")
    assert "CONSOLE" not in run.stderr
    assert picture.stat().st_size > 50_000


def test_it_prints_to_pages_of_paper(page: Path) -> None:
    """The printed report is a PDF of a handful of A4 pages."""
    paper = page.parent / "report.pdf"
    chromium(page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    pages = re.findall(rb"/MediaBox\s*\[\s*0 0 (\d+)", paper.read_bytes())
    assert 3 < len(pages) < 30
    assert set(pages) == {b"594"} or set(pages) == {b"595"}


@pytest.mark.parametrize("width", [1280, 500])
def test_labels_do_not_overlap_and_nothing_scrolls_sideways(page: Path, width: int) -> None:
    """Measured on the letters as drawn, on a desk and on the narrowest window there is."""
    open_to_scripts = re.sub(
        r"<meta http-equiv=.*?>", "", page.read_text(encoding="utf-8"), count=1
    )
    page.write_text(open_to_scripts + OVERLAPS, encoding="utf-8")
    run = chromium(page, "--dump-dom", f"--window-size={width},1600")
    assert "<title>clashes 0 sideways false</title>" in run.stdout

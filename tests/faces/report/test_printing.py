"""Laws of printing: through a browser that is there, whole or not at all, bounded in time."""

import re
import shutil
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from faces.brisbane import results
from linkequity.base.errors import PrintFailed
from linkequity.faces.report import printing, render
from linkequity.faces.report.paging import first_pages, print_report, with_numbers
from linkequity.faces.report.printing import print_pdf

CHROMIUM = next(filter(None, map(shutil.which, printing.BROWSERS)), None)


def stand_in(folder: Path, does: str) -> str:
    """A browser of ours that does as little as it is told."""
    script = folder / "browser"
    script.write_text(f"#!{sys.executable}\nimport os, sys, time\n{does}\n")
    script.chmod(0o755)
    return str(script)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(render(results()), encoding="utf-8")
    return file


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_a_real_browser_prints_the_report(page: Path) -> None:
    """With an outline, the contents naming the page of each section; nothing is left beside it."""
    pdf = page.with_suffix(".pdf")
    print_report(page, pdf)
    begins = first_pages(pdf)
    data = pdf.read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"/Outlines" in data
    said = PdfReader(pdf).pages[0].extract_text()
    assert re.search(rf"Method\s*{begins['method']}\b", said), said
    assert begins["answer"] == 1 < begins["ledger"] < begins["method"]
    assert sorted(p.name for p in page.parent.iterdir()) == ["report.html", "report.pdf"]


def test_a_print_without_places_stays_as_it_is(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another browser printed without naming places is whole, only without the numbers."""
    prints = (
        "out = [a for a in sys.argv if a.startswith('--print-to-pdf=')][0].split('=', 1)[1]\n"
        "open(out, 'wb').write(b'%PDF-1.4')"
    )
    monkeypatch.setattr(printing, "BROWSERS", (stand_in(page.parent, prints),))
    print_report(page, page.with_suffix(".pdf"))
    assert page.with_suffix(".pdf").read_bytes() == b"%PDF-1.4"


def test_page_numbers_stand_in_the_contents_alone(page: Path) -> None:
    """Each section that was found gets its page; nothing else of the report changes."""
    before = page.read_text("utf-8")
    after = with_numbers(before, {"answer": 1, "method": 17})
    assert after.count('<i class="on-page">') == 2
    assert 'href="#method">Method<i class="on-page">17</i></a>' in after
    assert re.sub(r'<i class="on-page"[^/]*</i>', "", after) == re.sub(
        r'<i class="on-page"[^/]*</i>', "", before
    )


def test_without_a_browser_it_says_what_to_install(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error with a remedy, not a traceback."""
    monkeypatch.setattr(printing, "BROWSERS", ("no-such-browser",))
    with pytest.raises(PrintFailed) as told:
        print_pdf(page, page.with_suffix(".pdf"))
    assert "Install Chromium" in told.value.hint


def ends(process: int) -> bool:
    """Whether it ends of itself: a signal takes its time on a busy machine."""
    state = Path(f"/proc/{process}/stat")
    for _ in range(200):
        if not state.exists() or state.read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_browser_that_hangs_is_ended_with_all_it_began(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither it nor its children go on, and what was printed before stays."""
    child = page.parent / "child"
    hangs = f"if os.fork() == 0: open({str(child)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    monkeypatch.setattr(printing, "BROWSERS", (stand_in(page.parent, hangs),))
    pdf = page.with_suffix(".pdf")
    pdf.write_bytes(b"%PDF-before")
    with pytest.raises(PrintFailed, match="within 2 seconds"):
        print_pdf(page, pdf, seconds=2)
    assert pdf.read_bytes() == b"%PDF-before"
    assert ends(int(child.read_text()))


def test_what_the_browser_said_last_is_told(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own words help to mend it."""
    fails = "print('cannot open display', file=sys.stderr); sys.exit(1)"
    monkeypatch.setattr(printing, "BROWSERS", (stand_in(page.parent, fails),))
    with pytest.raises(PrintFailed, match="cannot open display"):
        print_pdf(page, page.with_suffix(".pdf"))


def test_it_is_run_without_network_and_with_a_profile_of_its_own(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its command line maps every host to nowhere and names a folder that is gone afterwards."""
    told = page.parent / "told"
    writes = (
        f"open({str(told)!r}, 'w').write('\\n'.join(sys.argv))\n"
        "out = [a for a in sys.argv if a.startswith('--print-to-pdf=')][0].split('=', 1)[1]\n"
        "open(out, 'wb').write(b'%PDF-1.4')"
    )
    monkeypatch.setattr(printing, "BROWSERS", (stand_in(page.parent, writes),))
    print_pdf(page, page.with_suffix(".pdf"))
    flags = told.read_text().splitlines()
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in flags
    (profile,) = (flag for flag in flags if flag.startswith("--user-data-dir="))
    assert not Path(profile.partition("=")[2]).exists()

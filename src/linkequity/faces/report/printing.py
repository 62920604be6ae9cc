"""The report on paper: a PDF that a Chromium prints, which is on this machine already.

It runs with a profile of its own that is thrown away, without network, and is ended with all its
processes when it takes too long. The page has no script, and its policy allows none.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from linkequity.base.errors import PrintFailed
from linkequity.snapshot.snapshot import write_bytes

BROWSERS: Final = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)  # fmt: skip
SECONDS: Final = 120.0  # a report takes 20 on two cores that nine others use
# Switches of the browser, each written behind two hyphens.
SWITCHES: Final = (
    "headless", "disable-gpu", "no-first-run", "no-default-browser-check",
    "disable-extensions", "disable-sync", "disable-background-networking",
    "disable-component-update", "disable-dev-shm-usage",
    "host-resolver-rules=MAP * ~NOTFOUND", "no-pdf-header-footer",
    "generate-pdf-document-outline",
)  # fmt: skip
INSTALL: Final = (
    "Install Chromium (Debian, Ubuntu: apt install chromium; Fedora: dnf install chromium; macOS: "
    "brew install chromium) or Google Chrome, or print report.html from any browser."
)


def print_pdf(page: Path, pdf: Path, seconds: float = SECONDS) -> None:
    """Print a page of ours to a PDF file, whole or not at all; PrintFailed where that cannot be."""
    browser = _browser()
    # Beside the PDF, not in /tmp: browsers in a snap see another /tmp than we do.
    with tempfile.TemporaryDirectory(dir=pdf.parent, prefix="printing-") as name:
        folder = Path(name)
        printed = folder / "printed.pdf"
        own = (f"user-data-dir={folder / 'profile'}", f"print-to-pdf={printed}")
        told = _run([browser, *_switches(*own), page.resolve().as_uri()], seconds)
        if not printed.is_file() or not printed.read_bytes().startswith(b"%PDF-"):
            raise PrintFailed(
                f"{Path(browser).name} did not print: {told or 'it said nothing'}",
                where=str(pdf),
                hint="Print report.html from a browser instead: it is made for paper too.",
            )
        write_bytes(printed.read_bytes(), pdf)


def _browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise PrintFailed("no Chromium or Chrome was found to print with", hint=INSTALL)
    return found


def _switches(*own: str) -> list[str]:
    """The command line's; Chromium refuses to run as root, as in containers, with its sandbox."""
    without_sandbox = ("no-sandbox",) if os.geteuid() == 0 else ()
    return [f"--{switch}" for switch in (*SWITCHES, *without_sandbox, *own)]


def _run(command: list[str], seconds: float) -> str:
    """Run the browser to its end; its last words."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            _, said = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise PrintFailed(
                f"{Path(command[0]).name} did not print within {seconds:.0f} seconds",
                hint="Print report.html from a browser instead: it is made for paper too.",
            ) from None
        finally:
            _end(process)
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of it: the browser's own session, which holds all its processes."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return

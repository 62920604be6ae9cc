"""A whole audit of a folder of generated pages of text, from files to results with links to add,
and `recommend` after it.

BENCH_AUDIT_PAGES=N sets the size of the site.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import text_folder
from benchmarks.figure import Figure
from benchmarks.process import MEGABYTE, Run, run

PAGES = int(os.environ.get("BENCH_AUDIT_PAGES", "100000"))
COMMAND = Path(__file__).parent.parent / ".venv" / "bin" / "linkequity"
# For 100,000 pages on two cores.
MINUTES = 10
GIGABYTES = 6


def figures() -> Iterator[Figure]:
    """Of the audit, then of `recommend` with what the audit learned."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text_folder.main(PAGES, folder / "site")
        site = [folder / "site", "--base-url", text_folder.BASE, "--no-open"]
        workspace = ["--workspace", folder / "workspace"]
        yield from took("audit", run([COMMAND, "audit", *site, *workspace], folder))
        yield from took("recommend", run([COMMAND, "recommend", *workspace], folder))


def took(command: str, whole: Run) -> Iterator[Figure]:
    """Minutes by the clock, seconds of CPU, and memory of all processes together."""
    name = f"{command}-whole-{PAGES // 1000}k" if PAGES >= 1000 else f"{command}-whole-{PAGES}"
    share = max(PAGES / 100_000, 0.1)
    yield Figure(name, whole.wall / 60, "min", MINUTES * share)
    yield Figure(f"{name}-cpu", whole.cpu, "CPU s")
    memory = whole.memory.all_shared / MEGABYTE / 1000
    yield Figure(f"{name}-memory", memory, "GB", GIGABYTES * share)

"""A whole audit of a folder of generated pages of text, from files to results.

BENCH_AUDIT_PAGES=N sets the size of the site.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import text_folder
from benchmarks.figure import Figure
from benchmarks.process import MEGABYTE, run

PAGES = int(os.environ.get("BENCH_AUDIT_PAGES", "100000"))
COMMAND = Path(__file__).parent.parent / ".venv" / "bin" / "linkequity"
# For 100,000 pages on two cores.
MINUTES = 10
GIGABYTES = 6


def figures() -> Iterator[Figure]:
    """Minutes by the clock, seconds of CPU, and memory of all processes together."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text_folder.main(PAGES, folder / "site")
        site = [folder / "site", "--base-url", text_folder.BASE]
        took = run(
            [COMMAND, "audit", *site, "--workspace", folder / "workspace", "--no-open"], folder
        )
    size = f"{PAGES // 1000}k" if PAGES >= 1000 else str(PAGES)
    share = max(PAGES / 100_000, 0.1)
    yield Figure(f"audit-whole-{size}", took.wall / 60, "min", MINUTES * share)
    yield Figure(f"audit-whole-{size}-cpu", took.cpu, "CPU s")
    memory = took.memory.all_shared / MEGABYTE / 1000
    yield Figure(f"audit-whole-{size}-memory", memory, "GB", GIGABYTES * share)

"""Server logs of any size: time and memory of importing one, made here line by line.

One request in five is a crawler's, which is much; each crawler asks for 20,000 pages on 30 days.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.process import MEGABYTE, run

GIGABYTES = 2
PAGES = 20_000
DAYS = 30
COMMAND = Path(sys.executable).parent / "linkequity"
PEOPLE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)
CRAWLERS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.3; "
    "+https://openai.com/gptbot",
)
AGENTS = (PEOPLE, PEOPLE, CRAWLERS[0], PEOPLE, PEOPLE, PEOPLE, PEOPLE, CRAWLERS[1], PEOPLE, PEOPLE)


def figures() -> Iterator[Figure]:
    """A log of 2 GB, or of as many as BENCH_LOG_GB says."""
    size = float(os.environ.get("BENCH_LOG_GB", GIGABYTES))
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "access.log")
        lines = write_log(log, int(size * 1e9))
        took = run([COMMAND, "import", log, "--workspace", "site"], Path(folder))
    name = f"logs-{size:g}gb"
    yield Figure(f"{name}-lines", lines / 1e6, "million")
    yield Figure(f"{name}-wall", took.wall, "s", 60 * size)
    yield Figure(f"{name}-cpu", took.cpu, "s")
    yield Figure(f"{name}-peak", took.memory.main / MEGABYTE, "MB", 1000)


def write_log(path: Path, size: int) -> int:
    """A log in the combined format of about so many bytes; how many lines it has."""
    written = lines = 0
    agents = cycle(AGENTS)
    with path.open("w") as file:
        while written < size:
            block = [entry(number, next(agents)) for number in range(lines, lines + 10_000)]
            written += file.write("".join(block))
            lines += len(block)
    return lines


def entry(number: int, agent: str) -> str:
    """Request `number`: of a page and a day that follow from it."""
    page = number * 7919 % PAGES
    day = 1 + number // PAGES % DAYS
    status = 404 if page % 17 == 0 else 200
    return (
        f"192.0.2.{number % 251} - - [{day:02d}/Nov/2026:10:{number % 60:02d}:00 +0000] "
        f'"GET /section-{page % 50}/page-{page} HTTP/1.1" {status} {page + 512} '
        f'"https://example.com/section-{page % 50}/" "{agent}"\n'
    )

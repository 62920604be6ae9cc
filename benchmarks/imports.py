"""Group crawl: five million rows of backlinks imported, as downloaded and with broken rows in them.

Time, CPU and memory are those of `linkequity import` as a person runs it. The file is in the shape
of Ahrefs' export: tab-separated UTF-16, every cell quoted. One row in a thousand is broken.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.process import MEGABYTE, run

ROWS = 5_000_000
EVERY = 1_000
DOMAINS = 60_000
MEMORY_TARGET = 1_000  # MB, whatever the number of rows
COMMAND = Path(sys.executable).parent / "linkequity"
HEADERS = (
    "Referring page title,Referring page URL,Language,Platform,Referring page HTTP code,"
    "Domain rating,UR,Domain traffic,Referring domains,Linked domains,External links,Page traffic,"
    "Keywords,Target URL,Left context,Anchor,Right context,Type,Content,Nofollow,UGC,Sponsored,"
    "Rendered,Raw,Lost status,Drop reason,Discovered status,First seen,Last seen,Lost,"
    "Links in group"
)


def figures() -> Iterator[Figure]:
    """One import from an empty workspace."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        file = write_backlinks(folder / "backlinks.csv", ROWS)
        command = (COMMAND, "import", file, "--workspace", folder / "site", "--json")
        imported = run(command, folder)
    told = json.loads(imported.output)["files"][0]
    if (told["rows"], told["refused"]) != (ROWS, ROWS // EVERY):
        raise RuntimeError(f"imported {told}")
    name = f"import-{ROWS // 1_000_000}m-backlinks"
    yield Figure(f"{name}-wall", imported.wall, "s")
    yield Figure(f"{name}-cpu", imported.cpu, "s")
    yield Figure(f"{name}-rows-per-cpu-second", ROWS / imported.cpu, "rows/s")
    yield Figure(f"{name}-memory", imported.memory.main / MEGABYTE, "MB", MEMORY_TARGET)


def write_backlinks(path: Path, rows: int) -> Path:
    """An export of so many rows; always the same."""
    with path.open("w", encoding="utf-16") as file:
        file.write("\t".join(f'"{header}"' for header in HEADERS.split(",")) + "\n")
        for number in range(rows):
            file.write(_row(number))
    return path


def _row(number: int) -> str:
    domain = number * 2_654_435_761 % DOMAINS
    page = f"https://site{domain}.example/posts/{number}" + ("?page=2" if number % 10 == 0 else "")
    if number % EVERY == EVERY - 1:
        return f'"A quote that nobody closes\t"{page}"\n'
    lost = "2023-06-01 1:00" if number % 9 == 0 else ""
    cells = (
        f'A title about ""bread"" number {number}',
        page,
        "en",
        "wordpress",
        "200",
        str(domain % 90),
        f"{number % 40}.{number % 10}",
        *("2074", "28", "16", "24", "418", "414"),
        f"https://www.bakery.example/page/{number % 1000}/",
        f"words that stand before link {number}",
        f"rye bread {number % 300}",
        "and others that follow it",
        *("text", "TRUE", "FALSE" if number % 3 else "TRUE", "FALSE", "FALSE", "FALSE", "TRUE"),
        *("linkremoved" if lost else "", "", "pagefound"),
        f"2022-06-{number % 28 + 1:02d} 6:20",
        "2023-05-13 17:42",
        lost,
        "1",
    )
    return "\t".join(f'"{cell}"' for cell in cells) + "\n"

"""Extracts collected into numbered, durable parts of Parquet.

The pages file of a part is written last and is its commit mark: other files of a number without
one belong to a part that was interrupted, and are discarded.
"""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from linkequity.snapshot.snapshot import part_path, parts_of, write_parquet
from linkequity.snapshot.tables import PAGES, REDIRECTS, Table
from linkequity.sources.extract.page import Extract
from linkequity.sources.extract.raw import (
    DECLARED,
    PART_TABLES,
    RAW_LINKS,
    RAW_PASSAGES,
    Columns,
    no_rows,
)


def part_numbers(folder: Path) -> list[int]:
    """The parts in a folder that are whole, in order."""
    return [int(path.stem.rpartition("-")[2]) for path in parts_of(folder, PAGES)]


def discard_torn_parts(folder: Path) -> None:
    """Delete files of parts that were interrupted before their pages file was there."""
    whole = set(part_numbers(folder))
    for table in PART_TABLES:
        for path in parts_of(folder, table):
            if int(path.stem.rpartition("-")[2]) not in whole:
                path.unlink()
    for path in folder.glob("*.tmp"):
        path.unlink()


class PartWriter:
    """Collects extracts and writes them as parts; what `flush` returns is safe on disk.

    Several writers, each in its own process, may write into one folder: `number` gives every part
    a number that no other part has.
    """

    def __init__(self, folder: Path, number: Callable[[], int]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._number = number
        self._pages: list[dict[str, object]] = []
        self._redirects: list[dict[str, object]] = []
        self._declared: dict[Table, list[dict[str, object]]] = {t: [] for t in DECLARED}
        self._links = no_rows(RAW_LINKS)
        self._passages = no_rows(RAW_PASSAGES)

    @property
    def pages(self) -> int:
        """Pages collected and not yet written."""
        return len(self._pages)

    @property
    def rows(self) -> int:
        """Links and passages collected and not yet written: what memory is used for."""
        return len(self._links["source"]) + len(self._passages["url"])

    def add(self, extract: Extract) -> None:
        """Collect the rows of one answer."""
        self._pages.append(extract.page)
        self._redirects.extend(extract.redirects)
        for table, rows in extract.declared.items():
            self._declared[table].extend(rows)
        _extend(self._links, extract.links)
        _extend(self._passages, extract.passages)

    def flush(self) -> list[str]:
        """Write a part, and return the URLs that are durable from now on."""
        if not self._pages:
            return []
        frames = {
            RAW_LINKS: pl.DataFrame(self._links, schema=RAW_LINKS.schema),
            RAW_PASSAGES: pl.DataFrame(self._passages, schema=RAW_PASSAGES.schema),
            REDIRECTS: REDIRECTS.frame(self._redirects),
            **{table: table.frame(rows) for table, rows in self._declared.items() if rows},
            PAGES: PAGES.frame(self._pages),
        }
        number = self._number()
        for table, frame in frames.items():  # pages last
            write_parquet(frame, part_path(self._folder, table, number))
        urls = [str(page["url"]) for page in self._pages]
        self._pages, self._redirects = [], []
        self._links, self._passages = no_rows(RAW_LINKS), no_rows(RAW_PASSAGES)
        self._declared = {table: [] for table in DECLARED}
        return urls


def _extend(columns: Columns, more: Columns) -> None:
    for name, values in columns.items():
        values.extend(more[name])

"""The tables of unfinished parts: those of a snapshot, and what deciding positions needs besides.

`sources/freeze.py` reads them, decides, and leaves the additional columns out.
"""

from typing import Final

import polars as pl

from linkequity.snapshot.declared import HREFLANGS, STRUCTURED_DATA, UNCRAWLABLE_LINKS
from linkequity.snapshot.tables import LINKS, PAGES, PASSAGES, REDIRECTS, Column, Table

CERTAINTY: Final = Column(
    "certainty",
    pl.UInt8,
    "what the position rests on: 0 nothing, 1 word, 2 term, 3 landmark, 4 told by another program",
)
ORIGIN: Final = Column("origin", pl.UInt64, "hash of the container path that the evidence is about")
RAW_LINKS: Final = Table(
    LINKS.name,
    LINKS.row,
    (
        *LINKS.columns,
        CERTAINTY,
        ORIGIN,
        Column("in_article", pl.Boolean, "inside of main or article"),
        Column("beside", pl.UInt16, "text of its block outside of links", "characters"),
    ),
)
RAW_PASSAGES: Final = Table(
    PASSAGES.name,
    PASSAGES.row,
    (
        *PASSAGES.columns,
        Column("container_hash", pl.UInt64, "hash of the container path"),
        CERTAINTY,
        ORIGIN,
    ),
)
# The tables a page brings, pages last.
DECLARED: Final = (HREFLANGS, STRUCTURED_DATA, UNCRAWLABLE_LINKS)
PART_TABLES: Final = (RAW_LINKS, RAW_PASSAGES, REDIRECTS, *DECLARED, PAGES)

# A table's rows as a list for each column.
Columns = dict[str, list[object]]


def no_rows(table: Table) -> Columns:
    """The columns of a table, empty."""
    return {column.name: [] for column in table.columns}


def from_rows(table: Table, rows: list[tuple[object, ...]]) -> Columns:
    """Rows with the table's columns in declared order, turned into columns."""
    if not rows:
        return no_rows(table)
    return {
        c.name: list(values)
        for c, values in zip(table.columns, zip(*rows, strict=True), strict=True)
    }

"""What the model reads: the tables of one site, together."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import LINKS, PAGES, REDIRECTS

# Paths, texts' hashes and the raw rel are for the sources; millions of rows do without them here.
LINK_COLUMNS: Final = (
    "source",
    "order",
    "href",
    "target",
    "internal",
    "anchor_text",
    "alt_text",
    "nofollow",
    "ugc",
    "sponsored",
    "link_position",
    "position_evidence",
    "repeated",
    "container_hash",
    "text_before",
    "text_after",
)


@dataclass(frozen=True)
class SiteTables:
    """The tables of a site as the sources left them, in the shapes of `snapshot.tables`.

    `links` may lack the columns that `LINK_COLUMNS` leaves out.
    """

    pages: pl.DataFrame
    links: pl.DataFrame
    redirects: pl.DataFrame
    backlinks: pl.DataFrame
    search: pl.DataFrame

    @classmethod
    def of(cls, snapshot: Snapshot, backlinks: pl.DataFrame, search: pl.DataFrame) -> "SiteTables":
        """The tables of a snapshot, and what was imported beside it."""
        return cls(
            pages=snapshot.read(PAGES),
            links=snapshot.scan(LINKS).select(LINK_COLUMNS).collect(),
            redirects=snapshot.read(REDIRECTS),
            backlinks=backlinks,
            search=search,
        )

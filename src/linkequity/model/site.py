"""What the model reads: the tables of one site, together."""

from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import polars as pl

from linkequity.model.backlinks.merged_imports import last_told, merge_vendors
from linkequity.snapshot.declared import (
    EXTERNAL_ANSWERS,
    HREFLANGS,
    ROBOTS,
    STRUCTURED_DATA,
    UNCRAWLABLE_LINKS,
)
from linkequity.snapshot.imported import ImportedTables
from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import (
    CRAWLER_HITS,
    LINK_TOTALS,
    LINKS,
    PAGES,
    PASSAGES,
    REDIRECTS,
    SITEMAP_URLS,
    VISITS,
)

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
# Of older ones nobody remembers the site; each costs a look into two tables.
MOST_EARLIER: Final = 12


@dataclass(frozen=True)
class SiteTables:
    """The tables of a site as the sources left them, in the shapes of `snapshot.tables`.

    `links` may lack the columns that `LINK_COLUMNS` leaves out. `passages` are read when asked for,
    as are the tables of `earlier` snapshots, the newest first.
    """

    pages: pl.DataFrame
    links: pl.DataFrame
    redirects: pl.DataFrame
    backlinks: pl.DataFrame
    search: pl.DataFrame
    visits: pl.DataFrame = field(default_factory=VISITS.empty)
    crawler_hits: pl.DataFrame = field(default_factory=CRAWLER_HITS.empty)
    link_totals: pl.DataFrame = field(default_factory=LINK_TOTALS.empty)
    sitemap_urls: pl.DataFrame = field(default_factory=SITEMAP_URLS.empty)
    hreflangs: pl.DataFrame = field(default_factory=HREFLANGS.empty)
    structured_data: pl.DataFrame = field(default_factory=STRUCTURED_DATA.empty)
    uncrawlable_links: pl.DataFrame = field(default_factory=UNCRAWLABLE_LINKS.empty)
    robots: pl.DataFrame = field(default_factory=ROBOTS.empty)
    external_answers: pl.DataFrame = field(default_factory=EXTERNAL_ANSWERS.empty)
    passages: pl.LazyFrame = field(default_factory=lambda: PASSAGES.empty().lazy())
    earlier: tuple[Snapshot, ...] = ()

    @classmethod
    def of(cls, snapshot: Snapshot, imported: ImportedTables) -> "SiteTables":
        """The tables of a snapshot, and what was imported beside it."""
        return cls(
            pages=snapshot.read(PAGES),
            links=snapshot.scan(LINKS).select(LINK_COLUMNS).collect(),
            redirects=snapshot.read(REDIRECTS),
            backlinks=merge_vendors(imported.backlinks),
            search=last_told(imported.search, pl.col("query").is_null()),
            visits=last_told(imported.visits, pl.col("landing")),
            crawler_hits=imported.crawler_hits,
            link_totals=imported.link_totals,
            sitemap_urls=imported.sitemap_urls,
            hreflangs=snapshot.read(HREFLANGS),
            structured_data=snapshot.read(STRUCTURED_DATA),
            uncrawlable_links=snapshot.read(UNCRAWLABLE_LINKS),
            robots=snapshot.read(ROBOTS),
            external_answers=snapshot.read(EXTERNAL_ANSWERS),
            passages=snapshot.scan(PASSAGES),
            earlier=tuple(islice(snapshot.before(), MOST_EARLIER)),
        )

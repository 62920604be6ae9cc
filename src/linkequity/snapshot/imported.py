"""What people brought from elsewhere about one site: its tables, together."""

from dataclasses import dataclass, field

import polars as pl

from linkequity.snapshot.tables import (
    BACKLINKS,
    CRAWLER_HITS,
    LINK_TOTALS,
    SEARCH,
    SITEMAP_URLS,
    VISITS,
)


@dataclass(frozen=True)
class ImportedTables:
    """Imported rows in the shapes of `snapshot.tables`; a table nobody brought is empty."""

    backlinks: pl.DataFrame = field(default_factory=BACKLINKS.empty)
    search: pl.DataFrame = field(default_factory=SEARCH.empty)
    visits: pl.DataFrame = field(default_factory=VISITS.empty)
    crawler_hits: pl.DataFrame = field(default_factory=CRAWLER_HITS.empty)
    link_totals: pl.DataFrame = field(default_factory=LINK_TOTALS.empty)
    sitemap_urls: pl.DataFrame = field(default_factory=SITEMAP_URLS.empty)

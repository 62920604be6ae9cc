"""What people brought from elsewhere about one site: its tables, together."""

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from linkequity.snapshot.tables import (
    BACKLINKS,
    CRAWLER_HITS,
    LINK_TOTALS,
    SEARCH,
    SITEMAP_URLS,
    VISITS,
)

OK: Final = 200
# Crawlers fetch styles, scripts and images too; those are no pages.
FILE_NAME: Final = (
    r"(?i)\.(?:css|m?js|map|json|xml|rss|txt|csv|pdf|docx?|xlsx?|pptx?|zip|gz|jpe?g|png|gif|webp|"
    r"avif|svg|ico|bmp|mp[34]|m4[av]|webm|ogg|wav|woff2?|ttf|otf|eot|wasm|webmanifest)(?:\?.*)?$"
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


def asked_for_pages(hits: pl.DataFrame) -> pl.DataFrame:
    """The hits on what was answered 200 and may be a page."""
    return hits.filter(~pl.col("url").str.contains(FILE_NAME), pl.col("status") == OK)

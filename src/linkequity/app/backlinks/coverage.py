"""What reports of totals know of, and how much of it the backlinks that were imported cover."""

from typing import Final

import msgspec
import polars as pl

from linkequity.app.results import LinkCoverageDoc
from linkequity.model.backlinks.link_coverage import link_coverage

NAMES: Final = {"search_console": "Search Console", "bing": "Bing Webmaster Tools"}
WHAT: Final = {
    "site": "Sites that link here",
    "page": "Pages that are linked to",
    "anchor_text": "Anchor texts",
    "referring_page": "Pages that link here",
}


def cover(totals: pl.DataFrame, backlinks: pl.LazyFrame) -> list[LinkCoverageDoc]:
    """A row for each vendor's report; none where no such report was imported."""
    found = link_coverage(totals, backlinks)
    return [msgspec.convert(row, LinkCoverageDoc) for row in found.iter_rows(named=True)]


def in_words(coverage: list[LinkCoverageDoc]) -> list[str]:
    """A sentence for each report."""
    return [
        f"{WHAT[row.report]}, by {NAMES.get(row.vendor, row.vendor)}: {row.known:,}; of them the "
        f"imported backlinks cover {row.covered:,} ({row.covered / max(row.known, 1):.0%})."
        for row in coverage
    ]

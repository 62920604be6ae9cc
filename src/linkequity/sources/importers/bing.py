"""Bing Webmaster Tools: backlinks, their totals, and search performance.

Backlinks are pairs without ratings or dates. Search performance has impressions before clicks,
where Search Console has them behind, so the figures tell whose it is in any language; a
click-through rate may read 7.140000000000001%, and exceed 100%.
"""

from collections.abc import Sequence
from typing import Final

import polars as pl

from linkequity.snapshot.tables import BACKLINKS, LINK_TOTALS, SEARCH
from linkequity.sources.columns import COUNT, DATE, DECIMAL, TEXT, URL, ImportColumn, Place, fold
from linkequity.sources.importers.performance import PAGE, QUERY, shape_of
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter, as_read

VENDOR: Final = "bing"
PAIRS: Final = {
    "source url": ImportColumn("referring_page", (), URL, required=True),
    "anchor text": ImportColumn("anchor_text", (), TEXT),
    "target url": ImportColumn("target", (), URL, required=True),
}
TOTALS: Final = {"domain": "site", "anchor": "anchor_text"}
BY_PLACE: Final = {
    1: ImportColumn("impressions", (), COUNT, required=True),
    2: ImportColumn("clicks", (), COUNT, required=True),
    4: ImportColumn("search_position", (), DECIMAL),
}
DAYS: Final = {
    0: ImportColumn("day", (), DATE, required=True),
    1: ImportColumn("clicks", (), COUNT, required=True),
    2: ImportColumn("impressions", (), COUNT, required=True),
}


def link_layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if these three columns and no others stand there in this order."""
    if [fold(header) for header in sample.headers] != list(PAIRS):
        return None
    columns = enumerate(PAIRS.values())
    return [Place(column, index, sample.headers[index]) for index, column in columns]


def totals_layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if backlinks are counted by domain or by anchor text."""
    first, *others = map(fold, sample.headers)
    if first not in TOTALS or others != ["backlinks count"]:
        return None
    name = ImportColumn(TOTALS[first], (), TEXT, required=True)
    count = ImportColumn("backlinks", (), COUNT, required=True)
    return [Place(name, 0, sample.headers[0]), Place(count, 1, sample.headers[1])]


def name_report(frame: pl.DataFrame) -> pl.DataFrame:
    """The report by the column that names its rows; domains come as URLs."""
    report = next(name for name in TOTALS.values() if name in frame.columns)
    bare = pl.col(report).str.replace(r"^https?://", "").str.strip_suffix("/")
    return frame.with_columns(
        report=pl.lit(report), name=bare if report == "site" else pl.col(report)
    )


def search_layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if it has the shape of pages or queries, or of days with Bing's average rate."""
    if len(sample.headers) == 4 and fold(sample.headers[3]) == "avg. ctr":
        return [Place(column, index, sample.headers[index]) for index, column in DAYS.items()]
    shape = shape_of(sample)
    is_ours = shape is not None and shape.impressions_first and len(sample.headers) == 5
    if shape is None or not is_ours or shape.names not in ("pages", "queries"):
        return None
    columns = {0: PAGE if shape.names == "pages" else QUERY} | BY_PLACE
    return [Place(column, index, sample.headers[index]) for index, column in columns.items()]


LINKS: Final = TableImporter(
    VENDOR,
    BACKLINKS,
    link_layout,
    as_read,
    "Bing Webmaster Tools' backlinks: Source Url, Anchor text, Target Url",
)
LINK_COUNTS: Final = TableImporter(
    VENDOR,
    LINK_TOTALS,
    totals_layout,
    name_report,
    "Bing Webmaster Tools' counts: Domain or Anchor, Backlinks Count",
)
PERFORMANCE: Final = TableImporter(
    VENDOR,
    SEARCH,
    search_layout,
    as_read,
    "Bing Webmaster Tools' search performance: Page or Keyword, Impressions, Clicks, CTR, "
    "Avg. Position",
)

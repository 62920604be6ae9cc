"""Search Console's figures by page and query, as other tools hand them on.

The download has pages and queries apart; add-ons of spreadsheets, Looker Studio and the bulk export
to BigQuery have them together, which alone tells that two pages are shown for one query. Columns
are known by their names, of which Google's own are English. Rows of a device or a country each are
left as they are: whoever counts adds them up.
"""

from typing import Final

import polars as pl

from linkequity.snapshot.tables import SEARCH
from linkequity.sources.columns import COUNT, DATE, DECIMAL, TEXT, URL, ImportColumn
from linkequity.sources.importers.search_console import VENDOR
from linkequity.sources.importers.table_importer import TableImporter, having

POSITIONS: Final = ("position", "average position", "avg position", "avg. position")
COLUMNS: Final = (
    ImportColumn("url", ("page", "landing page", "url", "top pages"), URL, required=True),
    ImportColumn("query", ("query", "search query", "top queries", "keyword"), TEXT, required=True),
    ImportColumn("clicks", ("clicks", "url clicks"), COUNT, required=True),
    ImportColumn("impressions", ("impressions", "url impressions"), COUNT, required=True),
    ImportColumn("search_position", POSITIONS, DECIMAL),
    ImportColumn("sum_position", ("sum position",), DECIMAL),
    ImportColumn("day", ("date", "day", "data date"), DATE),
)


def finish(frame: pl.DataFrame) -> pl.DataFrame:
    """The mean position, which BigQuery has as a sum that counts the first place as 0."""
    if "sum_position" not in frame.columns:
        return frame
    mean = pl.col("sum_position") / pl.col("impressions") + 1
    return frame.with_columns(search_position=pl.when(pl.col("impressions") > 0).then(mean))


IMPORTER: Final = TableImporter(
    VENDOR,
    SEARCH,
    having(COLUMNS, (column.name for column in COLUMNS if column.required)),
    finish,
    "a table of search figures with columns page, query, clicks, impressions and position",
)

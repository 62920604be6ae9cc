"""Keywords: queries that people ask, in any table that names them."""

from collections.abc import Sequence
from typing import Final

from linkequity.snapshot.tables import KEYWORDS
from linkequity.sources.columns import COUNT, TEXT, ImportColumn, Place, find_columns
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter, as_read

QUERY: Final = (
    "query",
    "keyword",
    "keywords",
    "queries",
    "search term",
    "top queries",
    "suchbegriff",
)
VOLUME: Final = ("impressions", "volume", "search volume", "avg monthly searches", "searches")
COLUMNS: Final = (
    ImportColumn("query", QUERY, TEXT, required=True),
    ImportColumn("impressions", VOLUME, COUNT),
)


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if there is a column of queries."""
    places = find_columns(sample.headers, COLUMNS)
    return places if any(place.column.required for place in places) else None


IMPORTER: Final = TableImporter(
    "keywords",
    KEYWORDS,
    layout,
    as_read,
    "a table with a column of queries (query, keyword …), and as far as known how often each is "
    "asked (volume, impressions …)",
)

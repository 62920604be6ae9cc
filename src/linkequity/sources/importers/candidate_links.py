"""Candidate links: pairs of pages that the owner would link, in any table that names them."""

from collections.abc import Sequence
from typing import Final

from linkequity.snapshot.tables import CANDIDATE_LINKS
from linkequity.sources.columns import RATIO, TEXT, ImportColumn, Place, find_columns
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter, as_read

SOURCE: Final = ("from", "source", "source url", "source page", "from url", "link from")
TARGET: Final = ("to", "target", "target url", "target page", "to url", "link to")
COLUMNS: Final = (
    ImportColumn("source", SOURCE, TEXT, required=True),
    ImportColumn("target", TARGET, TEXT, required=True),
    ImportColumn("anchor_text", ("anchor text", "anchor", "link text"), TEXT),
    ImportColumn("relevance", ("relevance", "similarity"), RATIO),
)


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if there are columns for both pages."""
    places = find_columns(sample.headers, COLUMNS)
    return places if sum(place.column.required for place in places) == 2 else None


IMPORTER: Final = TableImporter(
    "candidates",
    CANDIDATE_LINKS,
    layout,
    as_read,
    "a table with a column of pages to link from (from, source …) and one of pages to link to "
    "(to, target …), by URL or path",
)

"""Ahrefs, Site Explorer, Backlinks: the export of 2022 and later.

UTF-16 with tabs as downloaded, UTF-8 with commas where asked for or saved again from a
spreadsheet. The ratings keep the vendor's name: UR is the referring page's, "Domain rating" the
referring domain's. "Lost" is the day on which the link was found gone. "Content" says that the
link stands in the main text; where it is FALSE the position is not told.
"""

from collections.abc import Sequence

import polars as pl

from linkequity.snapshot.tables import BACKLINKS
from linkequity.sources.columns import (
    DATE,
    FLAG,
    RATING,
    TEXT,
    URL,
    ImportColumn,
    Place,
    find_columns,
)
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter

COLUMNS = (
    ImportColumn("referring_page", ("referring page url",), URL, required=True),
    ImportColumn("target", ("target url",), URL, required=True),
    ImportColumn("anchor_text", ("anchor",), TEXT),
    ImportColumn("nofollow", ("nofollow",), FLAG, required=True),
    ImportColumn("ugc", ("ugc",), FLAG, required=True),
    ImportColumn("sponsored", ("sponsored",), FLAG, required=True),
    ImportColumn("ahrefs_url_rating", ("ur",), RATING),
    ImportColumn("ahrefs_domain_rating", ("domain rating",), RATING),
    ImportColumn("first_seen", ("first seen",), DATE),
    ImportColumn("last_seen", ("last seen",), DATE),
    ImportColumn("lost_on", ("lost",), DATE),
    ImportColumn("in_content", ("content",), FLAG),
    ImportColumn("source_title", ("referring page title",), TEXT),
    ImportColumn("language", ("language",), TEXT),
    ImportColumn("text_before", ("left context",), TEXT),
    ImportColumn("text_after", ("right context",), TEXT),
)
TELLING = frozenset({"referring_page", "target", "ahrefs_url_rating", "ahrefs_domain_rating"})


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if both URLs and both of Ahrefs' ratings have their columns."""
    places = find_columns(sample.headers, COLUMNS)
    found = {place.column.name for place in places}
    return places if found >= TELLING else None


def finish(frame: pl.DataFrame) -> pl.DataFrame:
    """`lost` from the day it was lost, `content` where Ahrefs says so."""
    unsaid = pl.lit(None, pl.Boolean)
    in_content = pl.col("in_content") if "in_content" in frame.columns else unsaid
    lost_on = pl.col("lost_on") if "lost_on" in frame.columns else unsaid
    return frame.with_columns(
        lost=lost_on.is_not_null(), link_position=pl.when(in_content).then(pl.lit("content"))
    )


IMPORTER = TableImporter(
    "ahrefs",
    BACKLINKS,
    layout,
    finish,
    "Ahrefs' backlinks export: Referring page URL, Target URL, Domain rating, UR",
)

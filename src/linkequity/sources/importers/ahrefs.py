"""Ahrefs, Site Explorer, Backlinks: the export of 2022 and later, and the one before it.

UTF-16 with tabs as downloaded, UTF-8 with commas where asked for or saved again from a
spreadsheet. The ratings keep the vendor's name: UR is the referring page's, "Domain rating" the
referring domain's. "Lost" is the day on which the link was found gone. "Content" says that the
link stands in the main text; where it is FALSE the position is not told. The older layout tells
rel and loss in words: "Type" (Dofollow, Nofollow …) and "Backlink Status".
"""

import polars as pl

from linkequity.snapshot.tables import BACKLINKS
from linkequity.sources.columns import (
    DATE,
    FLAG,
    RATING,
    TEXT,
    URL,
    ImportColumn,
)
from linkequity.sources.importers.table_importer import TableImporter, having
from linkequity.sources.importers.words import column, is_lost, says

COLUMNS = (
    ImportColumn("referring_page", ("referring page url",), URL, required=True),
    ImportColumn("target", ("target url", "link url"), URL, required=True),
    ImportColumn("anchor_text", ("anchor", "link anchor"), TEXT),
    ImportColumn("nofollow", ("nofollow",), FLAG, required=True),
    ImportColumn("ugc", ("ugc",), FLAG, required=True),
    ImportColumn("sponsored", ("sponsored",), FLAG, required=True),
    ImportColumn("rel", ("type", "link type"), TEXT),
    ImportColumn("ahrefs_url_rating", ("ur", "url rating"), RATING),
    ImportColumn("ahrefs_domain_rating", ("domain rating", "dr"), RATING),
    ImportColumn("first_seen", ("first seen", "found"), DATE),
    ImportColumn("last_seen", ("last seen", "last check"), DATE),
    ImportColumn("lost_on", ("lost", "day lost"), DATE),
    ImportColumn("state", ("backlink status",), TEXT),
    ImportColumn("in_content", ("content",), FLAG),
    ImportColumn("source_title", ("referring page title",), TEXT),
    ImportColumn("language", ("language",), TEXT),
    ImportColumn("text_before", ("left context", "textpre"), TEXT),
    ImportColumn("text_after", ("right context", "textpost"), TEXT),
)
TELLING = ("referring_page", "target", "ahrefs_url_rating", "ahrefs_domain_rating")


def finish(frame: pl.DataFrame) -> pl.DataFrame:
    """`lost` from the day or the word that says so, `content` and rel where Ahrefs says so."""
    unsaid = pl.lit(None, pl.Boolean)
    in_content = pl.col("in_content") if "in_content" in frame.columns else unsaid
    lost_on = pl.col("lost_on") if "lost_on" in frame.columns else unsaid
    return frame.with_columns(
        *(
            pl.coalesce(column(frame, rel, pl.Boolean), says(frame, "rel", rel)).alias(rel)
            for rel in ("nofollow", "ugc", "sponsored")
        ),
        lost=lost_on.is_not_null() | is_lost(frame, "state").fill_null(value=False),
        link_position=pl.when(in_content).then(pl.lit("content")),
    )


IMPORTER = TableImporter(
    "ahrefs",
    BACKLINKS,
    having(COLUMNS, TELLING),
    finish,
    "Ahrefs' backlinks export: Referring page URL, Target URL, Domain rating, UR",
)

"""Moz, Link Explorer, Inbound Links, and Open Site Explorer before it.

Lines that say what the report is stand above the headers, and URLs have no scheme. PA is the
referring page's rating, DA its domain's. Open Site Explorer told rel in a column of its own,
"Only rel=nofollow"; Link Explorer tells it among the words of one.
"""

from collections.abc import Sequence

import polars as pl

from linkequity.snapshot.tables import BACKLINKS
from linkequity.sources.columns import (
    BARE_URL,
    DATE,
    FLAG,
    RATING,
    TEXT,
    ImportColumn,
    Place,
)
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter, having
from linkequity.sources.importers.words import column, is_lost, says

REFERRING = ("url", "source url", "source page", "linking page")
PAGE_AUTHORITY = ("pa", "page authority", "source pa")
DOMAIN_AUTHORITY = ("da", "domain authority", "source da")
FIRST_SEEN = ("first seen", "date discovered", "discovered", "date found")
LAST_SEEN = ("last seen", "last crawled", "date last seen")
COLUMNS = (
    ImportColumn("referring_page", REFERRING, BARE_URL, required=True),
    ImportColumn("target", ("target url", "target page", "target"), BARE_URL, required=True),
    ImportColumn("anchor_text", ("anchor text", "anchor"), TEXT),
    ImportColumn("only_nofollow", ("only rel=nofollow", "nofollow"), FLAG),
    ImportColumn("followed", ("followed", "follow"), FLAG),
    ImportColumn("rel", ("link type", "rel", "link attributes"), TEXT),
    ImportColumn("state", ("link state", "status"), TEXT),
    ImportColumn("lost_on", ("date lost", "lost date", "lost"), DATE),
    ImportColumn("moz_page_authority", PAGE_AUTHORITY, RATING),
    ImportColumn("moz_domain_authority", DOMAIN_AUTHORITY, RATING),
    ImportColumn("spam_score", ("spam score",), TEXT),
    ImportColumn("first_seen", FIRST_SEEN, DATE),
    ImportColumn("last_seen", LAST_SEEN, DATE),
    ImportColumn("source_title", ("title", "page title", "source title"), TEXT),
)
TELLING = ("referring_page", "target", "moz_page_authority", "moz_domain_authority")
REPORTS = ("moz", "open site explorer")


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if URLs and ratings have columns, and a spam score or the title says it is Moz'."""
    places = having(COLUMNS, TELLING)(sample)
    if places is None:
        return None
    scored = any(place.column.name == "spam_score" for place in places)
    titled = any(word in line.lower() for line in sample.preamble for word in REPORTS)
    return places if scored or titled else None


def finish(frame: pl.DataFrame) -> pl.DataFrame:
    """rel from whichever column tells it, `lost` from the state or the day."""
    nofollow = pl.coalesce(
        column(frame, "only_nofollow", pl.Boolean),
        ~column(frame, "followed", pl.Boolean),
        says(frame, "rel", "nofollow"),
    )
    return frame.with_columns(
        nofollow=nofollow,
        ugc=says(frame, "rel", "ugc"),
        sponsored=says(frame, "rel", "sponsored"),
        lost=column(frame, "lost_on", pl.Date).is_not_null()
        | is_lost(frame, "state").fill_null(value=False),
    )


IMPORTER = TableImporter(
    "moz",
    BACKLINKS,
    layout,
    finish,
    "Moz' inbound links: URL, Anchor Text, PA, DA, Spam Score, Target URL",
)

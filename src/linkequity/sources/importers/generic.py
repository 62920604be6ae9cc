"""Any table of backlinks: two columns of URLs, found by their names, and what else it tells.

It is asked only where no vendor claims the file. Ratings are taken without a vendor's name.
"""

from collections.abc import Sequence

import polars as pl

from linkequity.snapshot.tables import BACKLINKS
from linkequity.sources.columns import (
    BARE_URL,
    DATE,
    FLAG,
    POSITION,
    RATING,
    TEXT,
    ImportColumn,
    Place,
    find_columns,
)
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter

REFERRING = (
    "referring page",
    "referring page url",
    "referring url",
    "source url",
    "source page",
    "source",
    "linking page",
    "linking url",
    "backlink",
    "backlink url",
    "url from",
    "from url",
    "from",
)
TARGET = (
    "target",
    "target url",
    "target page",
    "link url",
    "linked url",
    "linked page",
    "landing page",
    "url to",
    "to url",
    "to",
)
COLUMNS = (
    ImportColumn("referring_page", REFERRING, BARE_URL, required=True),
    ImportColumn("target", TARGET, BARE_URL, required=True),
    ImportColumn("anchor_text", ("anchor text", "anchor", "link anchor", "link text"), TEXT),
    ImportColumn("rel", ("rel", "link rel", "rel attribute", "link type", "type"), TEXT),
    ImportColumn("nofollow", ("nofollow", "no follow", "is nofollow", "flagnofollow"), FLAG),
    ImportColumn("followed", ("followed", "follow", "dofollow", "is dofollow"), FLAG),
    ImportColumn("ugc", ("ugc", "is ugc"), FLAG),
    ImportColumn("sponsored", ("sponsored", "is sponsored"), FLAG),
    ImportColumn("lost", ("lost", "lost link", "is lost"), FLAG),
    ImportColumn("link_position", ("link position", "position", "link location"), POSITION),
    ImportColumn("domain_rating", ("domain rating", "domain authority", "dr", "da"), RATING),
    ImportColumn(
        "page_rating", ("page rating", "url rating", "page authority", "ur", "pa"), RATING
    ),
    ImportColumn("first_seen", ("first seen", "first found", "source first found date"), DATE),
    ImportColumn("last_seen", ("last seen", "last found", "source crawl date"), DATE),
    ImportColumn("source_title", ("source title", "referring page title", "page title"), TEXT),
    ImportColumn("language", ("language", "lang"), TEXT),
    ImportColumn("text_before", ("text before", "left context", "textpre"), TEXT),
    ImportColumn("text_after", ("text after", "right context", "textpost"), TEXT),
)


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if both URL columns are there and hold URLs, with or without a scheme.

    A crawler's list of internal links has such headers too, but nothing in its "Target".
    """
    places = find_columns(sample.headers, COLUMNS)
    urls = [place.index for place in places if place.column.required]
    if len(urls) < 2 or not all(_may_hold_urls(sample, index) for index in urls):
        return None
    return places


def _may_hold_urls(sample: Sample, index: int) -> bool:
    cells = pl.Series(sample.cells(index), dtype=pl.String)
    return not sample.rows or BARE_URL.read(cells).is_not_null().any()


def finish(frame: pl.DataFrame) -> pl.DataFrame:
    """The three booleans, from columns of their own, from "followed", or from `rel`."""
    rel = _column(frame, "rel")
    # An empty cell in a column of rels says that there is none.
    rel = rel.fill_null("") if "rel" in frame.columns else rel
    tokens = rel.str.to_lowercase().str.split(" ")
    nofollow = pl.coalesce(
        _column(frame, "nofollow"), ~_column(frame, "followed"), tokens.list.contains("nofollow")
    )
    return frame.with_columns(
        nofollow=nofollow,
        ugc=pl.coalesce(_column(frame, "ugc"), tokens.list.contains("ugc")),
        sponsored=pl.coalesce(_column(frame, "sponsored"), tokens.list.contains("sponsored")),
    )


def _column(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in frame.columns else _ABSENT[name]


_ABSENT = {"rel": pl.lit(None, pl.String)} | {
    name: pl.lit(None, pl.Boolean) for name in ("nofollow", "followed", "ugc", "sponsored")
}

IMPORTER = TableImporter(
    "generic",
    BACKLINKS,
    layout,
    finish,
    f"a table of backlinks with a column of referring pages ({', '.join(REFERRING[:5])} …) and "
    f"one of pages they link to ({', '.join(TARGET[:5])} …), both with URLs in them",
)

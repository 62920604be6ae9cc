"""What several vendors and files tell of one thing, told once; rows as brought stay as they are.

Backlinks of several vendors are one where referring page and target are, http and https aside:

- what a vendor tells in a column of its own (ratings) is kept;
- anchor text, title, language and the words around are the first known in the order of `VENDORS`;
- nofollow, ugc, sponsored, lost and position are those of the most recent sighting that tells
  them, of one day the one that brings more; sightings without a date are the oldest;
- `first_seen` is the earliest, `last_seen` the latest, `vendors` all that saw it.

Search and visits are counted anew in each export: of several files of one vendor that tell of a
page the one that was imported last counts, so that no click is counted twice.
"""

from typing import Final

import polars as pl

from linkequity.snapshot.tables import BACKLINKS

# Preferred first: those that keep the words around links, then those that keep dates and rel.
VENDORS: Final = ("ahrefs", "semrush", "majestic", "moz", "bing", "generic")
PAIR: Final = ("_page", "_target")
STATE: Final = ("nofollow", "ugc", "sponsored", "lost", "link_position")
SCHEME: Final = r"^https?://"
MERGED: Final = ("first_seen", "last_seen", "vendors", *STATE)


def merge_vendors(backlinks: pl.DataFrame) -> pl.DataFrame:
    """BACKLINKS with each pair of pages once; rows that name no referring page stay alone."""
    rows = backlinks.with_row_index("_number").with_columns(
        _page=pl.coalesce(
            pl.col("referring_page").str.replace(SCHEME, ""), pl.format("{}", "_number")
        ),
        _target=pl.col("target").str.replace(SCHEME, ""),
    )
    several = pl.len().over(PAIR) > 1
    alone = rows.filter(~several).with_columns(vendors=_as_list(pl.col("vendor")))
    together = _merge(rows.filter(several))
    return pl.concat([alone, together]).sort("_number").select(BACKLINKS.schema.names())


def _as_list(vendor: pl.Expr) -> pl.Expr:
    return pl.when(vendor.is_not_null()).then(pl.concat_list(vendor))


def _merge(rows: pl.DataFrame) -> pl.DataFrame:
    unfollowed = pl.any_horizontal(
        pl.col(name).fill_null(value=False) for name in ("nofollow", "ugc", "sponsored", "lost")
    )
    ranked = rows.with_columns(
        _rank=pl.col("vendor").replace_strict(
            {vendor: rank for rank, vendor in enumerate(VENDORS)},
            default=len(VENDORS),
            return_dtype=pl.Int32,
        ),
        _seen=pl.coalesce("last_seen", "first_seen"),
        _brings=~unfollowed,
    ).sort(
        "_rank",
        "_seen",
        "_brings",
        "_number",
        descending=[False, True, True, False],
        nulls_last=True,
    )
    latest = [pl.col("_seen").fill_null(pl.date(1, 1, 1)), pl.col("_brings")]
    first = [name for name in BACKLINKS.schema if name not in MERGED]
    return (
        ranked.group_by(PAIR, maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().first() for name in first),
            *(
                pl.col(name)
                .sort_by(latest, descending=True, maintain_order=True)
                .drop_nulls()
                .first()
                for name in STATE
            ),
            pl.col("first_seen").min(),
            pl.col("last_seen").max(),
            vendors=pl.col("vendor").drop_nulls().unique(maintain_order=True),
            _number=pl.col("_number").min(),
        )
        .select(*rows.columns)
    )


def last_told(rows: pl.DataFrame, *kinds: pl.Expr) -> pl.DataFrame:
    """Of the files of one vendor that tell of a page, only the rows of the one imported last.

    `kinds`: what else must be the same for two files to tell of the same, as query or total.
    """
    newest = pl.col("file").last().over("vendor", "url", *kinds)
    return rows.filter(pl.col("file").eq_missing(newest))

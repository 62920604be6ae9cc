"""Backlinks as they were when a snapshot was taken, from what is known of them today.

Imports carry when a vendor first and last saw a backlink. One that was not known yet when the
older snapshot was audited is not won for that reason alone: only a date, or an earlier file of
the same vendor that did not list it, says that it was not there.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from linkequity.snapshot.tables import BACKLINKS

PAIR: Final = ("referring_page", "referring_domain", "target")


@dataclass(frozen=True)
class BacklinkChanges:
    """BACKLINKS `then`, and those of them won and lost since, one row a pair of pages."""

    then: pl.DataFrame
    won: pl.DataFrame
    lost: pl.DataFrame


def as_of(now: pl.DataFrame, moment: date, record: pl.DataFrame | None = None) -> pl.DataFrame:
    """BACKLINKS as they were at a moment; `record`: what was imported then, where it was kept.

    Not yet there: first seen later, or without a date and missing in the record of its vendor.
    Still there: lost, but seen at that moment or later; or in the record and gone since.
    """
    seen_later = (pl.col("first_seen") > moment).fill_null(value=False)
    alive_then = (pl.col("last_seen") >= moment).fill_null(value=False)
    kept = now.filter(~seen_later).with_columns(lost=pl.col("lost") & ~alive_then)
    if record is None:
        return kept
    gone = _alive(record).join(now, on=PAIR, how="anti", nulls_equal=True)
    gone = gone.filter(pl.col("vendor").is_in(now["vendor"].unique().implode()))
    there = _without_newcomers(kept, record)
    # A record of an earlier version may lack columns that there are today.
    return pl.concat([there, gone], how="diagonal_relaxed").select(now.columns)


def _without_newcomers(kept: pl.DataFrame, record: pl.DataFrame) -> pl.DataFrame:
    """Less what bears no date and is not among its vendor's rows of then."""
    dated = pl.col("first_seen").is_not_null()
    of_others = ~pl.col("vendor").is_in(record["vendor"].unique().implode())
    certain = kept.filter(dated | of_others)
    listed = kept.filter(~(dated | of_others)).join(record, on=PAIR, how="semi", nulls_equal=True)
    return pl.concat([certain, listed])


def changes(then: pl.DataFrame, now: pl.DataFrame) -> BacklinkChanges:
    """Backlinks that are there now and were not, and the other way round."""
    was, there = _alive(then), _alive(now)
    return BacklinkChanges(
        then,
        won=there.join(was, on=PAIR, how="anti", nulls_equal=True),
        lost=was.join(there, on=PAIR, how="anti", nulls_equal=True),
    )


def _alive(backlinks: pl.DataFrame) -> pl.DataFrame:
    alive = backlinks.filter(~pl.col("lost").fill_null(value=False))
    return alive.unique(PAIR, keep="first", maintain_order=True)


def recorded(backlinks: pl.DataFrame) -> pl.DataFrame:
    """What of BACKLINKS is worth remembering: who links where, and what it is worth."""
    quiet = ("text_before", "text_after", "source_title", "language", "file", "row")
    names = BACKLINKS.schema.names()
    return _alive(backlinks).with_columns(
        pl.lit(None, BACKLINKS.schema[name]).alias(name) for name in quiet if name in names
    )

"""Who holds the equity: segments as areas, in each its strongest pages and the rest together."""

from typing import Final

import polars as pl

from linkequity.app.results import AreaDoc
from linkequity.model.equity.views import demanded
from linkequity.model.facts import Facts

SEGMENTS: Final = 16
PAGES: Final = 90
OTHERS: Final = "other segments"


def areas(facts: Facts) -> list[AreaDoc]:
    """The PAGES strongest pages one by one, and the rest of each segment; all equity is there.

    The largest segment first, in each the strongest page first, its rest last. Segments beyond
    the first SEGMENTS are one.
    """
    pages = _pages(facts)
    first = (
        pages.group_by("segment")
        .agg(pl.col("equity").sum())
        .sort(["equity", "segment"], descending=[True, False])
    )
    kept = first.head(SEGMENTS)["segment"]
    known = pages.with_columns(
        segment=pl.when(pl.col("segment").is_in(kept.implode()))
        .then("segment")
        .otherwise(pl.lit(OTHERS)),
        named=pl.int_range(pl.len()) < PAGES,
    )
    rows = pl.concat([_named(known), _rest(known)])
    total = pl.col("equity").sum().over("segment")
    ordered = rows.sort(
        [total, "segment", pl.col("url").is_null(), "equity"], descending=[True, False, False, True]
    )
    return [AreaDoc(**row) for row in ordered.iter_rows(named=True)]


def _pages(facts: Facts) -> pl.DataFrame:
    """Indexable pages, the strongest first, with the demand of those that have one."""
    demand = demanded(facts).select("url", "demand") if _is_searched(facts) else None
    pages = facts.pages.filter(pl.col("indexable")).select("segment", "url", "title", "equity")
    with_demand = (
        pages.with_columns(demand=pl.lit(None, pl.Float64))
        if demand is None
        else pages.join(demand, on="url", how="left")
    )
    return with_demand.sort(["equity", "url"], descending=[True, False])


def _is_searched(facts: Facts) -> bool:
    return bool(facts.pages["impressions"].sum())


def _named(pages: pl.DataFrame) -> pl.DataFrame:
    return pages.filter("named").select(
        "segment", "url", "title", pl.lit(1, pl.UInt32).alias("pages"), "equity", "demand"
    )


def _rest(pages: pl.DataFrame) -> pl.DataFrame:
    """One row for the pages of a segment that are not named."""
    nobody = pl.lit(None, pl.String)
    demand = pl.when(pl.col("demand").count() > 0).then(pl.col("demand").sum())
    return (
        pages.filter(~pl.col("named"))
        .group_by("segment")
        .agg(pages=pl.len(), equity=pl.col("equity").sum(), demand=demand)
        .select("segment", nobody.alias("url"), nobody.alias("title"), "pages", "equity", "demand")
    )

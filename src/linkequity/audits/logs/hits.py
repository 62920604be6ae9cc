"""Hits of crawlers, by page."""

import polars as pl

from linkequity.model.facts import Facts


def hits_by_page(facts: Facts, kind: str) -> pl.DataFrame:
    """url, hits, crawlers, last_day, verified, statuses: of search or ai crawlers (CRAWLER_HITS).

    `verified` is null where some addresses were not checked.
    """
    hits = facts.tables.crawler_hits.filter(pl.col("crawler_kind") == kind)
    return (
        hits.sort("url", "crawler", "day")
        .group_by("url", maintain_order=True)
        .agg(
            pl.col("hits").sum(),
            crawlers=pl.col("crawler").unique().sort(),
            last_day=pl.col("day").max().cast(pl.String),
            verified=pl.col("verified").all(ignore_nulls=False),
            statuses=pl.col("status").drop_nulls().unique().sort(),
        )
    )


def days_covered(facts: Facts) -> int:
    """Days from the first to the last hit of any search crawler; 0 without any."""
    hits = facts.tables.crawler_hits.filter(pl.col("crawler_kind") == "search")
    day = pl.col("day")
    days: int | None = hits.select((day.max() - day.min()).dt.total_days() + 1).item()
    return days or 0

"""Segments: groups of pages by the settings' patterns, else by the first directory of the path."""

from collections.abc import Mapping

import polars as pl

from linkequity.model.fact_tables import SEGMENT_FLOWS, SEGMENTS
from linkequity.model.pages.patterns import first_directory, matches, path


def segment_of(pages: pl.DataFrame, patterns: Mapping[str, str]) -> pl.Series:
    """The segment of each page by `url`; of several patterns that match, the first named wins.

    `/about/` alone in its directory is a page at the root: many sites write every page so, and
    a segment for each would say nothing. `linking` pages (200, HTML) make a directory.
    """
    url = pl.col("url")
    named = [
        pl.when(matches(url, pattern)).then(pl.lit(name)) for name, pattern in patterns.items()
    ]
    directory = first_directory(url)
    is_index = path(url).str.replace(r"\?.*$", "") == directory
    alone = is_index & (pl.col("linking").sum().over(directory) <= 1)
    default = pl.when(alone).then(pl.lit("/")).otherwise(directory)
    return pages.select(segment=pl.coalesce(*named, default)).to_series()


def flows_between(segment: pl.Series, flows: pl.DataFrame) -> pl.DataFrame:
    """SEGMENT_FLOWS from `segment` by page_id and `flows`: source_id, target_id, equity."""
    codes = segment.cast(pl.Categorical)
    return (
        flows.lazy()
        .select(
            "equity",
            source=codes.gather(flows["source_id"]),
            target=codes.gather(flows["target_id"]),
        )
        .drop_nulls(["source", "target"])
        .group_by("source", "target")
        .agg(pl.col("equity").sum())
        .with_columns(pl.col("source", "target").cast(pl.String))
        .sort("equity", "source", "target", descending=[True, False, False])
        .select(SEGMENT_FLOWS.schema.names())
        .collect()
    )


def summarise(pages: pl.DataFrame, flows: pl.DataFrame) -> pl.DataFrame:
    """SEGMENTS from pages (segment, indexable, equity, equity_share, backlink_equity, leaked)."""
    inside = flows.filter(pl.col("source") == pl.col("target"))
    return (
        pages.group_by("segment")
        .agg(
            pages=pl.col("indexable").sum().cast(pl.Int64),
            equity=pl.col("equity").sum(),
            equity_share=pl.col("equity_share").sum(),
            from_backlinks=pl.col("backlink_equity").sum(),
            leaked=pl.col("leaked").sum(),
        )
        .join(inside.select(segment="source", inside="equity"), on="segment", how="left")
        .with_columns(pl.col("inside").fill_null(0.0))
        .filter((pl.col("pages") > 0) | (pl.col("leaked") > 0))
        .sort("equity", "segment", descending=[True, False])
        .select(SEGMENTS.schema.names())
    )

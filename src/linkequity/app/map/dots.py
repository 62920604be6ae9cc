"""The dots of the map: the pages of the results that are pages of their own."""

from pathlib import Path
from typing import Final, Literal, TypeAlias

import polars as pl

from linkequity.app.map.geometry import Floats

Grouping: TypeAlias = Literal["cluster", "segment"]
GROUPINGS: Final[tuple[Grouping, ...]] = ("cluster", "segment")
# What a dot can be, as a number in this order: the browser's colours go by it.
STATES: Final = ("page", "orphan", "orphan_with_backlinks", "broken", "closed", "not_crawled")
NO_GROUP: Final = "(none)"
# Folded URLs are no pages of their own, files no pages at all.
_NO_DOT: Final = ("redirected", "canonicalised", "not_html", "external")
_COLUMNS: Final = (
    "page_id",
    "url",
    "title",
    "target_kind",
    "segment",
    "cluster",
    "equity",
    "value",
    "click_depth",
    "inlinks",
    "outlinks",
    "backlinks",
    "orphan_verdict",
    "start",
)
# What a page keeps that receives nothing, 1 − d at the default damping: a dot of radius 1.
UNIT_EQUITY: Final = 0.15
LEAST_RADIUS: Final = 0.6
# An orphan with backlinks is never overlooked: twelve times the area of a page that gets nothing.
BACKLINKED_ORPHAN: Final = 3.5


def read_dots(results: Path, grouping: Grouping) -> pl.DataFrame:
    """One row a dot by page_id: the columns asked for, `group` and `state`."""
    kind = pl.col("target_kind").cast(pl.String)
    orphan = pl.col("orphan_verdict").cast(pl.String).is_in(["proved", "inconclusive"])
    state = (
        pl.when(kind.is_in(["broken", "uncertain"]))
        .then(pl.lit("broken"))
        .when(kind.is_in(["blocked", "noindex"]))
        .then(pl.lit("closed"))
        .when(kind == "not_crawled")
        .then(pl.lit("not_crawled"))
        .when(orphan & (pl.col("backlinks") > 0))
        .then(pl.lit("orphan_with_backlinks"))
        .when(orphan)
        .then(pl.lit("orphan"))
        .otherwise(pl.lit("page"))
    )
    return (
        pl.scan_parquet(results / "pages.parquet")
        .select(_COLUMNS)
        .filter(~kind.is_in(_NO_DOT))
        .with_columns(
            group=pl.col(grouping).fill_null(NO_GROUP),
            state=state.cast(pl.Enum(STATES)),
            equity=pl.col("equity").fill_null(0.0),
            value=pl.col("value").fill_null(0.0),
        )
        .drop("orphan_verdict", "target_kind")
        .sort("page_id")
        .collect()
    )


def radii(dots: pl.DataFrame) -> Floats:
    """The radius of each dot, so that its area is as its equity."""
    radius = (pl.col("equity") / UNIT_EQUITY).sqrt().clip(lower_bound=LEAST_RADIUS)
    shining = pl.col("state") == "orphan_with_backlinks"
    least = pl.when(shining).then(BACKLINKED_ORPHAN).otherwise(0.0)
    return dots.select(pl.max_horizontal(radius, least)).to_series().to_numpy()

"""Arrows: the equity that links carry from island to island."""

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from linkequity.app.map.geometry import Floats
from linkequity.app.map.layout import Grounds

# More arrows than this, in all and for each island, hide each other.
MOST_ARROWS: Final = 36
MOST_EACH: Final = 3
# An arrow carries at least this share of all that flows between islands.
LEAST_SHARE: Final = 0.006


def flows(results: Path, page_ids: pl.Series, grounds: Grounds, passing: list[str]) -> Floats:
    """What links carry from the pages of one island to those of another, or within: n×n.

    In page units. `page_ids`: by row, as `grounds` has them. `passing`: kinds of pages that take
    equity and pass it on; what ends elsewhere leaks.
    """
    islands = len(grounds.names)
    number = pl.DataFrame({"id": page_ids, "island": grounds.numbers}).lazy()
    carried = (
        pl.scan_parquet(results / "links.parquet")
        .filter(
            pl.col("flow") > 0,
            pl.col("followed").fill_null(value=True),
            pl.col("target_kind").cast(pl.String).is_in(passing),
        )
        .group_by("source_id", "target_id")
        .agg(pl.col("flow").sum())
        .join(number.rename({"id": "source_id", "island": "source"}), on="source_id")
        .join(number.rename({"id": "target_id", "island": "target"}), on="target_id")
        .group_by("source", "target")
        .agg(pl.col("flow").sum())
        .sort("source", "target")
        .collect()
    )
    amounts = np.zeros((islands, islands))
    amounts[carried["source"].to_numpy(), carried["target"].to_numpy()] = carried["flow"].to_numpy()
    return amounts


def strongest(amounts: Floats) -> list[tuple[int, int, float]]:
    """The arrows that are drawn: from, to, page units; the strongest first."""
    between = amounts - np.diag(np.diag(amounts))
    most = min(MOST_ARROWS, MOST_EACH * len(between))
    order = np.argsort(-between, axis=None, kind="stable")[:most]
    least = LEAST_SHARE * float(between.sum())
    found = (divmod(int(place), len(between)) for place in order)
    return [
        (source, target, float(between[source, target]))
        for source, target in found
        if between[source, target] > least
    ]

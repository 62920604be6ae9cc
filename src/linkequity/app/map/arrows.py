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
# The island of an address that is no dot.
NOWHERE: Final = -1


def flows(results: Path, page_ids: pl.Series, grounds: Grounds, passing: list[str]) -> Floats:
    """What links carry from the pages of one island to those of another, or within: n×n.

    In page units. `page_ids`: by row, as `grounds` has them. `passing`: kinds of pages that take
    equity and pass it on; what ends elsewhere leaks.
    """
    islands = len(grounds.names)
    carried = (
        pl.scan_parquet(results / "links.parquet")
        .filter(
            pl.col("flow") > 0,
            pl.col("followed").fill_null(value=True),
            pl.col("target_kind").is_in(passing),
        )
        .select("source_id", "target_id", "flow")
        .drop_nulls()
        .collect()
    )
    source, target = carried["source_id"].to_numpy(), carried["target_id"].to_numpy()
    last = max(int(ids.max(initial=0)) for ids in (page_ids.to_numpy(), source, target))
    known = np.full(last + 1, NOWHERE)
    known[page_ids.to_numpy()] = grounds.numbers
    source, target = known[source], known[target]
    there = (source != NOWHERE) & (target != NOWHERE)
    pairs = source[there] * islands + target[there]
    amounts = np.bincount(pairs, carried["flow"].to_numpy()[there], minlength=islands**2)
    return np.asarray(amounts, dtype=np.float64).reshape(islands, islands)


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

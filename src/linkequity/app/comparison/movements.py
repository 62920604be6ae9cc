"""Equity that moved between pages and segments, each with the edit that explains it, if any."""

from collections.abc import Callable

import numpy as np
import polars as pl

from linkequity.app.comparison.causes_in_words import cause_doc
from linkequity.app.comparison.documents import MoveDoc
from linkequity.model.comparison.both import Both
from linkequity.model.comparison.causes import Causes
from linkequity.model.links.weights import Vector

TOP = 50
# Below this a change of equity is rounding, in page units.
NOTHING = 1e-9


def winners(both: Both, causes: Causes) -> list[MoveDoc]:
    """The pages whose equity grew most."""
    return _movers(both, causes, lambda change: -change)


def losers(both: Both, causes: Causes) -> list[MoveDoc]:
    """The pages whose equity shrank most."""
    return _movers(both, causes, lambda change: change)


def _movers(both: Both, causes: Causes, order: Callable[[Vector], Vector]) -> list[MoveDoc]:
    change = both.equity_after - both.equity_before
    by = order(change)
    first = [int(place) for place in np.argsort(by, kind="stable")[:TOP] if by[place] < -NOTHING]
    return [
        MoveDoc(
            name=both.urls[place],
            before=float(both.equity_before[place]),
            after=float(both.equity_after[place]),
            change=float(change[place]),
            cause=cause_doc(causes.of_place(float(change[place]), place)),
        )
        for place in first
    ]


def segments(both: Both, causes: Causes) -> list[MoveDoc]:
    """Every segment whose equity changed, the largest change first."""
    sums = pl.DataFrame(
        {"segment": both.segments, "before": both.equity_before, "after": both.equity_after}
    )
    rows = (
        sums.group_by("segment")
        .sum()
        .with_columns(change=pl.col("after") - pl.col("before"))
        .filter(pl.col("change").abs() > NOTHING)
        .sort(pl.col("change").abs(), "segment", descending=[True, False])
        .head(TOP)
    )
    return [_segment(both, causes, row) for row in rows.to_dicts()]


def _segment(both: Both, causes: Causes, row: dict[str, float]) -> MoveDoc:
    name = str(row["segment"])
    members = (both.segments == name).fill_null(value=False).cast(pl.Float64).to_numpy()
    cause = causes.of_places(row["change"], members)
    return MoveDoc(
        name=name,
        before=row["before"],
        after=row["after"],
        change=row["change"],
        cause=cause_doc(cause),
    )

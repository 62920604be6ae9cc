"""How sure the order of the do-first list is: what is at stake in other models, task by task.

A task holds in a model if something is at stake there, and at least 80% of what is at stake at its
place in that model's own list: it belongs where it stands, or before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import polars as pl

from linkequity.audits.findings import OF_LINKS, RESTS_ON, Findings
from linkequity.model.links.weights import Vector
from linkequity.model.robustness.agreement import Robustness, holds_in, interval
from linkequity.model.robustness.link_lists import Ints
from linkequity.model.robustness.stakes import Stakes

# A sum that is not the stake under the settings is of something else.
SAME: Final = 1e-6
TOO_LARGE: Final = "The site is too large to ask other models."
NOTHING: Final = "No equity is at stake in it."
OTHERWISE: Final = "What is at stake is no sum that other models share."


@dataclass(frozen=True)
class Sureness:
    """The interval of what is at stake, in page units, and the share of models that agree."""

    low: float | None = None
    high: float | None = None
    holds_in: float | None = None
    unasked: str = ""


def sureness(tasks: Sequence[Findings], robustness: Robustness | None) -> list[Sureness]:
    """Of tasks in the order of their list, by the proved findings of each."""
    if robustness is None:
        return [Sureness(unasked=TOO_LARGE) for _ in tasks]
    stakes = Stakes(robustness.drawn)
    amounts = [_amounts(stakes, task) for task in tasks]
    known = np.array([each for each in amounts if each is not None])
    said = iter(_said(known.reshape(-1, robustness.models)))
    return [
        Sureness(unasked=OTHERWISE if task.at_stake else NOTHING) if each is None else next(said)
        for task, each in zip(tasks, amounts, strict=True)
    ]


def _said(amounts: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> list[Sureness]:
    """Of tasks with their stakes in each model (tasks × models), in order."""
    low, high = interval(amounts)
    return [
        Sureness(float(low[place]), float(high[place]), float(holds_in(amounts, place + 1)[place]))
        for place in range(len(amounts))
    ]


def _amounts(stakes: Stakes, task: Findings) -> Vector | None:
    """What is at stake in each model; None where that is no sum that they share."""
    rests_on = task.table[RESTS_ON].unique().to_list()
    if len(rests_on) != 1 or not task.at_stake:
        return None
    sums = (add_up(stakes, task.table) for add_up in SUMS.get(rests_on[0], ()))
    return next((s for s in sums if abs(s[0] - task.at_stake) <= SAME * task.at_stake), None)


def _pages(stakes: Stakes, table: pl.DataFrame) -> Ints:
    ids = stakes.facts.graph.addresses.exact(table["url"]).drop_nulls()
    return ids.cast(pl.Int64).to_numpy()


def _links(table: pl.DataFrame) -> Ints:
    return table[OF_LINKS].drop_nulls().explode().cast(pl.Int64).to_numpy()


Sum: TypeAlias = Callable[[Stakes, pl.DataFrame], Vector]
# By the column that the stake is of; pages and landing pages both have an `equity`.
SUMS: Final[Mapping[str, tuple[Sum, ...]]] = {
    "flow": (lambda stakes, table: stakes.of_links(_links(table)),),
    "shortfall": (lambda stakes, table: stakes.lacking(_pages(stakes, table)),),
    "donor_strength": (lambda stakes, table: stakes.given(_pages(stakes, table)),),
    "strength": (lambda stakes, table: stakes.brought(table["url"]),),
    "equity": (
        lambda stakes, table: stakes.kept(_pages(stakes, table)),
        lambda stakes, table: stakes.brought(table["url"], "landing"),
    ),
}

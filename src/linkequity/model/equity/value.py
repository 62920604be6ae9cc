"""Value: what a unit of equity is worth on each page, to the pages that matter.

    h = c + d·P·h        J = c·x = s·h        value = (1 − d)·h

c says how much each page matters, from 0 to 1: named priority pages by their weight; else pages
by search demand; else content pages by need. value is target equity: what of one unit that lands
on a page the pages that matter keep in the end, each counted by its c; 0 to 1. The page that
matters most has the most to give to itself, so value alone says where a backlink counts most, not
where one can be won.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.model.engine.system import System
from linkequity.model.links.graph import Graph, ends
from linkequity.model.links.weights import Vector
from linkequity.model.pages.addresses import Addresses
from linkequity.model.pages.folding import Folding
from linkequity.model.pages.patterns import matches

Origin = Literal["priority", "search demand", "need"]
Flags = npt.NDArray[np.bool_]

# What one impression counts, by mean position. Page two of the results counts most: a small step
# up shows there, while page one is there already, and what is beyond has further to go.
PAGE_ONE: Final = 0.25
PAGE_TWO: Final = 1.0
BEYOND: Final = 0.5


@dataclass(frozen=True)
class Worth:
    """c: how much each page matters, by page_id; the greatest is 1.

    Pages that are not indexable have 0. `unknown`: names in [priority] that mean no indexable page.
    """

    weights: Vector
    origin: Origin
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Value:
    """The adjoint `h` of a worth, by page_id, and how it was found."""

    h: Vector
    damping: float
    iterations: int
    residual: float

    @property
    def delivered(self) -> Vector:
        """Target equity created by one unit that lands on each page, (1 − d)·h: 0 to 1."""
        return (1 - self.damping) * self.h


@dataclass(frozen=True)
class Eligible:
    """Which pages may matter: the `indexable` ones, and of those the `content` pages."""

    indexable: Flags
    content: Flags


def find_worth(
    priority: Mapping[str, float],
    search: pl.DataFrame,
    graph: Graph,
    able: Eligible,
    x: Vector,
) -> Worth:
    """Priority pages if any is named and there; else search demand if any; else need."""
    named, unknown = _by_priority(priority, graph, able.indexable)
    if named.any():
        return Worth(_scaled(named), "priority", unknown)
    demand = _by_demand(search, graph) * able.content
    if demand.any():
        return Worth(_scaled(demand), "search demand", unknown)
    return Worth(_scaled(_by_need(x, able)), "need", unknown)


def find_value(system: System, worth: Worth) -> Value:
    """Solve backwards. Raises NotConverged."""
    solved = system.adjoint(worth.weights)
    return Value(solved.vector, system.damping, solved.iterations, solved.residual)


def donor_strength(x: Vector, totals: Vector, damping: float) -> Vector:
    """What a new link of weight 1 on each page would carry, d·x/(D + 1), in page units.

    Strong pages have much to pass on, and those that are crowded already have less for each link.
    """
    return damping * x / (totals + 1)


def _scaled(weights: Vector) -> Vector:
    greatest = float(weights.max(initial=0.0))
    return weights / greatest if greatest else weights


def _by_priority(
    priority: Mapping[str, float], graph: Graph, indexable: Flags
) -> tuple[Vector, tuple[str, ...]]:
    """The weight of each page named by path, URL or pattern; the first name that means it counts.

    A name that is redirected means the page at the end.
    """
    weights, unknown = np.zeros(len(graph.pages)), []
    for name, weight in priority.items():
        named = meant(name, graph.addresses, graph.folding) & indexable
        weights[named & (weights == 0)] = weight
        if not named.any():
            unknown.append(name)
    return weights, tuple(unknown)


def meant(name: str, addresses: Addresses, folding: Folding) -> Flags:
    """Whether a path, URL or pattern means each page, itself or by what is folded into it."""
    pages = np.zeros(len(folding.end), dtype=bool)
    if "*" in name:
        like = addresses.pages.select(matches(pl.col("url"), name)).to_series().to_numpy()
        found = folding.end[like]
    else:
        url = name if "://" in name else addresses.origin + "/" + name.lstrip("/")
        page_id = addresses.ids(pl.Series([url]))[0]
        found = folding.end[[] if page_id is None else [int(page_id)]]
    pages[found[found >= 0]] = True
    return pages


def _by_demand(search: pl.DataFrame, graph: Graph) -> Vector:
    """Impressions of each page, counted by position; of its queries where they are known."""
    position = pl.col("search_position")
    counts = (
        pl.when(position.is_between(10, 20, closed="right"))
        .then(PAGE_TWO)
        .when(position <= 10)
        .then(PAGE_ONE)
        .otherwise(BEYOND)
    )
    is_query = pl.col("query").is_not_null()
    demand = (
        search.with_columns(page_id=graph.addresses.ids(search["url"]))
        .drop_nulls("page_id")
        .filter((is_query | ~is_query.any()).over("url"))
        .join(ends(graph.folding), on="page_id")
        .drop_nulls("target_id")
        .with_columns(demand=pl.col("impressions").fill_null(0) * counts)
    )
    counted = np.bincount(demand["target_id"], demand["demand"], minlength=len(graph.pages))
    return counted.astype(np.float64)


def _by_need(x: Vector, able: Eligible) -> Vector:
    """1/(x + median x) over content pages: who has little needs it most, and no page all of it."""
    median = float(np.median(x[able.content])) if able.content.any() else 1.0
    return np.where(able.content, 1 / (x + median), 0.0)

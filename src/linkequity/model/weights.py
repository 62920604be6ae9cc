"""Weights: what each link is worth, and what share of a page's weight goes where.

w = position × rel × topic. A link that is not followed keeps its weight in the page's total D and
leaks it. Of several links of one page to one target the best placed followed one counts, of all
links to one other host one; links to the page itself count nothing.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.base.settings import Weights
from linkequity.model.graph import Graph

Vector: TypeAlias = npt.NDArray[np.float64]
LEAKS: Final = (
    "nofollow",
    "external",
    "broken",
    "uncertain",
    "blocked",
    "noindex",
    "not_html",
    "not_crawled",
    "dead_end",
)


@dataclass(frozen=True)
class Transition:
    """Where a page's weight goes: shares of its total weight D, which sum to 1 (0 if D is 0).

    `shares`: n×n, row u column v, what u passes to v. `content`: the same, by links in content
    alone, still of the full D. `leaks`: per cause, the share of each page that leaks; `dead_end`
    is 1 for a page that holds equity and has no weight at all. `totals`: D. `holds`: pages that
    hold equity: indexable ones, and noindex ones where the settings let them pass it on.
    `weight`: of each link, in their order; 0 for links that do not count. `passes`: of each link,
    whether it counts and ends at a page that holds equity. `damping`: d.
    """

    shares: csr_array
    content: csr_array
    leaks: dict[str, Vector]
    totals: Vector
    holds: npt.NDArray[np.bool_]
    weight: Vector
    passes: npt.NDArray[np.bool_]
    damping: float


def weigh(graph: Graph, weights: Weights) -> Transition:
    """The transition of a graph under these weights; linear in links."""
    weight = _counted_weight(graph, weights)
    kind = graph.folding.kind.cast(pl.String)
    kinds = ["indexable", "noindex"] if weights.noindex_passes else ["indexable"]
    holds = kind.is_in(kinds).to_numpy()
    counted = _flows(graph, weight, kinds)
    totals = sum_by(counted["source_id"], counted["weight"], len(holds))
    counted = counted.with_columns(share=counted["weight"] / totals[counted["source_id"]])
    passed = counted.filter(pl.col("leak").is_null())
    content = passed.filter(pl.col("link_position") == "content")
    leaks = {cause: _leak(counted, cause, len(holds)) for cause in LEAKS}
    leaks["dead_end"] = (holds & (totals == 0)).astype(np.float64)
    return Transition(
        shares=_matrix(passed, len(holds)),
        content=_matrix(content, len(holds)),
        leaks=leaks,
        totals=totals,
        holds=holds,
        weight=weight,
        passes=np.isin(np.arange(len(weight)), passed["link"]),
        damping=weights.damping,
    )


def placed_weight(weights: Weights) -> pl.Expr:
    """Position × topic of each link. The words of content links are not read yet: `topic_unread`.

    A block that repeats across pages says nothing of this page's topic: 1, as for menus.
    """
    position = pl.col("link_position").cast(pl.String)
    boilerplate = {
        name: float(getattr(weights, name))
        for name in ("breadcrumb", "sidebar", "navigation", "header", "footer")
    }
    by_place = position.replace_strict(boilerplate, default=None, return_dtype=pl.Float64)
    content = pl.when("repeated").then(weights.repeated_content)
    return pl.coalesce(by_place, content.otherwise(weights.content * weights.topic_unread))


def _counted_weight(graph: Graph, weights: Weights) -> Vector:
    """The weight of each link that counts, in the links' order; 0 for all others."""
    external = pl.col("target_kind") == "external"
    factor = pl.when(external).then(weights.external).otherwise(1.0)
    speaking = graph.linking.to_frame("speaks").with_row_index("source_id")
    able = (
        graph.links.with_row_index("link")
        .join(
            speaking.with_columns(pl.col("source_id").cast(pl.Int32)),
            on="source_id",
            how="left",
            maintain_order="left",
        )
        .filter(
            pl.col("speaks"),
            pl.col("target_kind").is_not_null(),
            pl.col("target_id").is_null() | (pl.col("target_id") != pl.col("source_id")),
        )
        .with_columns(weight=placed_weight(weights) * factor)
    )
    # Any followed link goes before any that is not, then the heavier, then the earlier one.
    best = (
        able.select("link", "source_id", "target_key", "followed", "weight")
        .sort("followed", "weight", descending=True, maintain_order=True)
        .unique(["source_id", "target_key"], keep="first")
    )
    weight = np.zeros(len(graph.links))
    weight[best["link"].to_numpy()] = best["weight"].to_numpy()
    return weight


def _flows(graph: Graph, weight: Vector, holding: list[str]) -> pl.DataFrame:
    """Links with weight, and by which cause they leak; null where they do not."""
    kind = pl.col("target_kind").cast(pl.String)
    leak = (
        pl.when(kind == "external")
        .then(kind)
        .when(~pl.col("followed"))
        .then(pl.lit("nofollow"))
        .when(~kind.is_in(holding))
        .then(kind)
    )
    return (
        graph.links.with_row_index("link")
        .with_columns(weight=weight)
        .filter(pl.col("weight") > 0)
        .with_columns(leak=leak)
    )


def _leak(counted: pl.DataFrame, cause: str, pages: int) -> Vector:
    leaking = counted.filter(pl.col("leak") == cause)
    return sum_by(leaking["source_id"], leaking["share"], pages)


def sum_by(page_id: pl.Series, amount: pl.Series, pages: int) -> Vector:
    """Amounts summed by page, as a vector of all pages."""
    return np.bincount(page_id, amount, minlength=pages).astype(np.float64)


def _matrix(links: pl.DataFrame, pages: int) -> csr_array:
    places = (links["source_id"].to_numpy(), links["target_id"].to_numpy())
    return csr_array((links["share"].to_numpy(), places), shape=(pages, pages))

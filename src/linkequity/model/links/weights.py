"""Weights: what each link is worth, and what share of a page's weight goes where.

w = position × rel × topic. A link that is not followed keeps its weight in the page's total D and
leaks it. Of several links of one page to one target the best placed followed one counts, of all
links to one other host one; links to the page itself count nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.base.settings import Weights
from linkequity.model.engine.parcel import LinkRows
from linkequity.model.engine.templates import Factoring
from linkequity.model.fact_tables import TARGET_KINDS
from linkequity.model.links.graph import Graph
from linkequity.model.links.topics import TOPIC, TOPIC_TYPE, topic_factor

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
PASSES: Final = 255


@dataclass(frozen=True)
class Transition:
    """Where a page's weight goes: shares of its total weight D, which sum to 1 (0 if D is 0).

    `leaks`: per cause, the share of each page that leaks; `dead_end` is 1 for a page that holds
    equity and has no weight at all. `totals`: D. `holds`: pages that hold equity: indexable ones,
    and noindex ones where the settings let them pass it on. `weight`: of each link, in their
    order; 0 for links that do not count. `passes`: of each link, whether it counts and ends at a
    page that holds equity. `factoring`: all of these links, repeated blocks once; `in_content`:
    those in content alone, still of the full D. `damping`: d.
    """

    graph: Graph
    leaks: dict[str, Vector]
    totals: Vector
    holds: npt.NDArray[np.bool_]
    weight: Vector
    passes: npt.NDArray[np.bool_]
    factoring: Factoring
    damping: float

    @cached_property
    def shares(self) -> csr_array:
        """P, n×n: row u column v, what u passes to v. Link by link: large on large sites."""
        return self._matrix(self.passes)

    @cached_property
    def content(self) -> csr_array:
        """The same, by links in content alone, still of the full D."""
        return self._matrix(self.passes & self._is_content)

    @cached_property
    def in_content(self) -> Factoring:
        """The links of `content`, repeated blocks once."""
        rows = _link_rows(self.graph, np.where(self._is_content & self.passes, self.weight, 0.0))
        factoring = Factoring(self.holds)
        factoring.add(0, rows.rows)
        return factoring.out_of(self.totals)

    @property
    def _is_content(self) -> npt.NDArray[np.bool_]:
        return (self.graph.links["link_position"] == "content").fill_null(value=False).to_numpy()

    def _matrix(self, which: npt.NDArray[np.bool_]) -> csr_array:
        links = self.graph.links.select("source_id", "target_id").filter(pl.Series(which))
        source, target = links["source_id"].to_numpy(), links["target_id"].to_numpy()
        share = self.weight[which] / self.totals[source]
        pages = len(self.totals)
        return csr_array((share, (source, target)), shape=(pages, pages))


def weigh(graph: Graph, weights: Weights) -> Transition:
    """The transition of a graph under these weights; linear in links."""
    holds = holding(graph, weights)
    factoring = Factoring(holds)
    arranged = possible_rows(graph, weights)
    weight = np.zeros(len(graph.links))
    weight[arranged.order] = factoring.add_pages(*arranged.of_pages)
    cause = _causes(graph, weight, holding_kinds(weights))
    return Transition(
        graph=graph,
        leaks=_leaks(graph, weight, cause, factoring.totals, holds),
        totals=factoring.totals,
        holds=holds,
        weight=weight,
        passes=(weight > 0) & (cause == PASSES),
        factoring=factoring,
        damping=weights.damping,
    )


def holding(graph: Graph, weights: Weights) -> npt.NDArray[np.bool_]:
    """Which pages hold equity, by page_id."""
    return graph.folding.kind.cast(pl.String).is_in(holding_kinds(weights)).to_numpy()


def holding_kinds(weights: Weights) -> list[str]:
    """The kinds of pages that hold equity."""
    return ["indexable", "noindex"] if weights.noindex_passes else ["indexable"]


def placed_weight(weights: Weights) -> pl.Expr:
    """Position × topic of each link, by its link_position, repeated and TOPIC.

    A block that repeats across pages says nothing of this page's topic: 1, as for menus.
    """
    by_place = pl.coalesce(
        pl.when(pl.col("link_position") == name).then(float(getattr(weights, name)))
        for name in ("breadcrumb", "sidebar", "navigation", "header", "footer")
    )
    content = pl.when("repeated").then(weights.repeated_content)
    return pl.coalesce(by_place, content.otherwise(weights.content * topic_factor(weights)))


def weight_at(position: str, weights: Weights) -> float:
    """What a followed link weighs here, in a block of its own page, if nobody read its words."""
    unread = pl.Series([None], dtype=TOPIC_TYPE)
    place = pl.DataFrame({"link_position": [position], "repeated": [False], TOPIC: unread})
    return float(place.select(placed_weight(weights)).item())


def _possible_weight(graph: Graph, weights: Weights) -> Vector:
    """What each link would weigh if it counted, in the links' order; 0 where it cannot."""
    external = pl.col("target_kind") == "external"
    factor = pl.when(external).then(weights.external).otherwise(1.0)
    speaks = graph.linking.gather(graph.links["source_id"]).fill_null(value=False)
    able = pl.col("target_kind").is_not_null() & pl.col("target_id").ne_missing(pl.col("source_id"))
    weight = pl.when(able & pl.lit(speaks)).then(placed_weight(weights) * factor).otherwise(0.0)
    return graph.links.select(weight.alias("weight")).to_series().to_numpy()


class Arranged(NamedTuple):
    """Links page by page, and the number of each in the graph's order."""

    rows: LinkRows
    order: npt.NDArray[np.int64]

    @property
    def of_pages(self) -> tuple[npt.NDArray[np.uint32], LinkRows]:
        """The pages that have links here, and those; edits are about the links of a few."""
        pointers = self.rows.pointers
        pages = np.flatnonzero(np.diff(pointers))
        ends = np.append(pointers[pages], pointers[-1])
        return pages.astype(np.uint32), self.rows._replace(pointers=ends)


def possible_rows(graph: Graph, weights: Weights) -> Arranged:
    """The links that could count, with what each would weigh."""
    return _link_rows(graph, _possible_weight(graph, weights))


def _link_rows(graph: Graph, weight: Vector) -> Arranged:
    """The links that could count with these weights, by source, in the graph's order on a page."""
    source = graph.links["source_id"].fill_null(0).to_numpy()
    order = np.flatnonzero(weight > 0)
    if (np.diff(source[order]) < 0).any():
        order = order[np.argsort(source[order], kind="stable")]
    ends = np.cumsum(np.bincount(source[order], minlength=len(graph.pages)))
    columns = graph.links.select(
        pl.col("target_key").fill_null(-1),
        pl.col("followed").fill_null(value=True),
        "container_hash",
    )
    key, followed, container = (columns[name].to_numpy()[order] for name in columns.columns)
    rows = LinkRows(np.concatenate([[0], ends]), key, weight[order], followed, container)
    return Arranged(rows, order)


def _causes(graph: Graph, weight: Vector, holding: list[str]) -> npt.NDArray[np.uint8]:
    """By which of LEAKS each link leaks; PASSES where it does not."""
    numbers = {cause: number for number, cause in enumerate(LEAKS)}
    by_kind = [PASSES if name in holding else numbers.get(name, PASSES) for name in TARGET_KINDS]
    kind = graph.links["target_kind"].to_physical().fill_null(0).to_numpy()
    unfollowed = ~graph.links["followed"].fill_null(value=True).to_numpy()
    unfollowed &= kind != TARGET_KINDS.index("external")
    found: npt.NDArray[np.uint8] = np.array(by_kind, dtype=np.uint8)[kind]
    found[unfollowed] = numbers["nofollow"]
    found[weight <= 0] = PASSES
    return found


def _leaks(
    graph: Graph,
    weight: Vector,
    cause: npt.NDArray[np.uint8],
    totals: Vector,
    holds: npt.NDArray[np.bool_],
) -> dict[str, Vector]:
    source, leaks = graph.links["source_id"].fill_null(0).to_numpy(), {}
    for number, name in enumerate(LEAKS):
        leaking = np.flatnonzero(cause == number)
        amount = np.bincount(source[leaking], weight[leaking], minlength=len(holds))
        leaks[name] = np.divide(amount, totals, out=np.zeros_like(totals), where=totals > 0)
    leaks["dead_end"] = (holds & (totals == 0)).astype(np.float64)
    return leaks


def sum_by(page_id: pl.Series, amount: pl.Series, pages: int) -> Vector:
    """Amounts summed by page, as a vector of all pages."""
    return np.bincount(page_id, amount, minlength=pages).astype(np.float64)

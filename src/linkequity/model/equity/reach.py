"""Reach: how far the equity of backlinks gets, in content.

Content flow keeps content links only, with the full weight D of each page, so that menus dilute
it and do not carry it. With menus counted every backlink would reach every page.

How many pages are lifted is found near the landing page (`engine.pushing`), however large the
site. How the whole flow spreads out takes a solve of the whole site, and is measured for the
landing pages with the most equity: for as many as results show, for more where that is quick.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.model.engine.pushing import count_reached
from linkequity.model.engine.spreading import spread
from linkequity.model.engine.system import System
from linkequity.model.links.weights import Vector

Ids: TypeAlias = npt.NDArray[np.integer]

# A page is lifted if it gets at least 1% of what a backlink brought.
LIFTED = 0.01
# What may still be on its way of a unit, in content and where pages with 1% are only counted.
TOLERANCE = 1e-5
COUNTED = 1e-4
# The flow of so many landing pages is measured whole, or of as many as pass over so many stored
# links in one sweep of each: a few seconds.
ALWAYS_WHOLE = 200
WHOLE_LINKS = 200_000_000


@dataclass(frozen=True)
class Reach:
    """How far one parcel of backlink equity gets; see LANDINGS."""

    pages_lifted: int
    reach: float
    others_lifted: int


def measure(spread_out: Vector, parcel: Vector, content: npt.NDArray[np.bool_]) -> Reach:
    """Reach of one parcel: `spread_out` is its flow (n), `parcel` where it landed (n)."""
    landed = parcel > 0
    counts = content | landed
    lifted = counts & (spread_out >= LIFTED * parcel.sum())
    flow = spread_out[counts & (spread_out > 0)]
    share = flow / flow.sum() if flow.size else flow
    return Reach(
        pages_lifted=int((lifted | landed).sum()),
        reach=float(np.exp(-(share * np.log(share)).sum())) if flow.size else 0.0,
        others_lifted=int((lifted & ~landed).sum()),
    )


def unit_parcels(pages: Ids, total: int) -> csr_array:
    """One unit on each of the given pages, a row each (k×total)."""
    rows = np.arange(len(pages))
    return csr_array((np.ones(len(pages)), (rows, pages)), shape=(len(pages), total))


def as_it_is(flow: Vector) -> Vector:
    """A flow that nothing changes."""
    return flow


def measure_each(
    system: System,
    pages: Ids,
    content: npt.NDArray[np.bool_],
    then: Callable[[Vector], Vector] = as_it_is,
    tolerance: float = TOLERANCE,
) -> list[Reach]:
    """Reach of one unit on each of the pages, given by page_id, in that order.

    `then` makes of each flow what it is after edits; of each at most `tolerance` is missing.
    """
    parcels = unit_parcels(pages, system.pages)
    flows = map(then, spread(system, parcels, tolerance))
    return [measure(flow, parcels[[row]].toarray()[0], content) for row, flow in enumerate(flows)]


def landed_pages(placed: pl.DataFrame) -> pl.DataFrame:
    """url, backlinks, referring_domains and equity of each page where FACT_BACKLINKS bring it in.

    The most equity first.
    """
    bring = placed.filter(pl.col("landing").is_not_null(), pl.col("strength") > 0)
    return (
        bring.group_by(url="landing")
        .agg(
            backlinks=pl.len().cast(pl.Int64),
            referring_domains=pl.col("referring_domain").drop_nulls().n_unique().cast(pl.Int64),
            equity=pl.col("strength").sum(),
        )
        .sort("equity", "url", descending=[True, False])
    )


def measured_whole(*systems: System) -> int:
    """The flow of how many landing pages is measured through the whole of each of the systems."""
    links = sum(system.stored_links + system.pages for system in systems)
    return max(ALWAYS_WHOLE, WHOLE_LINKS // max(1, links))


def others_lifted(
    links: csr_array,
    system: System,
    pages: Ids,
    content: npt.NDArray[np.bool_],
    then: Callable[[Vector], Vector] = as_it_is,
) -> pl.Series:
    """How many content pages but itself one unit on each of the pages lifts, found near it.

    `links`: P by links in content (n×n), after edits, `system` and `then` as in `measure_each`. Of
    pages where that leaves a doubt the first ALWAYS_WHOLE are measured whole; null for the others.
    """
    counts = count_reached(links * system.damping, pages, content, LIFTED)
    doubtful = np.flatnonzero(counts.least != counts.most)
    whole = doubtful[:ALWAYS_WHOLE]
    counts.least[whole] = [
        reach.others_lifted for reach in measure_each(system, pages[whole], content, then)
    ]
    known = np.ones(len(pages), dtype=bool)
    known[doubtful[ALWAYS_WHOLE:]] = False
    found = pl.DataFrame({"others": counts.least, "known": known})
    return found.select(pl.when("known").then("others").cast(pl.Int64)).to_series()


def landings_frame(
    landed: pl.DataFrame, by_content: list[Reach], by_all: list[Reach], near: pl.Series
) -> pl.DataFrame:
    """LANDINGS from url, backlinks, referring_domains, equity, and the reach of each.

    The first of them have all of their reach, of the others how many pages they lift: `near`.
    """
    others = pl.Series([r.others_lifted for r in by_content], dtype=pl.Int64).append(near)
    measured = pl.DataFrame(
        {
            "reach": pl.Series([r.reach for r in by_content], dtype=pl.Float64),
            "pages_lifted_with_menus": pl.Series([r.pages_lifted for r in by_all], dtype=pl.Int64),
        }
    )
    rest = measured.clear(landed.height - measured.height)
    return pl.concat([landed, pl.concat([measured, rest])], how="horizontal").select(
        *landed.columns,
        (others + 1).alias("pages_lifted"),
        "pages_lifted_with_menus",
        "reach",
        (others == 0).alias("stranded"),
    )

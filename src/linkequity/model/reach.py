"""Reach: how far the equity of backlinks gets, in content.

Content flow keeps content links only, with the full weight D of each page, so that menus dilute
it and do not carry it. With menus counted every backlink would reach every page.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.model.engine.spreading import spread
from linkequity.model.engine.system import System
from linkequity.model.weights import Vector

# A page is lifted if it gets at least 1% of what a backlink brought.
LIFTED = 0.01
# The search for 1% needs no more: what is missing from any page is a thousandth of that.
TOLERANCE = 1e-5


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


def unit_parcels(pages: Vector, total: int) -> csr_array:
    """One unit on each of the given pages, a row each (k×total)."""
    rows = np.arange(len(pages))
    return csr_array((np.ones(len(pages)), (rows, pages)), shape=(len(pages), total))


def as_it_is(flow: Vector) -> Vector:
    """A flow that nothing changes."""
    return flow


def measure_each(
    system: System,
    pages: Vector,
    content: npt.NDArray[np.bool_],
    then: Callable[[Vector], Vector] = as_it_is,
) -> list[Reach]:
    """Reach of one unit on each of the pages, given by page_id, in that order.

    `then` makes of each flow what it is after edits.
    """
    parcels = unit_parcels(pages, system.pages)
    flows = map(then, spread(system, parcels, TOLERANCE))
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


def landings_frame(
    landed: pl.DataFrame, by_content: list[Reach], by_all: list[Reach]
) -> pl.DataFrame:
    """LANDINGS from url, backlinks, referring_domains, equity, and the reach of each."""
    return landed.with_columns(
        pages_lifted=pl.Series([r.pages_lifted for r in by_content], dtype=pl.Int64),
        pages_lifted_with_menus=pl.Series([r.pages_lifted for r in by_all], dtype=pl.Int64),
        reach=pl.Series([r.reach for r in by_content], dtype=pl.Float64),
        stranded=pl.Series([r.others_lifted == 0 for r in by_content], dtype=pl.Boolean),
    )

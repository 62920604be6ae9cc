"""Reach: how far the equity of backlinks gets, in content.

Content flow keeps content links only, with the full weight D of each page, so that menus dilute
it and do not carry it. With menus counted every backlink would reach every page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.model.series import sum_series
from linkequity.model.weights import Vector

# A page is lifted if it gets at least 1% of what a backlink brought.
LIFTED = 0.01
# The search for 1% needs no more: what is missing from any page is a thousandth of that.
TOLERANCE = 1e-5
# Right-hand sides solved at once: 32 columns of 100,000 pages are 26 MB, and some copies of it.
BLOCK_CELLS = 3_200_000


@dataclass(frozen=True)
class Reach:
    """How far one parcel of backlink equity gets; see LANDINGS."""

    pages_lifted: int
    reach: float
    others_lifted: int


def spread(shares: csr_array, parcels: csr_array, damping: float) -> Iterator[Vector]:
    """(I − d·Pᵀ)⁻¹ of each row of `parcels` (k×n), one after the other, solved in dense blocks.

    Each answer (n) is within TOLERANCE of the parcel's size on every page; memory is bounded by
    BLOCK_CELLS whatever k is.
    """
    width = max(1, BLOCK_CELLS // max(1, shares.shape[0]))
    for first in range(0, parcels.shape[0], width):
        block = parcels[first : first + width].T.toarray()
        yield from sum_series(shares, block, damping, TOLERANCE).total.T


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


def measure_each(
    shares: csr_array, pages: Vector, content: npt.NDArray[np.bool_], damping: float
) -> list[Reach]:
    """Reach of one unit on each of the pages, given by page_id, in that order."""
    parcels = unit_parcels(pages, shares.shape[0])
    flows = spread(shares, parcels, damping)
    return [measure(flow, parcels[[row]].toarray()[0], content) for row, flow in enumerate(flows)]


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


def measure_together(
    shares: csr_array, parcel: Vector, content: npt.NDArray[np.bool_], damping: float
) -> Reach | None:
    """Reach of equity that lands on several pages at once (n); None where nothing lands."""
    if not parcel.sum():
        return None
    (flow,) = spread(shares, csr_array(parcel[np.newaxis, :]), damping)
    return measure(flow, parcel, content)

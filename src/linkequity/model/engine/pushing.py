"""What one page hands to the pages around it, found near it: equity pushed on until no doubt is
left.

A unit starts on a page. The page keeps what it has in `arrived` and pushes d·P of it on to its
neighbours, in whose `rest` it waits until they push in turn (Andersen, Chung, Lang 2006). At any
moment

    y = arrived + (I − Aᵀ)⁻¹·rest        A = d·P

so page i has arrived_i at least, and with onward = (I − A)⁻¹·1 (what becomes of a unit on each
page) and inward = (I − Aᵀ)⁻¹·1 (what a page gets of a unit on each) at most

    arrived_i + rest_i + min(max rest · inward_i, Σ_k rest_k · (onward_k − 1))

The work depends on the neighbourhood, not on how many pages the site has.
"""

from typing import Final, NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from linkequity.model.engine.compiled import compiled

Number = TypeVar("Number", bound=np.generic)
Vector: TypeAlias = npt.NDArray[np.float64]
Counts: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Ids: TypeAlias = npt.NDArray[np.integer]

# Rests above the first are pushed on before anything is judged, then those above the next.
RESTS: Final = (1e-3, 2e-4, 4e-5, 8e-6, 1.6e-6)
# Links followed for one page until what is in doubt stays so: a tenth of a millisecond or two.
MOST_LINKS: Final = 100_000
# What is missing of the bounds' series is added to them, so it need not be small.
BOUND_STEPS: Final = 100
STEP_LEFT: Final = 1e-3


class Rows(NamedTuple):
    """A by source: the links of page u are `pointers[u]:pointers[u + 1]`."""

    pointers: Counts
    targets: npt.NDArray[np.int32]
    shares: Vector


class Bounds(NamedTuple):
    """Of each page what becomes of a unit on it, and what it gets of a unit on each; no less.

    `counted`: the pages that are asked about. `gather`: `inward` of those, ascending.
    """

    onward: Vector
    inward: Vector
    counted: Flags
    gather: Vector


class Desk(NamedTuple):
    """Room for one page at a time: zeros between two. `touched`: pages met, `queue`: to push."""

    arrived: Vector
    rest: Vector
    met: Flags
    queued: Flags
    touched: Counts
    queue: Counts


class Limits(NamedTuple):
    """The `level` that counts, and how long to push: see RESTS and MOST_LINKS."""

    level: float
    rests: Vector
    links: int


class Counted(NamedTuple):
    """How many pages get the level, at least and at most: equal where nothing is in doubt."""

    least: Counts
    most: Counts


def count_reached(passing: csr_array, pages: Ids, counted: Flags, level: float) -> Counted:
    """Of a unit on each of `pages`, how many `counted` pages but itself get `level` or more.

    `passing` is A = d·P (n×n, rows sum to less than 1, none negative).
    """
    counts = Counted(np.zeros(len(pages), np.int64), np.zeros(len(pages), np.int64))
    if not len(pages):
        return counts
    rows = Rows(
        passing.indptr.astype(np.int64),
        passing.indices.astype(np.int32),
        np.asarray(passing.data, dtype=np.float64),
    )
    size = passing.shape[0]
    desk = Desk(*_zeros(size, np.float64), *_zeros(size, np.bool_), *_zeros(size, np.int64))
    limits = Limits(level, np.array(RESTS), MOST_LINKS)
    _count_each(rows, _bounds(passing, counted), desk, limits, (pages.astype(np.int64), *counts))
    return counts


def _zeros(size: int, dtype: type[Number]) -> tuple[npt.NDArray[Number], npt.NDArray[Number]]:
    return np.zeros(size, dtype=dtype), np.zeros(size, dtype=dtype)


def _bounds(passing: csr_array, counted: Flags) -> Bounds:
    damping = float(passing.sum(axis=1).max(initial=0.0))
    onward, inward = (_summed(matrix, damping) for matrix in (passing, passing.T.tocsr()))
    return Bounds(onward, inward, counted, np.sort(inward[counted]))


def _summed(matrix: csr_array, damping: float) -> Vector:
    """(I − matrix)⁻¹·1, from above: what the series lacks is added to each page."""
    step = np.ones(matrix.shape[0])
    total = step.copy()
    for _ in range(BOUND_STEPS):
        step = np.asarray(matrix @ step, dtype=np.float64).reshape(-1)
        total += step
        if float(step.sum()) <= STEP_LEFT:
            break
    return np.asarray(total + float(step.sum()) * damping / (1 - damping))


@compiled
def _count_each(
    rows: Rows, bounds: Bounds, desk: Desk, limits: Limits, counts: tuple[Counts, Counts, Counts]
) -> None:
    pages, least, most = counts
    for at in range(len(pages)):
        page = pages[at]
        desk.rest[page], desk.met[page], desk.touched[0] = 1.0, True, page
        met, followed = 1, 0
        for rest in limits.rests:
            met, followed = _push(rows, desk, (met, followed), rest, limits.links)
            least[at], most[at] = _judge(bounds, desk, page, met, limits.level)
            if least[at] == most[at] or followed > limits.links:
                break
        _clear(desk, met)


@compiled
def _push(
    rows: Rows, desk: Desk, done: tuple[int, int], least: float, most_links: int
) -> tuple[int, int]:
    """Push all rests above `least` on, first come first served; pages met, links followed."""
    met, followed = done
    size, first, waiting = len(desk.queue), 0, 0
    for k in range(met):
        if desk.rest[desk.touched[k]] > least:
            desk.queue[waiting], desk.queued[desk.touched[k]] = desk.touched[k], True
            waiting += 1
    while waiting and followed <= most_links:
        page = desk.queue[first]
        first, waiting = (first + 1) % size, waiting - 1
        desk.queued[page] = False
        amount = desk.rest[page]
        desk.arrived[page] += amount
        desk.rest[page] = 0.0
        for k in range(rows.pointers[page], rows.pointers[page + 1]):
            target = rows.targets[k]
            desk.rest[target] += amount * rows.shares[k]
            if not desk.met[target]:
                desk.met[target], desk.touched[met] = True, target
                met += 1
            if desk.rest[target] > least and not desk.queued[target]:
                desk.queued[target] = True
                desk.queue[(first + waiting) % size] = target
                waiting += 1
        followed += rows.pointers[page + 1] - rows.pointers[page] + 1
    for k in range(waiting):
        desk.queued[desk.queue[(first + k) % size]] = False
    return met, followed


@compiled
def _judge(bounds: Bounds, desk: Desk, page: int, met: int, level: float) -> tuple[int, int]:
    """How many counted pages but `page` get the level for certain, and how many may."""
    largest, moving = 0.0, 0.0
    for k in range(met):
        rest = desk.rest[desk.touched[k]]
        largest = max(largest, rest)
        moving += rest * (bounds.onward[desk.touched[k]] - 1)
    most = 0
    if moving >= level and largest > 0:
        most = len(bounds.gather) - int(np.searchsorted(bounds.gather, level / largest))
    least = 0
    for k in range(met):
        other = desk.touched[k]
        if not bounds.counted[other]:
            continue
        if moving >= level and largest > 0 and bounds.inward[other] >= level / largest:
            most -= 1  # judged here, more finely
        sure = desk.arrived[other] + desk.rest[other]
        if other != page and sure + min(largest * bounds.inward[other], moving) >= level:
            most += 1
            if sure >= level:
                least += 1
    return least, most


@compiled
def _clear(desk: Desk, met: int) -> None:
    for k in range(met):
        page = desk.touched[k]
        desk.arrived[page] = desk.rest[page] = 0.0
        desk.met[page] = False

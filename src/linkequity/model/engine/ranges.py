"""Ranges of pages that seldom link to each other, each scaled to hold what it must.

In URL order languages, versions and sections lie together. Where few links lead from one range to
another, a sweep soon has the shares within each right and what it holds in all wrong, and that
changes slowly. What range r must hold, f_r times what it does, follows from few numbers (Koury,
McAllister and Stewart, SIAM J. Algebraic Discrete Methods 5, 1984): with S what enters each, Y the
sum of y there and C_rq what q passes on to r,

    f_r·Y_r = S_r + Σ_q C_rq·f_q

Only links that cross are read for this: the rest of what a range passes on stays in it.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.compiled import compiled, in_place
from linkequity.model.engine.matrix import Ids, Matrix, Vector, next_run
from linkequity.model.engine.sweeps import Problem, State

Places: TypeAlias = npt.NDArray[np.int64]
# At most so many ranges; what they hold is solved for as a whole.
RANGES = 32
# Pages, a power of two, between which no range ends.
TOGETHER = 64
# A site of fewer pages for each range is not worth their sums.
SMALLEST = 1024
# Of so many pages one is asked where ranges should end.
ASKED = 8
# Of the links on the smaller side of an end one in so many may cross it; and one in so many of all
# links may cross an end.
SELDOM, IN_ALL = 64, 16


class Crossing(NamedTuple):
    """Links from one range to another: the cell of C, to · ranges + from; page; weight."""

    cells: npt.NDArray[np.uint16]
    pages: Ids
    weights: Vector


class Ranges(NamedTuple):
    """The pages of range r are `starts[r]:starts[r + 1]`.

    `crossing`: links between ranges. `reads`: by range and block, the weight with which its pages
    read the block. `source`: what enters each range.
    """

    starts: Places
    crossing: Crossing
    reads: npt.NDArray[np.float64]
    source: Vector


def ranges_of(matrix: Matrix, source: Vector) -> Ranges | None:
    """Ranges between which few links lead; None where there are none."""
    pages, blocks = len(source), len(matrix.block_weights)
    if pages < RANGES * SMALLEST or blocks * RANGES * ASKED > pages:
        return None
    starts = _starts(matrix, pages)
    count, room = len(starts) - 1, 2 * len(matrix.entries) // IN_ALL
    of_bin = np.repeat(np.arange(count), np.diff(-(-starts // TOGETHER))).astype(np.uint16)
    crossing = Crossing(np.empty(room, np.uint16), np.empty(room, np.uint32), np.empty(room))
    found = find_crossing(matrix, of_bin, crossing) if count > 1 else 0
    if count == 1 or found > room:
        return None
    cells = of_bin[matrix.reads.rows[:-1] // TOGETHER].astype(np.int64) * blocks
    weights = matrix.block_weights[matrix.reads.numbers]
    reads = np.bincount(cells + matrix.reads.numbers, weights, minlength=count * blocks)
    return Ranges(
        starts,
        Crossing(crossing.cells[:found], crossing.pages[:found], crossing.weights[:found]),
        reads.astype(np.float64).reshape(count, blocks),
        np.add.reduceat(source, starts[:-1]),
    )


def _starts(matrix: Matrix, pages: int) -> Places:
    """Where ranges begin, and the end of the last: of ends in places all over, the seldom crossed.

    In each of RANGES zones the one end that the fewest links cross; of these as many as may be.
    """
    bins = -(-pages // TOGETHER)
    change = np.zeros(bins + 1, dtype=np.int64)
    links = count_crossings(matrix, change)
    across = np.cumsum(change)
    middles = (np.arange(2 * RANGES) * bins) // (2 * RANGES)
    zones = zip(middles[1:-1:2], middles[3::2], strict=True)
    ends = np.array([first + np.argmin(across[first:last]) for first, last in zones]) + 1
    crossed = across[ends - 1]
    seldom = crossed * SELDOM * bins <= links * np.minimum(ends, bins - ends)
    order = np.argsort(crossed, kind="stable")
    order = order[seldom[order]]
    kept = order[np.cumsum(crossed[order]) * IN_ALL <= links]
    return np.concatenate([[0], np.sort(ends[kept]) * TOGETHER, [pages]])


@compiled
def count_crossings(matrix: Matrix, change: Places) -> int:
    """By how many more links the end of each bin is crossed than that of the last; of how many."""
    mask, links = (1 << matrix.bits) - 1, 0
    for i in range(0, len(matrix.pointers) - 1, ASKED):
        here = np.int64(i // TOGETHER)
        for k in range(matrix.pointers[i], matrix.pointers[i + 1]):
            there = np.int64(matrix.entries[k] & mask) // TOGETHER
            change[min(here, there)] += 1
            change[max(here, there)] -= 1
            links += 1
    return links


@compiled
def find_crossing(matrix: Matrix, of_bin: npt.NDArray[np.uint16], crossing: Crossing) -> int:
    """Write down the links that cross, as many as there is room for; how many they are."""
    bits, mask = matrix.bits, (1 << matrix.bits) - 1
    count, found, rare = np.int64(of_bin[-1]) + 1, 0, 0
    for i in range(len(matrix.pointers) - 1):
        here = np.int64(of_bin[i // TOGETHER])
        for k in range(matrix.pointers[i], matrix.pointers[i + 1]):
            page = int(matrix.entries[k] & mask)
            there = of_bin[page // TOGETHER]
            if there != here:
                weight = matrix.weights[matrix.entries[k] >> bits]
                found = _note(crossing, found, here * count + there, page, weight)
        while matrix.rare.rows[rare] == i:
            page = int(matrix.rare.numbers[rare])
            there = of_bin[page // TOGETHER]
            if there != here:
                weight = matrix.rare_weights[rare]
                found = _note(crossing, found, here * count + there, page, weight)
            rare += 1
    return found


@in_place
def _note(crossing: Crossing, found: int, cell: int, page: int, weight: float) -> int:
    if found < len(crossing.cells):
        crossing.cells[found], crossing.pages[found] = cell, page
        crossing.weights[found] = weight
    return found + 1


class Held(NamedTuple):
    """By range: Σ y, Σ of what is passed on, f·y, and (by block too) what it writes to blocks."""

    total: Vector
    onward: Vector
    written: npt.NDArray[np.float64]


def scale_ranges(ranges: Ranges, problem: Problem, state: State) -> None:
    """Scale each range to what it must hold, where that is told well enough."""
    count = len(ranges.source)
    held = Held(np.zeros(count), np.zeros(count), np.zeros(ranges.reads.shape))
    sum_ranges(problem, state, ranges.starts, held)
    flows = np.zeros(count * count)
    sum_crossing(ranges.crossing, state.z, flows)
    factors = _factors(ranges, held, flows.reshape(count, count))
    if factors is None:
        return
    for factor, first, last in zip(factors, ranges.starts, ranges.starts[1:], strict=False):
        for part in (state.y, state.z):
            np.multiply(part[first:last], factor, out=part[first:last])
    np.einsum("r,rb->b", factors, held.written, out=state.sums)


def _factors(ranges: Ranges, held: Held, flows: npt.NDArray[np.float64]) -> Vector | None:
    flows += np.einsum("rb,qb->rq", ranges.reads, held.written)
    np.fill_diagonal(flows, 0.0)
    np.fill_diagonal(flows, held.onward - flows.sum(axis=0))
    if not (held.total > held.onward).all():
        return None
    factors = np.linalg.solve(np.diag(held.total) - flows, ranges.source).astype(np.float64)
    return factors if ((factors > 0.1) & (factors < 10)).all() else None


@compiled
def sum_ranges(problem: Problem, state: State, starts: Places, held: Held) -> None:
    """What each range holds; in parcels of 4096, so that rounding stays small."""
    y, z, kept = state.y, state.z, problem.kept
    writes = problem.matrix.writes
    run, first, last, waiting = 0, 0, 0, 0.0
    for r in range(len(starts) - 1):
        written, total, onward = held.written[r], 0.0, 0.0
        for i in range(starts[r], starts[r + 1]):
            if writes.rows[run] == i or i % 4096 == 0:
                for k in range(first, last):
                    written[writes.blocks[k]] += waiting
                held.total[r] += total
                held.onward[r] += onward
                waiting, total, onward = 0.0, 0.0, 0.0
            if writes.rows[run] == i:
                first, last, run = next_run(writes, run)
            waiting += z[i]
            total += y[i]
            onward += kept[i] * y[i]
        for k in range(first, last):
            written[writes.blocks[k]] += waiting
        held.total[r] += total
        held.onward[r] += onward
        waiting = 0.0


@compiled
def sum_crossing(crossing: Crossing, z: Vector, flows: Vector) -> None:
    """What crosses, by cell of C."""
    cells, pages, weights = crossing
    for k in range(len(cells)):
        flows[cells[k]] += weights[k] * z[pages[k]]

"""Many parcels of equity sent through one site at once: what each makes of every page.

Gauss–Seidel as in `solver`, with a row of parcels for each page, so that a link is read once for
all of them. A parcel lands on one page and settles around it: without menus to spread it a few
sweeps are enough.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from linkequity.model.engine.compiled import compiled
from linkequity.model.engine.matrix import next_run
from linkequity.model.engine.solver import Sweeps, enough
from linkequity.model.engine.sweeps import Problem
from linkequity.model.engine.system import System
from linkequity.model.links.weights import Vector

Block: TypeAlias = npt.NDArray[np.float64]
# Parcels × pages at once: 32 parcels of 100,000 pages are three blocks of 26 MB.
BLOCK_CELLS = 3_200_000
MOST_PARCELS = 32
# Sweeps that leave more than this on its way take longer than scaled ones.
SLOW = 0.4
# Parcels that have not settled after so many sweeps are solved one by one, as any flow is.
TOGETHER = 200


def spread(system: System, parcels: csr_array, tolerance: float) -> Iterator[Vector]:
    """(I − d·Pᵀ)⁻¹ of each row of `parcels` (k×n, ≥ 0), one after the other.

    At most `tolerance` of each parcel is not yet where it ends: with l_i = 1 − d·f_i, what a page
    does not pass on, Σ l_i·|error_i| ≤ tolerance × the parcel's size. Memory is bounded by
    BLOCK_CELLS whatever k is. Raises NotConverged.
    """
    width = min(MOST_PARCELS, max(1, BLOCK_CELLS // max(1, system.pages)))
    problem = Problem(system.matrix, system.scale, system.damping * system.kept_share)
    for first in range(0, parcels.shape[0], width):
        block = np.ascontiguousarray(parcels[first : first + width].toarray().T)
        yield from _solve(problem, block, tolerance, enough(system.damping)).T


def _solve(problem: Problem, source: Block, tolerance: float, most: int) -> Block:
    """Sweep from below: what is missing of each sum is on its way, and no page has too much.

    Where most of it stays on its way it is in the menus, so nearly everywhere: from then on all is
    scaled to the right sum, as in `solver`, and what a sweep changed and passes on is on its way.
    """
    size = source.sum(axis=0)
    passed = float(problem.kept.max(initial=0.0))
    state = source.copy(), source * problem.scale[:, np.newaxis], _no_sums(problem, source)
    _gather(problem, *state[1:])
    waiting, scaled = size, False
    for _ in range(TOGETHER):
        changed, total, onward = _sweep(problem, source, state)
        before, waiting = waiting, passed * changed if scaled else size - (total - onward)
        if (waiting <= tolerance * size).all():
            return state[0]
        scaled = scaled or bool((waiting > SLOW * before).any())
        if scaled:
            stays = total - onward
            factor = np.divide(size, stays, out=np.ones_like(size), where=stays > 0)
            for part in state:
                np.multiply(part, factor, out=part)
    for parcel in np.flatnonzero(waiting > tolerance * size):
        alone = Sweeps(problem, source[:, parcel].copy(), state[0][:, parcel], most)
        alone.solve(tolerance)
        state[0][:, parcel] = alone.state.y
    return state[0]


def _no_sums(problem: Problem, source: Block) -> Block:
    return np.zeros((len(problem.matrix.block_weights), source.shape[1]))


@compiled
def _gather(problem: Problem, z: Block, sums: Block) -> None:
    rows, blocks = problem.matrix.writes
    run, first, last = 0, 0, 0
    for i in range(len(z)):
        if rows[run] == i:
            first, last, run = next_run(problem.matrix.writes, run)
        for k in range(first, last):
            _add(sums[blocks[k]], 1.0, z, i)


@compiled
def _sweep(
    problem: Problem, source: Block, state: tuple[Block, Block, Block]
) -> tuple[Vector, Vector, Vector]:
    """One sweep; of each parcel Σ|change|, Σ y, and Σ f·y, the part that does not leak."""
    matrix, scale, kept = problem
    y, z, sums = state
    bits, mask = matrix.bits, (1 << matrix.bits) - 1
    rows, blocks = matrix.writes
    rare, read, run, first, last = 0, 0, 0, 0, 0
    parcels = source.shape[1]
    changed, total, onward = np.zeros(parcels), np.zeros(parcels), np.zeros(parcels)
    new, waiting = np.empty(parcels), np.zeros((1, parcels))
    for i in range(len(y)):
        new[:] = source[i]
        for k in range(matrix.pointers[i], matrix.pointers[i + 1]):
            entry = matrix.entries[k]
            _add(new, matrix.weights[entry >> bits], z, entry & mask)
        while matrix.rare.rows[rare] == i:
            _add(new, matrix.rare_weights[rare], z, matrix.rare.numbers[rare])
            rare += 1
        if rows[run] == i or matrix.reads.rows[read] == i:
            for k in range(first, last):
                _add(sums[blocks[k]], 1.0, waiting, 0)
            waiting[:] = 0.0
        while matrix.reads.rows[read] == i:
            block = matrix.reads.numbers[read]
            _add(new, matrix.block_weights[block], sums, block)
            read += 1
        for j in range(parcels):
            changed[j] += abs(new[j] - y[i, j])
            total[j] += new[j]
            onward[j] += kept[i] * new[j]
            y[i, j] = new[j]
            waiting[0, j] += scale[i] * new[j] - z[i, j]
            z[i, j] = scale[i] * new[j]
        if rows[run] == i:
            first, last, run = next_run(matrix.writes, run)
    for k in range(first, last):
        _add(sums[blocks[k]], 1.0, waiting, 0)
    return changed, total, onward


@compiled
def _add(to: Vector, weight: float, rows: Block, row: int) -> None:
    """Add `weight` × one row; as a loop, since an expression of arrays makes one each time."""
    for j in range(len(to)):
        to[j] += weight * rows[row, j]

"""Many parcels of equity sent through one site at once: what each makes of every page.

Gauss–Seidel as in `solver`, with a row of parcels for each page, so that a link is read once for
all of them.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from linkequity.model.engine.compiled import compiled
from linkequity.model.engine.solver import MAX_SWEEPS, not_converged
from linkequity.model.engine.sweeps import Problem
from linkequity.model.engine.system import System
from linkequity.model.links.weights import Vector

Block: TypeAlias = npt.NDArray[np.float64]
# Parcels × pages at once: 32 parcels of 100,000 pages are three blocks of 26 MB.
BLOCK_CELLS = 3_200_000
MOST_PARCELS = 32


def spread(system: System, parcels: csr_array, tolerance: float) -> Iterator[Vector]:
    """(I − d·Pᵀ)⁻¹ of each row of `parcels` (k×n, ≥ 0), one after the other.

    Each answer (n) is within `tolerance` × the parcel's size of the solution, in the 1-norm;
    memory is bounded by BLOCK_CELLS whatever k is. Raises NotConverged.
    """
    width = min(MOST_PARCELS, max(1, BLOCK_CELLS // max(1, system.pages)))
    problem = Problem(system.matrix, system.scale, system.damping * system.kept_share)
    for first in range(0, parcels.shape[0], width):
        block = np.ascontiguousarray(parcels[first : first + width].toarray().T)
        yield from _solve(problem, block, tolerance * (1 - system.damping)).T


def _solve(problem: Problem, source: Block, tolerance: float) -> Block:
    size = source.sum(axis=0)
    y = source.copy()
    z = y * problem.scale[:, np.newaxis]
    sums = np.zeros((len(problem.matrix.block_weights), source.shape[1]))
    _gather(problem, z, sums)
    for _ in range(MAX_SWEEPS):
        changed, total, onward = _sweep(problem, source, (y, z, sums))
        if (changed <= tolerance * size).all():
            return y
        factor = np.divide(size, total - onward, out=np.ones_like(size), where=total > onward)
        for part in (y, z, sums):
            np.multiply(part, factor, out=part)
    raise not_converged(MAX_SWEEPS, float((changed / size).max()), tolerance)


@compiled
def _gather(problem: Problem, z: Block, sums: Block) -> None:
    writes = problem.matrix.writes
    for k in range(len(writes.numbers)):
        for j in range(z.shape[1]):
            sums[writes.numbers[k], j] += z[writes.rows[k], j]


@compiled
def _sweep(
    problem: Problem, source: Block, state: tuple[Block, Block, Block]
) -> tuple[Vector, Vector, Vector]:
    """One sweep; of each parcel Σ|change|, Σ y, and Σ f·y, the part that does not leak."""
    matrix, scale, kept = problem
    y, z, sums = state
    bits, mask = matrix.bits, (1 << matrix.bits) - 1
    rare, read, write = 0, 0, 0
    parcels = source.shape[1]
    changed, total, onward = np.zeros(parcels), np.zeros(parcels), np.zeros(parcels)
    new, step = np.empty(parcels), np.empty(parcels)
    for i in range(len(y)):
        new[:] = source[i]
        for k in range(matrix.pointers[i], matrix.pointers[i + 1]):
            entry = matrix.entries[k]
            _add(new, matrix.weights[entry >> bits], z, entry & mask)
        while matrix.rare.rows[rare] == i:
            _add(new, matrix.rare_weights[rare], z, matrix.rare.numbers[rare])
            rare += 1
        while matrix.reads.rows[read] == i:
            block = matrix.reads.numbers[read]
            _add(new, matrix.block_weights[block], sums, block)
            read += 1
        for j in range(parcels):
            changed[j] += abs(new[j] - y[i, j])
            total[j] += new[j]
            onward[j] += kept[i] * new[j]
            y[i, j] = new[j]
            step[j] = scale[i] * new[j] - z[i, j]
            z[i, j] += step[j]
        while matrix.writes.rows[write] == i:
            sums[matrix.writes.numbers[write]] += step
            write += 1
    return changed, total, onward


@compiled
def _add(to: Vector, weight: float, rows: Block, row: int) -> None:
    """Add `weight` × one row; as a loop, since an expression of arrays makes one each time."""
    for j in range(len(to)):
        to[j] += weight * rows[row, j]

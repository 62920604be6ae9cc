"""The inner loops of the solver: one Gauss–Seidel sweep, and the sums of Anderson's method."""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.compiled import compiled
from linkequity.model.engine.matrix import Matrix, Vector

History: TypeAlias = npt.NDArray[np.float32]


class Problem(NamedTuple):
    """y = source + W·(scale·y). `kept`: d·f_u, or zeros where no sum is known to be kept."""

    matrix: Matrix
    scale: Vector
    kept: Vector


class State(NamedTuple):
    """y, z = scale·y, and the sum of z of each block."""

    y: Vector
    z: Vector
    sums: Vector


class Notes(NamedTuple):
    """How the last sweeps differed, a column each, in what they found and in its error.

    `square`: errorsᵀ·errors.
    """

    last_found: Vector
    last_error: History
    steps: History
    errors: History
    square: Vector


class Swept(NamedTuple):
    """What one sweep did: Σ|change|, Σ y, and Σ of what its pages keep from leaking, Σ f·y."""

    changed: float
    total: float
    onward: float


@compiled
def sweep(problem: Problem, source: Vector, state: State) -> tuple[float, float, float]:
    """y_i = source_i + (W z)_i, page by page, each with what those before it have become.

    `z` = scale·y and `sums` (the blocks' sums of z) are kept up to date: changes of a block are
    summed apart, so that they round by their own size. Totals are summed in parcels of 4096.
    """
    matrix, scale, kept = problem
    y, z, sums = state
    classes = len(matrix.weights)
    moved = np.zeros(len(sums))
    changed, total, onward = 0.0, 0.0, 0.0
    part_total, part_onward = 0.0, 0.0
    for i in range(len(y)):
        new = source[i]
        for c in range(classes):
            inner = 0.0
            for k in range(matrix.pointers[i * classes + c], matrix.pointers[i * classes + c + 1]):
                inner += z[matrix.indices[k]]
            new += matrix.weights[c] * inner
        for k in range(matrix.signed_pointers[i], matrix.signed_pointers[i + 1]):
            new += matrix.signed_weights[k] * z[matrix.signed_indices[k]]
        for k in range(matrix.read_pointers[i], matrix.read_pointers[i + 1]):
            block = matrix.read_blocks[k]
            new += matrix.block_weights[block] * (sums[block] + moved[block])
        changed += abs(new - y[i])
        part_total += new
        part_onward += kept[i] * new
        y[i] = new
        step = scale[i] * new - z[i]
        z[i] = scale[i] * new
        for k in range(matrix.write_pointers[i], matrix.write_pointers[i + 1]):
            moved[matrix.write_blocks[k]] += step
        if i % 4096 == 4095:
            total += part_total
            onward += part_onward
            part_total, part_onward = 0.0, 0.0
    sums += moved
    return changed, total + part_total, onward + part_onward


@compiled
def remember(given: Vector, found: Vector, notes: Notes, slot: int) -> Vector:
    """Note in `slot` how `found` and its error (found − given) differ from those before.

    Gives errorsᵀ·error. One pass: every sum has its own chain of additions.
    """
    columns = notes.errors.shape[1]
    row, right = np.zeros(columns), np.zeros(columns)
    for i in range(len(given)):
        error = found[i] - given[i]
        newest = error - notes.last_error[i]
        notes.steps[i, slot] = found[i] - notes.last_found[i]
        notes.errors[i, slot] = newest
        notes.last_found[i] = found[i]
        notes.last_error[i] = error
        for a in range(columns):
            row[a] += notes.errors[i, a] * newest
            right[a] += notes.errors[i, a] * error
    notes.square[slot, :] = row
    notes.square[:, slot] = row
    return right


@compiled
def mix(problem: Problem, state: State, steps: History, shares: Vector) -> None:
    """y −= Σ shares_a · steps_a, and z with it."""
    y, z, scale = state.y, state.z, problem.scale
    for i in range(len(y)):
        total = 0.0
        for a in range(len(shares)):
            total += shares[a] * steps[i, a]
        y[i] -= total
        z[i] = scale[i] * y[i]

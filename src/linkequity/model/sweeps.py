"""The inner loops of the solver: one Gauss–Seidel sweep, and the sums of Anderson's method."""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.model.compiled import compiled
from linkequity.model.matrix import Matrix, Vector

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
    """How the last sweeps differed, a row each, in what they found and in its error."""

    last_found: Vector
    last_error: History
    steps: History
    errors: History


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
def remember(given: Vector, found: Vector, notes: Notes, slot: int) -> None:
    """Note in `slot` how `found` and its error (found − given) differ from those before."""
    for i in range(len(given)):
        error = found[i] - given[i]
        notes.steps[slot, i] = found[i] - notes.last_found[i]
        notes.errors[slot, i] = error - notes.last_error[i]
        notes.last_found[i] = found[i]
        notes.last_error[i] = error


@compiled
def normal_equations(errors: History, error: History, used: int) -> tuple[Vector, Vector]:
    """errorsᵀ·errors and errorsᵀ·error of the first `used` notes."""
    square, right = np.zeros((used, used)), np.zeros(used)
    for a in range(used):
        for b in range(a, used):
            total = 0.0
            for i in range(len(error)):
                total += np.float64(errors[a, i]) * np.float64(errors[b, i])
            square[a, b] = square[b, a] = total
        total = 0.0
        for i in range(len(error)):
            total += np.float64(errors[a, i]) * np.float64(error[i])
        right[a] = total
    return square, right


@compiled
def mix(problem: Problem, state: State, steps: History, shares: Vector) -> None:
    """y −= Σ shares_a · steps_a, and z with it."""
    y, z, scale = state.y, state.z, problem.scale
    for i in range(len(y)):
        total = 0.0
        for a in range(len(shares)):
            total += shares[a] * np.float64(steps[a, i])
        y[i] -= total
        z[i] = scale[i] * y[i]

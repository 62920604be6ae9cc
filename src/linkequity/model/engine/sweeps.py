"""The inner loops of the solver: one Gauss–Seidel sweep, and the sums of Anderson's method."""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.compiled import compiled
from linkequity.model.engine.matrix import Matrix, Vector, next_run

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
    """The last sweeps: what each began with, found, and how far off it was.

    `given`: y before the sweep. `steps` and `errors`: how the sweep in each of two slots differed
    from the one before it, in what it found and in its error.
    """

    given: Vector
    last_found: Vector
    last_error: History
    steps: tuple[History, History]
    errors: tuple[History, History]


class Swept(NamedTuple):
    """What one sweep did: Σ|change|, Σ y, and Σ of what its pages keep from leaking, Σ f·y."""

    changed: float
    total: float
    onward: float


@compiled
def sweep(problem: Problem, source: Vector, state: State) -> tuple[float, float, float]:
    """y_i = source_i + (W z)_i, page by page, each with what those before it have become.

    `z` = scale·y and `sums` (the blocks' sums of z) are kept up to date: changes of a block are
    summed apart, so that they round by their own size; of pages in a row that write to the same
    blocks together, until the next page reads. Totals are summed in parcels of 4096.
    """
    matrix, scale, kept = problem
    y, z, sums = state
    bits, mask = matrix.bits, (1 << matrix.bits) - 1
    rows, blocks = matrix.writes
    rare, read, run, first, last = 0, 0, 0, 0, 0
    moved, waiting = np.zeros(len(sums)), 0.0
    changed, total, onward = 0.0, 0.0, 0.0
    part_total, part_onward = 0.0, 0.0
    for i in range(len(y)):
        new = source[i]
        for k in range(matrix.pointers[i], matrix.pointers[i + 1]):
            entry = matrix.entries[k]
            new += matrix.weights[entry >> bits] * z[entry & mask]
        while matrix.rare.rows[rare] == i:
            new += matrix.rare_weights[rare] * z[matrix.rare.numbers[rare]]
            rare += 1
        if rows[run] == i or matrix.reads.rows[read] == i:
            for k in range(first, last):
                moved[blocks[k]] += waiting
            waiting = 0.0
        while matrix.reads.rows[read] == i:
            block = matrix.reads.numbers[read]
            new += matrix.block_weights[block] * (sums[block] + moved[block])
            read += 1
        changed += abs(new - y[i])
        part_total += new
        part_onward += kept[i] * new
        y[i] = new
        if rows[run] == i:
            first, last, run = next_run(matrix.writes, run)
        waiting += scale[i] * new - z[i]
        z[i] = scale[i] * new
        if i % 4096 == 4095:
            total += part_total
            onward += part_onward
            part_total, part_onward = 0.0, 0.0
    for k in range(first, last):
        moved[blocks[k]] += waiting
    sums += moved
    return changed, total + part_total, onward + part_onward


@compiled
def remember(found: Vector, notes: Notes, slot: int) -> tuple[float, float, float, float, float]:
    """Note in `slot` how `found` and its error (found − given) differ from those before.

    With e the error, n the newest and o the older difference of errors: n·n, n·o, o·o, n·e, o·e.
    """
    steps, errors, older = notes.steps[slot], notes.errors[slot], notes.errors[1 - slot]
    newest_square, both, older_square, newest_error, older_error = 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(len(found)):
        error = found[i] - notes.given[i]
        newest, old = error - notes.last_error[i], np.float64(older[i])
        steps[i] = found[i] - notes.last_found[i]
        errors[i] = newest
        notes.last_found[i] = found[i]
        notes.last_error[i] = error
        newest_square += newest * newest
        both += newest * old
        older_square += old * old
        newest_error += newest * error
        older_error += old * error
    return newest_square, both, older_square, newest_error, older_error


@compiled
def mix(scale: Vector, state: State, notes: Notes, slot: int, shares: tuple[float, float]) -> None:
    """y −= the newest step and the older one by their shares; z and `given` follow."""
    y, z, given = state.y, state.z, notes.given
    newest, older = notes.steps[slot], notes.steps[1 - slot]
    for i in range(len(y)):
        mixed = y[i] - (shares[0] * newest[i] + shares[1] * older[i])
        y[i] = mixed
        given[i] = mixed
        z[i] = scale[i] * mixed

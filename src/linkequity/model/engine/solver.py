"""The solver of y = source + W·(scale·y): Gauss–Seidel, rescaled, then Anderson where it is slow.

A sweep updates each page with what those before it have become; links point near their own URL,
so with pages in URL order that settles most of them at once. After a sweep the sum of y is wrong
by as much as the sweep missed. What it must be is known, since all that enters stays or leaks:

    f = Σ source / (Σ y − d·Σ f_u·y_u)        (f_u: the share of u's weight that does not leak)

so y is multiplied by f. Where groups of pages barely link to each other the sum is right and its
parts are not, and a sweep's changes shrink slowly; from then on Anderson's method (1965; Walker and
Ni, SIAM J. Numer. Anal. 49, 2011) mixes the last few sweeps. One thread, no random numbers: the
same input gives the same bits.
"""

import numpy as np

from linkequity.base.errors import NotConverged
from linkequity.model.engine import sweeps
from linkequity.model.engine.matrix import Vector, gather_blocks
from linkequity.model.engine.sweeps import Notes, Problem, State

MAX_SWEEPS = 1000
# Below this rate sweeps alone are faster: mixing costs about half a sweep.
SLOW = 0.45
# A rate is one sweep's changes over those before it; the first few say nothing yet.
SETTLED = 4
HISTORY = 5
# Weights of the mix beyond this amplify rounding: begin anew.
WILD = 1e4
# The sums of hubs round: changes that no longer shrink below this are rounding.
ROUNDING = 1e-11
PATIENCE = 8


class Sweeps:
    """The state of one solve: y, z = scale·y, and the sum of z of each block."""

    def __init__(self, problem: Problem, source: Vector, start: Vector) -> None:
        self.problem = problem
        self.source = source
        self.total = float(source.sum())
        self.size = float(np.abs(source).sum()) or 1.0
        blocks = len(problem.matrix.block_weights)
        self.state = State(start.copy(), problem.scale * start, np.zeros(blocks))
        self.gather()

    def gather(self) -> None:
        """Make the blocks' sums those of z."""
        gather_blocks(self.problem.matrix, self.state.z, self.state.sums)

    def sweep(self) -> sweeps.Swept:
        """One sweep over all pages; `changed` is relative to ‖source‖₁."""
        changed, total, onward = sweeps.sweep(self.problem, self.source, self.state)
        return sweeps.Swept(changed / self.size, total, onward)

    def rescale(self, swept: sweeps.Swept) -> None:
        """Make the sum of y what it must be, where nothing that enters is negative."""
        stays = swept.total - swept.onward
        if not (self.total == self.size and stays > 0 and swept.onward > 0):
            return
        factor = self.total / stays
        if 0.1 < factor < 10 and abs(factor - 1) > 1e-14:
            for part in self.state:
                np.multiply(part, factor, out=part)


class Mixing:
    """Anderson's method over the last few sweeps. Notes are float32: they steer, y stays exact."""

    def __init__(self, pages: int) -> None:
        wide = (pages, HISTORY)
        self.notes = Notes(
            last_found=np.zeros(pages),
            last_error=np.zeros(pages, dtype=np.float32),
            steps=np.zeros(wide, dtype=np.float32),
            errors=np.zeros(wide, dtype=np.float32),
            square=np.zeros((HISTORY, HISTORY)),
        )
        self.given = np.empty(pages)
        self.noted = -1

    def mix(self, done: Sweeps) -> None:
        """Take the sweep that led from `given` to where it is, and move on from all of them."""
        notes, slot = self.notes, max(self.noted, 0) % HISTORY
        right = sweeps.remember(self.given, done.state.y, notes, slot)
        self.noted += 1
        used = min(self.noted, HISTORY)
        if not used:
            return
        shares = _least_squares(notes.square[:used, :used], right[:used])
        if not np.abs(shares).sum() < WILD:
            self.noted = 0
            return
        sweeps.mix(done.problem, done.state, notes.steps, shares)
        done.gather()


def _least_squares(square: Vector, right: Vector) -> Vector:
    size = np.sqrt(np.diag(square))
    size[size == 0] = 1.0
    even = square / np.outer(size, size) + 1e-12 * np.eye(len(size))
    solved: Vector = np.linalg.lstsq(even, right / size, rcond=None)[0] / size
    return solved


def solve(problem: Problem, source: Vector, start: Vector, tolerance: float) -> tuple[Vector, int]:
    """y and the sweeps it took, until a sweep changes at most tolerance × ‖source‖₁.

    The residual is then below that: only links that lead back against the order of pages still
    carry the last change. Raises NotConverged.
    """
    work, mixing = Sweeps(problem, source, start), None
    history: list[float] = []
    while len(history) < MAX_SWEEPS:
        if mixing is not None:
            mixing.given[:] = work.state.y
        swept = work.sweep()
        history.append(swept.changed)
        if swept.changed <= tolerance or _only_rounding(history):
            return work.state.y, len(history)
        if not np.isfinite(swept.changed):
            break
        work.rescale(swept)
        if mixing is not None:
            mixing.mix(work)
        elif _is_slow(history):
            mixing = Mixing(len(source))
    raise not_converged(len(history), history[-1], tolerance)


def _is_slow(history: list[float]) -> bool:
    return len(history) >= SETTLED and history[-1] > SLOW * history[-2]


def _only_rounding(history: list[float]) -> bool:
    """Whether changes are tiny, and none of the last sweeps made less than one before them."""
    if len(history) <= PATIENCE or history[-1] > ROUNDING:
        return False
    return min(history[-PATIENCE:]) > 0.5 * min(history[:-PATIENCE])


def not_converged(iterations: int, residual: float, tolerance: float) -> NotConverged:
    """The error of a solve that ended too early."""
    return NotConverged(
        f"after {iterations} iterations the residual is {residual:.3g}, not {tolerance:.3g}",
        where="the flow of equity",
        hint="Look for infinite or negative weights and ratings; damping must be below 1.",
    )

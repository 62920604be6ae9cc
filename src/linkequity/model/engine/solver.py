"""The solver of y = source + W·(scale·y): Gauss–Seidel, rescaled, then Anderson where it is slow.

A sweep updates each page with what those before it have become; links point near their own URL,
so with pages in URL order that settles most of them at once. After a sweep the sum of y is wrong
by as much as the sweep missed. What it must be is known, since all that enters stays or leaks:

    f = Σ source / (Σ y − d·Σ f_u·y_u)        (f_u: the share of u's weight that does not leak)

so y is multiplied by f; where ranges of pages barely link to each other, each range by its own
(`ranges`). Where other groups do, the sum is right and its parts are not, and a sweep's changes
shrink slowly; from then on Anderson's method (1965; Walker and Ni, SIAM J. Numer. Anal. 49, 2011)
mixes the last three sweeps. Where that leads nowhere, as on odd little sites with a damping near 1,
sweeps alone finish: each leaves at most d of what is wrong. One thread, no random numbers: the same
input gives the same bits.
"""

from dataclasses import dataclass, field

import numpy as np

from linkequity.base.errors import NotConverged
from linkequity.model.engine import sweeps
from linkequity.model.engine.matrix import Vector, gather_blocks
from linkequity.model.engine.ranges import ranges_of, scale_ranges
from linkequity.model.engine.sweeps import Notes, Problem, State

# Sweeps that may be mixed; so many more alone leave 1e-20 of what is wrong, times 1/(1 − d).
MIXED = 300
ALONE = 46
LEAST_SWEEPS, MAX_SWEEPS = 1000, 50_000
# Below this rate sweeps alone are faster: mixing costs about a third of a sweep.
SLOW = 0.3
# A rate is one sweep's changes over those before it; the first few say nothing yet.
SETTLED = 4
# Weights of the mix beyond this amplify rounding: begin anew.
WILD = 1e4
# The sums of hubs round: changes that no longer shrink below this are rounding.
ROUNDING = 1e-11
# Dividing by less overflows.
NOTHING = 1e-200
PATIENCE = 8


class Sweeps:
    """One solve: y from `start` on, z = scale·y, the sum of z of each block; sweeps so far.

    `most`: sweeps until it is given up, see `enough`.
    """

    def __init__(self, problem: Problem, source: Vector, start: Vector, most: int) -> None:
        self.problem = problem
        self.most = most
        self.source = source
        self.total = float(source.sum())
        self.size = size_of(source)
        blocks = len(problem.matrix.block_weights)
        self.state = State(start.copy(), problem.scale * start, np.zeros(blocks))
        self.history = History()
        self.mixing: Mixing | None = None
        self.ranges = ranges_of(problem.matrix, source) if self._keeps_sums else None
        self.gather()

    def gather(self) -> None:
        """Make the blocks' sums those of z."""
        gather_blocks(self.problem.matrix, self.state.z, self.state.sums)

    def solve(self, tolerance: float) -> None:
        """Sweep until a sweep changes at most tolerance × ‖source‖₁.

        The residual is then below that: only links that lead back against the order of pages
        still carry the last change. Raises NotConverged.
        """
        changes = self.history.changes
        while len(changes) < self.most:
            swept = self._sweep()
            changes.append(swept.changed)
            if self.history.is_done(tolerance):
                return
            if not np.isfinite(swept.changed):
                break
            self._move_on(swept)
        raise not_converged(len(changes), changes[-1], tolerance)

    def _sweep(self) -> sweeps.Swept:
        """One sweep over all pages; `changed` is relative to ‖source‖₁."""
        changed, total, onward = sweeps.sweep(self.problem, self.source, self.state)
        return sweeps.Swept(changed / self.size, total, onward)

    @property
    def _keeps_sums(self) -> bool:
        """Whether it is known what y must sum to: nothing that enters is negative."""
        return self.total == self.size and bool(self.problem.kept.any())

    def _move_on(self, swept: sweeps.Swept) -> None:
        if len(self.history.changes) > MIXED:
            return
        if self.mixing is not None:
            self.mixing.mix(self)
        elif self.ranges is not None and not self.history.is_slow:
            scale_ranges(self.ranges, self.problem, self.state)
        else:
            self._rescale(swept)
            if self.history.is_slow:
                self.mixing = Mixing(self.state.y)

    def _rescale(self, swept: sweeps.Swept) -> None:
        """Make the sum of y what it must be."""
        stays = swept.total - swept.onward
        if not (self._keeps_sums and stays > 0):
            return
        factor = self.total / stays
        if 0.1 < factor < 10 and abs(factor - 1) > 1e-14:
            for part in self.state:
                np.multiply(part, factor, out=part)


@dataclass
class History:
    """How much each sweep changed."""

    changes: list[float] = field(default_factory=list)

    def is_done(self, tolerance: float) -> bool:
        """Whether the last sweep changed little enough, or rounding alone."""
        return self.changes[-1] <= tolerance or self._is_rounding

    @property
    def is_slow(self) -> bool:
        """Whether mixing is worth its time."""
        changes = self.changes
        return len(changes) >= SETTLED and changes[-1] > SLOW * changes[-2]

    @property
    def _is_rounding(self) -> bool:
        """Whether changes are tiny, and none of the last made less than one before them."""
        changes = self.changes
        if len(changes) <= PATIENCE or changes[-1] > ROUNDING:
            return False
        return min(changes[-PATIENCE:]) > 0.5 * min(changes[:-PATIENCE])


class Mixing:
    """Anderson's method over the last sweeps. Notes are float32: they steer, y stays exact."""

    def __init__(self, y: Vector) -> None:
        def note() -> sweeps.History:
            return np.zeros(len(y), dtype=np.float32)

        self.notes = Notes(y.copy(), np.zeros(len(y)), note(), (note(), note()), (note(), note()))
        self.noted = 0

    def mix(self, done: Sweeps) -> None:
        """Take the sweep that led from `given` to where it is, and move on from those before."""
        slot = self.noted % 2
        sums = sweeps.remember(done.state.y, self.notes, slot)
        shares = _least_squares(sums, min(self.noted, 2))
        if not sum(map(abs, shares)) < WILD:
            shares, self.noted = (0.0, 0.0), 0
        sweeps.mix(done.problem.scale, done.state, self.notes, slot, shares)
        done.gather()
        self.noted += 1


def _least_squares(
    sums: tuple[float, float, float, float, float], known: int
) -> tuple[float, float]:
    """Shares of the newest and the older difference that leave the least error; of those known."""
    newest, both, older, newest_error, older_error = sums
    if known == 0 or newest == 0:
        return 0.0, 0.0
    left = newest * older - both * both
    if known == 1 or left <= 1e-12 * newest * older:
        return newest_error / newest, 0.0
    return (
        (older * newest_error - both * older_error) / left,
        (newest * older_error - both * newest_error) / left,
    )


def enough(damping: float) -> int:
    """Sweeps that get there from anywhere, mixed ones in vain before them.

    >>> enough(0.85), enough(0.99)
    (1000, 4900)
    """
    return min(max(MIXED + round(ALONE / (1 - damping)), LEAST_SWEEPS), MAX_SWEEPS)


def size_of(source: Vector) -> float:
    """What changes are measured against: ‖source‖₁; 1 where that is nothing, or too near to it."""
    size = float(np.abs(source).sum())
    return size if size > NOTHING else 1.0


def not_converged(iterations: int, residual: float, tolerance: float) -> NotConverged:
    """The error of a solve that ended too early."""
    return NotConverged(
        f"after {iterations} iterations the residual is {residual:.3g}, not {tolerance:.3g}",
        where="the flow of equity",
        hint="Look for infinite or negative weights and ratings; damping must be below 1.",
    )

"""A site with edits on several pages, solved again from where it stood before.

The system of the unedited site is the preconditioner: what the edits leave wrong is solved for
without them and added, so that a small edit takes two or three solves and nothing is built anew.
Where that does not halve what is wrong, plain iteration finishes, which always gets there.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.base.errors import NotConverged
from linkequity.model.engine.solver import enough
from linkequity.model.engine.system import Solved, System
from linkequity.model.links.weights import Vector
from linkequity.model.whatif.changes import RowChanges
from linkequity.model.whatif.lifts import Lift, Standing

TOLERANCE: Final = 1e-13


@dataclass(frozen=True)
class Edited:
    """The linear system after `changes` to some rows of `system`: P′ = diag(keep)·P + added."""

    system: System
    changes: RowChanges

    @property
    def keep(self) -> Vector:
        """Of each page the factor on its old row; 1 where it is not edited."""
        keep = np.ones(self.system.pages)
        keep[self.changes.pages] = self.changes.keep
        return keep

    @property
    def totals(self) -> Vector:
        """D′ of each page."""
        totals = self.system.totals.copy()
        totals[self.changes.pages] = self.changes.totals
        return totals

    def apply(self, x: Vector) -> Vector:
        """P′ᵀx."""
        added = self.changes.added.T @ x[self.changes.pages]
        return np.asarray(self.system.apply(self.keep * x) + added)

    def apply_adjoint(self, h: Vector) -> Vector:
        """P′·h."""
        onward = self.keep * self.system.apply_adjoint(h)
        onward[self.changes.pages] += self.changes.added @ h
        return np.asarray(onward)

    def forward(self, source: Vector, *, start: Vector | None = None) -> Solved:
        """x = s + d·P′ᵀx, best started from the x before the edits. Raises NotConverged."""
        return self._refine(self.apply, self.system.forward, source, start)

    def adjoint(self, worth: Vector, *, start: Vector | None = None) -> Solved:
        """h = c + d·P′·h, best started from the h before the edits. Raises NotConverged."""
        return self._refine(self.apply_adjoint, self.system.adjoint, worth, start)

    def _refine(
        self,
        product: Callable[[Vector], Vector],
        solve: Callable[[Vector], Solved],
        source: Vector,
        start: Vector | None,
    ) -> Solved:
        began, size = time.perf_counter(), float(np.abs(source).sum()) or 1.0
        most, rounding = enough(self.system.damping), self.system.rounding
        x = solve(source).vector if start is None else start
        shrinks, before = True, np.inf
        for steps in range(most):
            wrong = source + self.system.damping * product(x) - x
            residual = float(np.abs(wrong).sum()) / size
            if residual <= TOLERANCE or before <= residual <= rounding:
                return Solved(x, steps, residual, time.perf_counter() - began)
            shrinks = shrinks and residual <= before / 2
            x = x + (solve(wrong).vector if shrinks else wrong)
            before = residual
        raise NotConverged(
            f"after {most} iterations the residual is {residual:.3g}, not {rounding:.3g}",
            where="the flow of equity after the edits",
            hint="Look for infinite or negative weights and ratings; damping must be below 1.",
        )


def edit_pages(standing: Standing, changes: RowChanges) -> Lift:
    """Edits of any number of pages, exactly, solved again from where the site stands.

    The source is what it was: (I − d·Pᵀ)·x of the site as it stands.
    """
    system, x = standing.system, standing.x
    edited = Edited(system, changes)
    moved = system.damping * (edited.apply(x) - system.apply(x))
    change = edited.forward(moved).vector
    return Lift(float(standing.worth @ change), change)

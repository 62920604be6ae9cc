"""The linear system of one weighted graph, x = s + d·Pᵀx: solved forwards, and backwards for value.

Forward says what passes through each page when `source` enters; adjoint says what one unit is
worth that lands on each page, when the worth of what passes through each is given. The two are
transposes: worth·x = source·h. Both are y = source + W·(scale·y), which `solver` solves: forwards
by y = x; backwards by y = W·h, from which h = c + scale·y.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.matrix import Matrix, product, row, transposed
from linkequity.model.engine.parcel import LinkRows
from linkequity.model.engine.solver import Sweeps, enough, not_converged, size_of
from linkequity.model.engine.sweeps import Problem
from linkequity.model.engine.templates import Factoring
from linkequity.model.links.weights import Transition, Vector

Indices: TypeAlias = npt.NDArray[np.int64]
# The ledger balances to 1e-9 of what enters, and two solutions are subtracted to 1e-12 of it.
TOLERANCE = 1e-13
# Hubs sum millions of terms, whose rounding stays: what may be left of it at the end, at the
# default damping; nearer to 1 more passes through pages of what enters, and rounds.
ROUNDING = 1e-11
AT_DAMPING = 0.85
# Backwards, changes are measured in what a page passes on; its h may move a few times more.
FINER = 0.1
# Where that was not enough: by how much it was not, and a bit more.
ATTEMPTS, MARGIN = 4, 0.5


@dataclass(frozen=True)
class Solved:
    """A solution by page_id, and how it was found.

    `residual` is the true one, ‖source + d·Pᵀx − x‖₁ / ‖source‖₁ (P for the adjoint), computed
    after the last step; `seconds` is wall time.
    """

    vector: Vector
    iterations: int
    residual: float
    seconds: float


@dataclass(frozen=True)
class System:
    """One weighted graph, ready to be solved. Immutable.

    `totals`: D_u, all outgoing weight of a page, leaks included, in weights. `kept_share`: f_u,
    the share of it that goes to pages that hold equity: the row sums of P. `matrix`: the weights
    in pull form, blocks once. `expanded_links`: the links that pass equity, block by block.
    """

    damping: float
    totals: Vector
    kept_share: Vector
    matrix: Matrix
    expanded_links: int

    @classmethod
    def of(cls, transition: Transition) -> "System":
        """The system of a site's weights."""
        return cls.factored(transition.factoring, transition.damping)

    @classmethod
    def factored(cls, factoring: Factoring, damping: float) -> "System":
        """The system of links that were taken apart."""
        totals = factoring.totals
        share = np.divide(factoring.passed, totals, out=np.zeros_like(totals), where=totals > 0)
        return cls(damping, totals, share, factoring.matrix(), factoring.expanded)

    @classmethod
    def of_links(cls, rows: LinkRows, holds: npt.NDArray[np.bool_], damping: float) -> "System":
        """The system of the links of all pages; `holds`: pages that hold equity."""
        factoring = Factoring(holds)
        factoring.add(0, rows)
        return cls.factored(factoring, damping)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.totals)

    @property
    def stored_links(self) -> int:
        """Links and block entries that are stored for all of `expanded_links`."""
        return self.matrix.stored

    @cached_property
    def scale(self) -> Vector:
        """d/D_u; 0 for a page without weight."""
        totals = self.totals
        return np.divide(self.damping, totals, out=np.zeros_like(totals), where=totals > 0)

    @property
    def rounding(self) -> float:
        """The residual that rounding may leave."""
        return ROUNDING * max(1.0, (1 - AT_DAMPING) / (1 - self.damping))

    @cached_property
    def by_source(self) -> Matrix:
        """The weights by source: what each page passes on."""
        return transposed(self.matrix)

    def forward(
        self, source: Vector, *, start: Vector | None = None, tolerance: float = TOLERANCE
    ) -> Solved:
        """x = s + d·Pᵀx, from any `start`. Raises NotConverged."""
        source = np.asarray(source, dtype=float)
        problem = Problem(self.matrix, self.scale, self.damping * self.kept_share)
        begin = source / (1 - self.damping) if start is None else start
        work = Sweeps(problem, source, begin, enough(self.damping))

        def answer() -> tuple[Vector, float]:
            x = work.state.y
            return x, _relative(source + product(self.matrix, self.scale * x) - x, source)

        return self._solved(work, answer, tolerance, 1.0)

    def adjoint(
        self, worth: Vector, *, start: Vector | None = None, tolerance: float = TOLERANCE
    ) -> Solved:
        """h = c + d·P·h, from any `start`. Raises NotConverged."""
        worth = np.asarray(worth, dtype=float)
        problem = Problem(self.by_source, self.scale, np.zeros(self.pages))
        source = product(self.by_source, worth)
        begin = source if start is None else product(self.by_source, start)
        work = Sweeps(problem, source, begin, enough(self.damping))

        def answer() -> tuple[Vector, float]:
            h = worth + self.scale * work.state.y
            return h, _relative(worth + self.damping * self.apply_adjoint(h) - h, worth)

        return self._solved(work, answer, tolerance, FINER)

    def apply(self, x: Vector) -> Vector:
        """Pᵀx: what each page receives if x is passed on undamped."""
        return product(self.matrix, self.scale * x) / self.damping

    def apply_adjoint(self, h: Vector) -> Vector:
        """P·h: the mean of h over where each page's weight goes; leaks count 0."""
        return self.scale / self.damping * product(self.by_source, np.asarray(h, dtype=float))

    def row(self, page: int) -> tuple[Indices, Vector]:
        """The pages that one page passes equity to, ascending, and the share each gets."""
        targets, weights = row(self.by_source, page)
        return targets, weights / (self.totals[page] or 1.0)

    def _solved(
        self,
        work: Sweeps,
        answer: Callable[[], tuple[Vector, float]],
        tolerance: float,
        finer: float,
    ) -> Solved:
        """Sweep until the true residual is small enough: once, or with finer changes once more."""
        began, allowed = time.perf_counter(), max(tolerance, self.rounding)
        for _ in range(ATTEMPTS):
            work.solve(finer * tolerance)
            vector, residual = answer()
            sweeps = len(work.history.changes)
            if residual <= allowed:
                return Solved(vector, sweeps, residual, time.perf_counter() - began)
            finer *= MARGIN * allowed / residual
        raise not_converged(sweeps, residual, allowed)


def _relative(missing: Vector, source: Vector) -> float:
    return float(np.abs(missing).sum()) / size_of(source)

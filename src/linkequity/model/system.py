"""The linear system of one weighted graph, x = s + d·Pᵀx: solved forwards, and backwards for value.

Forward says what passes through each page when `source` enters; adjoint says what one unit is
worth that lands on each page, when the worth of what passes through each is given. The two are
transposes: worth·x = source·h.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from linkequity.base.errors import NotConverged
from linkequity.model.weights import Transition, Vector

Indices: TypeAlias = npt.NDArray[np.int64]
# The ledger balances to 1e-9 of what enters; answers are compared at 1e-10.
TOLERANCE = 1e-12
MAX_ITERATIONS = 2000


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
    the share of it that goes to pages that hold equity: the row sums of P.
    """

    pages: int
    damping: float
    totals: Vector
    kept_share: Vector
    shares: csr_array
    backward: csr_array

    @classmethod
    def of(cls, transition: Transition) -> "System":
        """The system of a site's weights."""
        shares = transition.shares
        return cls(
            pages=shares.shape[0],
            damping=transition.damping,
            totals=transition.totals,
            kept_share=np.asarray(shares.sum(axis=1)),
            shares=shares,
            backward=shares.T.tocsr(),
        )

    def forward(self, source: Vector, *, start: Vector | None = None) -> Solved:
        """x = s + d·Pᵀx, from any `start`. Raises NotConverged."""
        return _solve(self.apply, source, self.damping, start)

    def adjoint(self, worth: Vector, *, start: Vector | None = None) -> Solved:
        """h = c + d·P·h, from any `start`. Raises NotConverged."""
        return _solve(self.apply_adjoint, worth, self.damping, start)

    def apply(self, x: Vector) -> Vector:
        """Pᵀx: what each page receives if x is passed on undamped."""
        return np.asarray(self.backward @ x)

    def apply_adjoint(self, h: Vector) -> Vector:
        """P·h: the mean of h over where each page's weight goes; leaks count 0."""
        return np.asarray(self.shares @ h)

    def row(self, page: int) -> tuple[Indices, Vector]:
        """The pages that one page passes equity to, ascending, and the share each gets."""
        row = self.shares[[page]].tocsr()
        row.sum_duplicates()
        return row.indices.astype(np.int64), row.data


def _solve(
    product: Callable[[Vector], Vector], source: Vector, damping: float, start: Vector | None
) -> Solved:
    began, size = time.perf_counter(), float(np.abs(source).sum()) or 1.0
    x = source if start is None else start
    for iterations in range(MAX_ITERATIONS):
        following = source + damping * product(x)
        residual = float(np.abs(following - x).sum()) / size
        if residual <= TOLERANCE:
            return Solved(x, iterations, residual, time.perf_counter() - began)
        x = following
    raise NotConverged(
        f"after {MAX_ITERATIONS} iterations the residual is {residual:.3g}, not {TOLERANCE:.3g}",
        where="the flow of equity",
        hint="Look for infinite or negative weights and ratings; damping must be below 1.",
    )

"""Flow: how equity moves, solved. x = s + d·Pᵀx; a page keeps (1 − d)·x.

The model of Brin and Page 1998, with leaks instead of teleports: nothing is redistributed.
"""

import time
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from linkequity.base.errors import NotConverged
from linkequity.model.series import sum_series
from linkequity.model.weights import Vector

# The ledger balances to 1e-9 of what enters. A menu page of 100,000 sums as many equal terms, whose
# rounding alone leaves a residual of 1.4e-12: the series is summed finer than what is asked of it.
TOLERANCE = 1e-10
FINER = 0.001


@dataclass(frozen=True)
class Flow:
    """A solution: `x`, what passes through each page, in page units.

    `residual` is the true one of this x, ‖s + d·Pᵀx − x‖₁ / ‖s‖₁, computed after the last step.
    """

    x: Vector
    damping: float
    iterations: int
    residual: float
    seconds: float

    @property
    def kept(self) -> Vector:
        """What each page keeps, (1 − d)·x, in page units."""
        return (1 - self.damping) * self.x


def solve(
    shares: csr_array, source: Vector, damping: float, *, tolerance: float = TOLERANCE
) -> Flow:
    """Solve x = s + d·Pᵀx for P = `shares` (n×n, rows sum to at most 1), s = `source` (n, ≥ 0).

    Raises NotConverged where the true residual stays above the tolerance, with both in the message.

    >>> solve(csr_array([[0.0, 1.0], [0.0, 0.0]]), np.ones(2), 0.5).x
    array([1. , 1.5])
    """
    began = time.perf_counter()
    found = sum_series(shares, source[:, np.newaxis], damping, FINER * tolerance)
    x = found.total[:, 0]
    missing = np.abs(source + damping * (shares.T @ x) - x).sum()
    residual = float(missing / (source.sum() or 1.0))
    if not residual <= tolerance:
        raise NotConverged(
            f"after {found.steps} iterations the residual is {residual:.3g}, not {tolerance:.3g}",
            where="the flow of equity",
            hint="Look for infinite or negative weights and ratings; damping must be below 1.",
        )
    return Flow(x, damping, found.steps, residual, time.perf_counter() - began)

"""Flow: how equity moves, solved. x = s + d·Pᵀx; a page keeps (1 − d)·x.

The series s + d·Pᵀs + d²·(Pᵀ)²s + … is summed until what is missing is below the tolerance: the
power iteration of Brin and Page 1998, with leaks instead of teleports.
"""

import time
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from linkequity.base.errors import NotConverged
from linkequity.model.weights import Vector

# The ledger balances to 1e-9 of what enters; errors grow by 1/(1−d), and nine digits are spare.
TOLERANCE = 1e-13
MAX_ITERATIONS = 2000


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
    shares: csr_array,
    source: Vector,
    damping: float,
    *,
    tolerance: float = TOLERANCE,
    max_iterations: int = MAX_ITERATIONS,
) -> Flow:
    """Solve x = s + d·Pᵀx for P = `shares` (n×n, rows sum to at most 1), s = `source` (n).

    Raises NotConverged where the residual stays above the tolerance, with both in the message.

    >>> solve(csr_array([[0.0, 1.0], [0.0, 0.0]]), np.ones(2), 0.5).x
    array([1. , 1.5])
    """
    began = time.perf_counter()
    backward = shares.T.tocsr()
    total = np.abs(source).sum() or 1.0
    x = source.astype(np.float64)
    residual, iterations = np.inf, 0
    while residual > tolerance and iterations < max_iterations:
        following = source + damping * (backward @ x)
        residual = float(np.abs(following - x).sum() / total)
        x, iterations = following, iterations + 1
    residual = float(np.abs(source + damping * (backward @ x) - x).sum() / total)
    if not residual <= tolerance:
        raise NotConverged(
            f"after {iterations} iterations the residual is {residual:.3g}, not {tolerance:.3g}",
            where="the flow of equity",
            hint="Look for infinite or negative weights and ratings; damping must be below 1.",
        )
    return Flow(x, damping, iterations, residual, time.perf_counter() - began)

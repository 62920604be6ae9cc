"""Flow: how equity moves, solved. x = s + d·Pᵀx; a page keeps (1 − d)·x.

The model of Brin and Page 1998, with leaks instead of teleports: nothing is redistributed.
"""

from dataclasses import dataclass

from linkequity.model.engine.system import System
from linkequity.model.links.weights import Vector


@dataclass(frozen=True)
class Flow:
    """A solution: `x`, what passes through each page, in page units.

    `residual` is the true one of this x, ‖s + d·Pᵀx − x‖₁ / ‖s‖₁, computed after the last step.
    `expanded_links` pass equity on; `stored_links` are links, and entries of blocks, that say so.
    """

    x: Vector
    damping: float
    iterations: int
    residual: float
    seconds: float
    expanded_links: int
    stored_links: int

    @property
    def kept(self) -> Vector:
        """What each page keeps, (1 − d)·x, in page units."""
        return (1 - self.damping) * self.x


def flow_of(system: System, source: Vector) -> Flow:
    """What passes through each page where `source` (n, ≥ 0) enters. Raises NotConverged."""
    solved = system.forward(source)
    return Flow(
        x=solved.vector,
        damping=system.damping,
        iterations=solved.iterations,
        residual=solved.residual,
        seconds=solved.seconds,
        expanded_links=system.expanded_links,
        stored_links=system.stored_links,
    )

"""What-if: what an edit does to the pages that matter, from vectors that are solved already.

Exactly, for all edits of one page u together, by one solve (Sherman and Morrison 1950):

    y = (I − d·Pᵀ)⁻¹·δ_u     Δx = d·x_u·y / (1 − d·y_u)     δ_u = new row − old row of P

Millions of links are scored to first order (`scoring`), edits of several pages solved again
(`edited.Edited`). Backlinks change the source alone, so what they do is linear: ΔJ = Δs·h. J is
what passes through the pages that matter, c·x; times 1 − d it is target equity.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.model.engine.system import System
from linkequity.model.weights import Vector
from linkequity.model.whatif.changes import RowChanges

# What may be missing from all pages together, as a share of what enters.
EXACT: Final = 1e-13
# A change is missing at most so many times x·‖δ‖₁·tolerance, for d = 0.85.
MAGNIFIED: Final = 1000.0


@dataclass(frozen=True)
class Standing:
    """Where a site stands: what every what-if starts from, by page_id.

    `x` is solved forwards, `h` backwards for `worth`; `onward` is P·h, what is made of what a
    page passes on; `totals` is D.
    """

    system: System
    totals: Vector
    x: Vector
    worth: Vector
    h: Vector

    @classmethod
    def of(cls, system: System, x: Vector, worth: Vector, h: Vector) -> "Standing":
        """The site of `system` as it is."""
        return cls(system, system.totals, x, worth, h)

    @property
    def onward(self) -> Vector:
        """P·h, from h = c + d·P·h: no product needed."""
        return (self.h - self.worth) / self.system.damping

    @property
    def total(self) -> float:
        """J = c·x."""
        return float(self.worth @ self.x)


@dataclass(frozen=True)
class Lift:
    """What an edit does: `gain` of J, and `change` of x by page_id, losers and all."""

    gain: float
    change: Vector


@dataclass(frozen=True)
class PageEdit:
    """All edits of one page, solved once: what they do to any flow through the site.

    `spread`: y = (I − d·Pᵀ)⁻¹·δ of this page, by page_id.
    """

    page: int
    damping: float
    spread: Vector

    @classmethod
    def of(cls, system: System, changes: RowChanges, x: Vector) -> "PageEdit":
        """Of changes that concern one page only, as exact as flows like x need."""
        (page,) = changes.pages
        delta = changes.delta(system, np.ones(1))
        moved = MAGNIFIED * float(x[page] * np.abs(delta).sum())
        entered = (1 - system.damping) * float(x.sum())
        tolerance = EXACT * max(1.0, entered / moved if moved > 0 else 1.0)
        spread = system.forward(delta, tolerance=tolerance).vector
        return cls(int(page), system.damping, spread)

    def factor(self, x: Vector) -> float:
        """d·x_u / (1 − d·y_u)."""
        return float(self.damping * x[self.page] / (1 - self.damping * self.spread[self.page]))

    def change(self, x: Vector) -> Vector:
        """How a flow that was x changes, page by page; exact."""
        return self.factor(x) * self.spread

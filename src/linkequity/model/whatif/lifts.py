"""What-if: what an edit does to the pages that matter, from vectors that are solved already.

Exactly, for all edits of a few pages U together, by one solve a page (Woodbury 1950):

    Y = (I − d·Pᵀ)⁻¹·Δᵀ     Δx = d·Y·(I − d·Y_U)⁻¹·x_U     Δ = new rows − old rows of P

which for one page u is Δx = d·x_u·y / (1 − d·y_u) (Sherman and Morrison 1950). Millions of links
are scored to first order (`scoring`), edits of many pages solved again (`edited.Edited`).
Backlinks change the source alone, so what they do is linear: ΔJ = Δs·h. J is what passes through
the pages that matter, c·x; times 1 − d it is target equity.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array, vstack

from linkequity.model.engine.spreading import BLOCK_CELLS, spread
from linkequity.model.engine.system import System
from linkequity.model.links.weights import Vector
from linkequity.model.whatif.changes import Ids, RowChanges

# What may be missing from all pages together, as a share of what enters.
EXACT: Final = 1e-13
# A change is missing at most so many times x·‖δ‖₁·tolerance, for d = 0.85.
MAGNIFIED: Final = 1000.0
# What more and what less a page passes on is one flow with a sign: for so few pages a solve each is
# up to nine times faster than sweeping both parts of all together; for any number where those
# would not be swept in one block.
FEW: Final = 4


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
class PageEdits:
    """All edits of a few pages, each solved once: what they do to any flow through the site.

    `pages` (m); `spread`: Y = (I − d·Pᵀ)⁻¹·Δᵀ, a column a page (n×m).
    """

    pages: Ids
    damping: float
    spread: Vector

    @classmethod
    def of(cls, system: System, changes: RowChanges, x: Vector) -> "PageEdits":
        """Of the pages whose rows change, as exact as flows like x need."""
        rows = np.array([changes.delta(system, unit) for unit in np.eye(len(changes.pages))])
        moved = MAGNIFIED * float((x[changes.pages] * np.abs(rows).sum(axis=1)).max())
        entered = (1 - system.damping) * float(x.sum())
        tolerance = EXACT * max(1.0, entered / moved if moved > 0 else 1.0)
        return cls(changes.pages, system.damping, _spread(system, rows, tolerance))

    def change(self, x: Vector) -> Vector:
        """How a flow that was x changes, page by page; exact."""
        among = np.eye(len(self.pages)) - self.damping * self.spread[self.pages]
        return np.asarray(self.damping * self.spread @ np.linalg.solve(among, x[self.pages]))


def _spread(system: System, rows: Vector, tolerance: float) -> Vector:
    """(I − d·Pᵀ)⁻¹ of each of the changed `rows` (m×n), a column each (n×m)."""
    if len(rows) <= FEW or 2 * rows.size > BLOCK_CELLS:
        each = (system.forward(row, start=row, tolerance=tolerance) for row in rows)
        return np.column_stack([solved.vector for solved in each])
    more, less = (csr_array(np.maximum(part, 0.0)) for part in (rows, -rows))
    columns = [*spread(system, vstack([more, less]), tolerance)]
    up, down = np.column_stack(columns[: len(rows)]), np.column_stack(columns[len(rows) :])
    return np.asarray(up - down)

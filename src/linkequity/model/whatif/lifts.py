"""What-if: what an edit does to the pages that matter, from vectors that are solved already.

First order, for any edit, and for millions of them:

    ΔJ ≈ d·Σ_u x_u·(δ_u·h)            δ_u = new row − old row of P

Exactly, for all edits of one page u together, by one solve (Sherman and Morrison 1950):

    y = (I − d·Pᵀ)⁻¹·δ_u     Δx = d·x_u·y / (1 − d·y_u)     ΔJ = d·x_u·(δ_u·h) / (1 − d·y_u)

Edits of several pages are solved again (`edited.Edited`). Backlinks change the source alone, so
what they do is linear: ΔJ = Δs·h. J counts x; times 1 − d it is target equity.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.model.engine.system import System
from linkequity.model.weights import Vector
from linkequity.model.whatif.changes import Ids, RowChanges

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


def first_order(standing: Standing, changes: RowChanges) -> float:
    """ΔJ of an edit of any number of pages, as if x did not change with it.

    For one page it is 1 − d·δ·g times the exact one, g being what a unit that starts there passes
    through each page: at least 1 on the page itself, at most 1/(1 − d²). So it is off by at most
    d²/(1 − d²) times the share of the page's weight that the edit moves: 2.6 times, for d = 0.85.
    """
    made = changes.times(standing.h, standing.onward[changes.pages])
    return float(standing.system.damping * (standing.x[changes.pages] @ made))


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


def edit_page(standing: Standing, changes: RowChanges) -> Lift:
    """All edits of one page, exactly, by one solve. `changes` concern one page only."""
    edit = PageEdit.of(standing.system, changes, standing.x)
    (made,) = changes.times(standing.h, standing.onward[changes.pages])
    return Lift(edit.factor(standing.x) * float(made), edit.change(standing.x))


def link_gains(standing: Standing, page: int, targets: Ids, weight: float) -> Vector:
    """ΔJ of one new link from a page to each of the targets, each alone, exactly, by one solve.

    `weight` is that of the link; the targets are not linked yet from the page.
    """
    damping = standing.system.damping
    unit = np.zeros(standing.system.pages)
    unit[page] = 1.0
    visits = standing.system.adjoint(unit).vector
    share = weight / (standing.totals[page] + weight)
    made = share * (standing.h[targets] - standing.onward[page])
    returned = share * (visits[targets] - (visits[page] - 1) / damping)
    return np.asarray(damping * standing.x[page] * made / (1 - damping * returned))


def template_gains(standing: Standing, pages: Ids, weight: float) -> Vector:
    """ΔJ, first order, of a new link on all of the pages to each page of the site (n).

    Two sums over the pages do for all targets. A page that is itself among them would not link
    to itself, and its part is taken out; pages that link there already are not looked at.
    """
    share = weight / (standing.totals[pages] + weight)
    moved = standing.system.damping * standing.x[pages] * share
    gains = moved.sum() * standing.h - moved @ standing.onward[pages]
    gains[pages] -= moved * (standing.h[pages] - standing.onward[pages])
    return np.asarray(gains)


def change_source(standing: Standing, source: Vector) -> Lift:
    """Backlinks won and lost: `source` is what comes in more on each page, less where below 0."""
    return Lift(float(source @ standing.h), standing.system.forward(source).vector)

"""Links added one after the other, every answer exact, nothing built anew.

With E the unit columns of the edited pages, Δ their changed rows and G = (I − d·P)⁻¹·E
(Woodbury 1950):

    K = I − d·Δ·G
    h′ = h + d·G·K⁻¹·Δ·h                       no solve
    x′ = x + d·(I − d·Pᵀ)⁻¹·Δᵀ·K⁻ᵀ·Eᵀ·x        one solve, begun from the last one

So a step costs one solve of the unedited site, and one more for a page not looked at before.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.model.engine.system import System
from linkequity.model.links.weights import Vector
from linkequity.model.whatif.changes import LinkChanges, RowChanges, row_changes
from linkequity.model.whatif.lifts import Standing

Row = tuple[int, int, float, float]
# Columns of G kept for the next step, in numbers: 400 MB, 500 columns of 100,000 pages.
KEPT: Final = 50_000_000


@dataclass(frozen=True)
class Visits:
    """Columns of (I − d·P)⁻¹ of one site: of page u, what a unit that starts on v passes through u.

    Each is solved for once and kept, the oldest forgotten first.
    """

    system: System
    kept: dict[int, Vector] = field(default_factory=dict)

    def of(self, page: int) -> Vector:
        """The column of one page."""
        if page not in self.kept:
            if self.kept and (len(self.kept) + 1) * self.system.pages > KEPT:
                del self.kept[next(iter(self.kept))]
            unit = np.zeros(self.system.pages)
            unit[page] = 1.0
            self.kept[page] = self.system.adjoint(unit).vector
        return self.kept[page]


@dataclass(frozen=True)
class Stepwise:
    """A site after some steps: `now` is where it stands, `rows` what was changed since `base`.

    A row is source, target, passed, leaked, as in LinkChanges; each pair at most once. `spread`
    is the solution that made x′ from x.
    """

    base: Standing
    visits: Visits
    now: Standing
    rows: tuple[Row, ...] = ()
    spread: Vector | None = None

    @classmethod
    def begin(cls, base: Standing, visits: Visits | None = None) -> "Stepwise":
        """No step yet; `visits` of the same site may be shared between several beginnings."""
        return cls(base, visits or Visits(base.system), base)

    @cached_property
    def changes(self) -> RowChanges:
        """All steps so far as changed rows."""
        return row_changes(self.base.system, LinkChanges.of(list(self.rows)))

    @cached_property
    def inverse(self) -> Vector:
        """K⁻¹ (m×m)."""
        columns = [self._rows_times(page, self.visits.of(page)) for page in self._pages]
        size = len(columns)
        product = np.column_stack(columns) if columns else np.zeros((0, 0))
        return np.asarray(np.linalg.inv(np.eye(size) - self.base.system.damping * product))

    def gain(self, row: Row) -> float:
        """What one step more would add to J, exactly."""
        source, target, passed, leaked = row
        now, damping = self.now, self.base.system.damping
        grown = passed + leaked
        total = now.totals[source] + grown
        if total <= 0:
            return float(-damping * now.x[source] * now.onward[source])
        at_source, at_target = self._visited(source, (source, target))
        made = (passed * now.h[target] - grown * now.onward[source]) / total
        returned = (passed * at_target - grown * (at_source - 1) / damping) / total
        return float(damping * now.x[source] * made / (1 - damping * returned))

    def after(self, row: Row) -> "Stepwise":
        """The site one step on."""
        taken = Stepwise(self.base, self.visits, self.now, (*self.rows, row))
        spread = taken._spread(self.spread)
        base, damping = self.base, self.base.system.damping
        h, totals = base.h.copy(), base.totals.copy()
        made = taken.changes.times(base.h, base.onward[taken.changes.pages])
        for page, factor in zip(taken._pages, taken.inverse @ made, strict=True):
            h += damping * factor * self.visits.of(page)
        totals[taken.changes.pages] = taken.changes.totals
        now = Standing(base.system, totals, base.x + damping * spread, base.worth, h)
        return Stepwise(base, self.visits, now, taken.rows, spread)

    @property
    def _pages(self) -> list[int]:
        return [int(page) for page in self.changes.pages] if self.rows else []

    def _rows_times(self, page: int, column: Vector) -> Vector:
        """Δ·g for the column g of a page, for which P·g = (g − e)/d."""
        pages = self.changes.pages
        onward = (column[pages] - (pages == page)) / self.base.system.damping
        return self.changes.times(column, onward)

    def _visited(self, page: int, places: tuple[int, int]) -> list[float]:
        """What a unit that starts on each of the places passes through a page, after all steps."""
        column, damping = self.visits.of(page), self.base.system.damping
        if not self.rows:
            return [float(column[place]) for place in places]
        factors = damping * self.inverse @ self._rows_times(page, column)
        pages = self._pages
        return [
            float(column[place])
            + sum(f * float(self.visits.of(p)[place]) for p, f in zip(pages, factors, strict=True))
            for place in places
        ]

    def _spread(self, start: Vector | None) -> Vector:
        """(I − d·Pᵀ)⁻¹·Δᵀ·K⁻ᵀ·Eᵀ·x."""
        factors = self.inverse.T @ self.base.x[self.changes.pages]
        source = self.changes.delta(self.base.system, factors)
        return self.base.system.forward(source, start=start).vector

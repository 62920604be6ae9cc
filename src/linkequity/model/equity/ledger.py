"""The ledger: where every unit that enters goes.

    Σ s = Σ (1−d)·x  (kept)  +  Σ d·x·leak  (leaked, by cause)

What is lost at the door never enters; `stranded` and `unread_at_door` are views beside it.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from linkequity.model.equity.flow import Flow
from linkequity.model.links.weights import LEAKS, Transition, Vector


@dataclass(frozen=True)
class Ledger:
    """All in page units; equity_in = from_baseline + from_backlinks = kept + the sum of leaked.

    `lost_at_door`: what backlinks would bring that hit a page which takes none.
    `unread_at_door`: the same of backlinks to pages that were not read, so nobody knows.
    `stranded`: what lands on pages whose backlinks lift no other content page, as far as known.
    """

    equity_in: float
    from_baseline: float
    from_backlinks: float
    lost_at_door: float
    kept: float
    leaked: dict[str, float] = field(default_factory=dict)
    stranded: float = 0.0
    unread_at_door: float = 0.0

    @property
    def imbalance(self) -> float:
        """What is unaccounted for, as a share of equity_in; rounding alone."""
        return abs(self.equity_in - self.kept - sum(self.leaked.values())) / (self.equity_in or 1)


def leaked_by_page(flow: Flow, transition: Transition, indexable: Vector) -> dict[str, Vector]:
    """What leaks from each page, by cause, in page units.

    Where noindex pages pass equity on, what they keep is in no index: it leaks as `noindex`.
    """
    onward = flow.damping * flow.x
    leaked = {cause: onward * transition.leaks[cause] for cause in LEAKS}
    leaked["noindex"] = leaked["noindex"] + flow.kept * (1 - indexable)
    return leaked


def write_ledger(
    flow: Flow,
    transition: Transition,
    indexable: Vector,
    *,
    baseline: Vector,
    placed: pl.DataFrame,
    landings: pl.DataFrame,
) -> Ledger:
    """The ledger of a solved site; `placed` are FACT_BACKLINKS, `landings` LANDINGS."""
    leaked = leaked_by_page(flow, transition, indexable)
    entered = placed["landing"].is_not_null()
    unread = ~entered & ~placed["lost_at_door"]
    from_backlinks = float(placed["strength"].filter(entered).sum())
    return Ledger(
        equity_in=float(baseline.sum()) + from_backlinks,
        from_baseline=float(baseline.sum()),
        from_backlinks=from_backlinks,
        lost_at_door=float(placed["strength"].filter(placed["lost_at_door"]).sum()),
        kept=float(flow.kept @ indexable),
        leaked={cause: float(np.sum(amount)) for cause, amount in leaked.items()},
        stranded=float(landings["equity"].filter(landings["stranded"]).sum()),
        unread_at_door=float(placed["strength"].filter(unread).sum()),
    )

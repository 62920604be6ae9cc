"""A scenario's answer for people: before and after, winners beside losers, by page and segment."""

import time
from collections.abc import Sequence
from typing import Final

import msgspec
import polars as pl

from linkequity.advice.certainty import Certainty
from linkequity.advice.simulate import PageChange, Simulation, simulate
from linkequity.app.auditing.models import affordable
from linkequity.model.equity.ledger import Ledger
from linkequity.model.facts import Facts
from linkequity.model.whatif.names import Scenario

MOST_PAGES: Final = 12
MOST_SEGMENTS: Final = 12


class LineDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the ledger before and after, in page units."""

    name: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """What is more afterwards."""
        return self.after - self.before


class SideDoc(msgspec.Struct, frozen=True, kw_only=True):
    """All winners, or all losers: how many, how much together, and the first of them."""

    count: int
    change: float
    pages: list[PageChange]


class SegmentChangeDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages of a segment keep; `gains` and `loses` count its pages that do."""

    segment: str
    before: float
    after: float
    change: float
    gains: int
    loses: int


class WhatIfAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a scenario, in page units.

    `biggest`: the largest change of a page either way. `pages_lifted`: by its backlinks, None
    without any; `reach_before`, `reach_after`: of them, else of all backlinks. `certainty`: what
    other models say, None where they were not asked. `seconds`: how long it took.
    """

    why: str
    answered_by: str
    edits: int
    lines: list[LineDoc]
    winners: SideDoc
    losers: SideDoc
    biggest: float
    segments: list[SegmentChangeDoc]
    pages_lifted: int | None
    reach_before: float
    reach_after: float
    certainty: Certainty | None
    seconds: float


def ask(facts: Facts, scenario: Scenario, models: int = 0) -> WhatIfAnswer:
    """Answer a scenario that can be made. Raises ScenarioInvalid where it cannot."""
    began = time.perf_counter()
    found = simulate(facts, scenario, models, confirm=False)
    winners = sorted((p for p in found.pages if p.change > 0), key=lambda page: -page.change)
    losers = sorted((p for p in found.pages if p.change < 0), key=lambda page: page.change)
    return WhatIfAnswer(
        why=found.why,
        answered_by=found.answered_by,
        edits=len(scenario.edits),
        lines=lines_of(found),
        winners=_side(winners),
        losers=_side(losers),
        biggest=max((abs(page.change) for page in found.pages), default=0.0),
        segments=_segments(facts, found.pages),
        pages_lifted=found.pages_lifted,
        reach_before=found.backlink_reach.before,
        reach_after=found.backlink_reach.after,
        certainty=found.certainty,
        seconds=time.perf_counter() - began,
    )


def ask_models(facts: Facts, scenario: Scenario) -> WhatIfAnswer | None:
    """The same, with what other models say; None on sites too large to ask them."""
    models = affordable(facts)
    return ask(facts, scenario, models) if models else None


def lines_of(found: Simulation) -> list[LineDoc]:
    """The ledger before and after."""
    before, after = _lines(found.before.ledger), _lines(found.after.ledger)
    return [LineDoc(name=name, before=before[name], after=after[name]) for name in before]


def _lines(ledger: Ledger) -> dict[str, float]:
    return {
        "Equity in": ledger.equity_in,
        "Kept by pages": ledger.kept,
        "Leaked": sum(ledger.leaked.values()),
        "Lost at the door": ledger.lost_at_door,
        "Stranded": ledger.stranded,
    }


def _side(pages: Sequence[PageChange]) -> SideDoc:
    return SideDoc(
        count=len(pages),
        change=sum(page.change for page in pages),
        pages=list(pages[:MOST_PAGES]),
    )


def _segments(facts: Facts, pages: Sequence[PageChange]) -> list[SegmentChangeDoc]:
    """Segments whose pages change, the most moved first; new pages are a segment of their own."""
    if not pages:
        return []
    known = pl.DataFrame({"url": facts.graph.pages["url"], "segment": facts.segment})
    changed = pl.DataFrame(
        [(page.url, page.before, page.after, page.change) for page in pages],
        schema={"url": pl.String, "before": pl.Float64, "after": pl.Float64, "change": pl.Float64},
        orient="row",
    )
    found = (
        changed.join(known, on="url", how="left")
        .group_by(pl.col("segment").fill_null("new pages"))
        .agg(
            pl.col("before", "after", "change").sum(),
            gains=(pl.col("change") > 0).sum(),
            loses=(pl.col("change") < 0).sum(),
        )
        .sort(pl.col("change").abs(), "segment", descending=[True, False])
        .head(MOST_SEGMENTS)
    )
    return [SegmentChangeDoc(**row) for row in found.iter_rows(named=True)]

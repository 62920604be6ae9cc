"""What-if: a scenario in, the site before and after out.

Edits of a few pages' links, and backlinks won or lost, are answered from the facts at hand,
exactly, and confirmed by solving the edited site; all other edits are answered by that.
"""

from functools import cache, partial
from typing import Literal

import msgspec
import numpy as np
import polars as pl

from linkequity.advice.certainty import Asked, Certainty, ask_models
from linkequity.advice.flow_in_words import explain
from linkequity.model.backlinks.strengths import place_backlinks
from linkequity.model.equity.ledger import Ledger
from linkequity.model.equity.reach import Reach
from linkequity.model.facts import Facts
from linkequity.model.whatif.answers import answer
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.names import Scenario
from linkequity.model.whatif.outcome import Outcome, of_scenario
from linkequity.model.whatif.scenario import apply

# Below this a change of equity is rounding, in page units.
NOTHING = 1e-9
Way = Literal["facts_at_hand", "solved_again"]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The site before or after the edits."""

    ledger: Ledger


class PageChange(msgspec.Struct, frozen=True, kw_only=True):
    """One page whose equity changes, in page units; 0 where it is not there or not indexable.

    `change_low` and `change_high`: what 5% of the models stay below, and exceed; None where no
    ensemble was asked for.
    """

    url: str
    before: float
    after: float
    change: float
    change_low: float | None = None
    change_high: float | None = None


class BacklinkReach(msgspec.Struct, frozen=True, kw_only=True):
    """Reach of the scenario's backlinks together, of all the site's where it adds none, in pages.

    The same backlinks on the links before and after the edits; 0 where nothing comes in.
    """

    before: float
    after: float


class Simulation(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a scenario; `pages` are those that change, the largest gain first.

    `answered_by`: facts_at_hand (superposition and the formula of `lifts`) or solved_again;
    `confirmed_within`: the largest difference of a page's equity from that of the edited site
    solved again, as a share of what enters; None where that is the answer, or was not asked for.
    `pages_lifted`: of the scenario's backlinks together, None without one. `holds_in`:
    the share of models in which the answer goes the same way, see `certainty`; both are None where
    no ensemble was asked for. `why` is a sentence for people.
    """

    edits: list[Edit]
    answered_by: Way
    confirmed_within: float | None
    before: State
    after: State
    pages: list[PageChange]
    pages_lifted: int | None
    backlink_reach: BacklinkReach
    holds_in: float | None = None
    certainty: Certainty | None = None
    why: str


def simulate(
    facts: Facts, scenario: Scenario, models: int = 0, *, confirm: bool = True
) -> Simulation:
    """Compare the site before and after the edits; under `models` as well.

    Without `confirm` and models nothing is built anew where the facts at hand have the answer.
    Raises ScenarioInvalid as `apply` does.
    """
    again = cache(partial(apply, facts, scenario))
    at_hand = answer(facts, scenario)
    before, after = Outcome.of(facts), at_hand or Outcome.of(again())
    asked = ask_models(facts, again(), scenario, models) if models else None
    was, now = (_reach(site, facts, after, scenario) for site in (before, after))
    return Simulation(
        edits=list(scenario.edits),
        answered_by="facts_at_hand" if at_hand else "solved_again",
        confirmed_within=_apart(at_hand, again()) if at_hand and confirm else None,
        before=State(ledger=before.ledger),
        after=State(ledger=after.ledger),
        pages=_changes(before, after, asked),
        pages_lifted=(now.pages_lifted if now else 0) if scenario.has_backlinks else None,
        backlink_reach=BacklinkReach(
            before=was.reach if was else 0.0, after=now.reach if now else 0.0
        ),
        holds_in=asked.certainty.holds_in if asked else None,
        certainty=asked.certainty if asked else None,
        why=explain(before, after, now, with_backlinks=scenario.has_backlinks),
    )


def _apart(at_hand: Outcome, edited: Facts) -> float:
    """The largest difference of two answers in any page's equity, as a share of what enters."""
    equity = edited.flow.kept * edited.indexable
    most = float(np.abs(at_hand.equity - equity).max(initial=0.0))
    return most / (edited.ledger.equity_in or 1.0)


def _reach(site: Outcome, facts: Facts, after: Outcome, scenario: Scenario) -> Reach | None:
    """Reach on `site` of the backlinks after the edits: of the scenario's own, or of all."""
    placed = after.backlinks
    if site is not after:
        rows, weights = placed.select(facts.tables.backlinks.columns), facts.settings.weights
        placed = place_backlinks(rows, facts.graph, facts.transition, weights)
    return site.reach(of_scenario(placed) if scenario.has_backlinks else placed)


def _changes(before: Outcome, after: Outcome, asked: Asked | None) -> list[PageChange]:
    both = (
        before.pages.join(after.pages, on="url", how="full", suffix="_after", coalesce=True)
        .select("url", before=pl.col("equity").fill_null(0.0), after="equity_after")
        .with_columns(pl.col("after").fill_null(0.0))
        .with_columns(change=pl.col("after") - pl.col("before"))
        .filter(pl.col("change").abs() > NOTHING)
        .sort("change", "url", descending=[True, False])
    )
    if asked:
        both = both.join(asked.pages, on="url", how="left", maintain_order="left")
    return [PageChange(**row) for row in both.iter_rows(named=True)]

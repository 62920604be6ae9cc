"""The document of `linkequity recommend`: links to add together, winners, losers, cost of gates.

Gains and lifts are target equity in page units; changes are of the equity that a page keeps.
"""

import msgspec
import numpy as np

from linkequity.advice.budget import Budget, Rules, choose
from linkequity.advice.candidates import Candidates
from linkequity.app.imports import ImportDoc
from linkequity.model.facts import Facts
from linkequity.model.weights import Vector

TOP_CHANGES = 100
# Below this a change of equity is rounding, in page units.
NOTHING = 1e-9


class RecommendationDoc(
    msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}
):
    """One link to add in content. `lift`: what it adds after those before it."""

    source: str
    target: str
    anchor_text: str | None
    relevance: float | None
    lift: float


class ChangeDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page whose equity changes."""

    url: str
    before: float
    after: float
    change: float


class GateDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What keeping one gate costs: the lift of the same choice `without` it, and the difference."""

    gate: str
    without: float
    cost: float


class Recommendations(msgspec.Struct, frozen=True, kw_only=True):
    """Links in the order they were chosen, each the best after those before it.

    `before`: target equity as it is; `lift`: what all links add. `recovered`: equity that leaked
    before and no longer does. `stopped`: budget, gain (the next adds too little) or candidates
    (none is left). `left_out`: pairs of the file that could not be taken up, by reason.
    """

    judged_by: str
    candidates: int
    left_out: dict[str, int]
    candidates_file: ImportDoc | None
    before: float
    lift: float
    recovered: float
    stopped: str
    recommendations: list[RecommendationDoc]
    gates: list[GateDoc]
    winners: list[ChangeDoc]
    losers: list[ChangeDoc]


def build_recommendations(
    facts: Facts, candidates: Candidates, links: int, file: ImportDoc | None = None
) -> Recommendations:
    """Choose so many links at most, under the gates, and say what that does."""
    chosen = choose(facts.standing, candidates, Rules(links=links))
    return Recommendations(
        judged_by=facts.worth.origin,
        candidates=candidates.table.height,
        left_out=dict(candidates.left_out),
        candidates_file=file,
        before=chosen.before,
        lift=chosen.lift,
        recovered=chosen.recovered,
        stopped=chosen.stopped,
        recommendations=_links(facts, candidates, chosen),
        gates=[
            GateDoc(gate=gate, without=lift, cost=lift - chosen.lift)
            for gate, lift in chosen.open_gates.items()
        ],
        winners=_changes(facts, chosen.change, -chosen.change),
        losers=_changes(facts, chosen.change, chosen.change),
    )


def _links(facts: Facts, candidates: Candidates, chosen: Budget) -> list[RecommendationDoc]:
    urls = facts.graph.pages["url"]
    named = candidates.table.select("anchor_text", "relevance")
    rows = [(link, *named.row(link.candidate)) for link in chosen.links]
    return [
        RecommendationDoc(
            source=urls[link.source_id],
            target=urls[link.target_id],
            anchor_text=anchor_text,
            relevance=relevance,
            lift=link.gain,
        )
        for link, anchor_text, relevance in rows
    ]


def _changes(facts: Facts, change: Vector, order: Vector) -> list[ChangeDoc]:
    """The pages that come first by `order`, as far as it is below 0."""
    kept, urls = facts.flow.kept, facts.graph.pages["url"]
    first = [int(page) for page in np.argsort(order, kind="stable")[:TOP_CHANGES]]
    return [
        ChangeDoc(
            url=urls[page],
            before=float(kept[page]),
            after=float(kept[page] + change[page]),
            change=float(change[page]),
        )
        for page in first
        if order[page] < -NOTHING
    ]

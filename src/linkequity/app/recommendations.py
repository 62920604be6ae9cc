"""The document of `linkequity recommend`: links to add together, winners, losers, cost of gates.

Gains and lifts are target equity in page units; changes are of the equity that a page keeps.
"""

import msgspec
import numpy as np

from linkequity.advice.budget import Budget, Rules, choose
from linkequity.advice.candidates import Candidates
from linkequity.advice.links_in_models import Pool, ask_about_links
from linkequity.app.imports import ImportDoc
from linkequity.app.models import affordable
from linkequity.model.facts import Facts
from linkequity.model.weights import Vector

TOP_CHANGES = 100
# Below this a change of equity is rounding, in page units.
NOTHING = 1e-9


class RecommendationDoc(
    msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}
):
    """One link to add in content. `lift`: what it adds after those before it.

    `holds_in`: the share of models in which it is about as good as their own choice; `lift_low`
    and `lift_high`: 5–95% of the models, of the link alone. None where no models were asked.
    """

    source: str
    target: str
    anchor_text: str | None
    relevance: float | None
    lift: float
    holds_in: float | None = None
    lift_low: float | None = None
    lift_high: float | None = None


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
    sure = _sure(facts, candidates, chosen)
    return [
        RecommendationDoc(
            source=urls[link.source_id],
            target=urls[link.target_id],
            anchor_text=anchor_text,
            relevance=relevance,
            lift=link.gain,
            **(sure[place] if sure else {}),
        )
        for place, (link, anchor_text, relevance) in enumerate(rows)
    ]


def _sure(facts: Facts, candidates: Candidates, chosen: Budget) -> list[dict[str, float]]:
    """What the models say of each link; nothing where none are asked."""
    models, rules, pairs = affordable(facts), Rules(), candidates.pairs
    if not models or not chosen.links:
        return []
    source, target = (ids.astype(np.int64) for ids in (pairs.source, pairs.target))
    pool = Pool(source, target, rules.per_source, rules.per_target)
    found = ask_about_links(facts, pool, np.array([c.candidate for c in chosen.links]), models)
    columns = zip(found.holds_in, found.lift_low, found.lift_high, strict=True)
    names = ("holds_in", "lift_low", "lift_high")
    return [dict(zip(names, map(float, row), strict=True)) for row in columns]


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

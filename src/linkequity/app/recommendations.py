"""The document of `linkequity recommend`: links to add together, winners, losers, cost of gates.

Gains and lifts are target equity in page units; changes are of the equity that a page keeps.
"""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np

from linkequity.advice.budget import Chosen, Rules, choose, relevant
from linkequity.advice.candidates import Candidates
from linkequity.advice.links_in_models import LinksInModels, Pool
from linkequity.app.imports import ImportDoc
from linkequity.app.models import affordable
from linkequity.base.ids import recommendation_id
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
    and `lift_high`: 5–95% of the models, of the link alone. None where no models were asked. `id`
    stays the same as long as the advice is to link these two pages.
    """

    id: str
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
    before and no longer does. `less_sure`: links that would be among them if they held in four
    models of five. `stopped`: budget, gain (the next adds too little) or candidates
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
    less_sure: list[RecommendationDoc]
    gates: list[GateDoc]
    winners: list[ChangeDoc]
    losers: list[ChangeDoc]


def build_recommendations(
    facts: Facts, candidates: Candidates, links: int, file: ImportDoc | None = None
) -> Recommendations:
    """Choose so many links at most, under the gates, and say what that does."""
    models, rules = affordable(facts), Rules(links=links)
    asked = LinksInModels(facts, models) if models and candidates.table.height else None
    if asked:
        candidates = replace(candidates, holds_in=_holds_in(asked, candidates, rules))
    chosen = choose(facts.standing, candidates, rules)
    return Recommendations(
        judged_by=facts.worth.origin,
        candidates=candidates.table.height,
        left_out=dict(candidates.left_out),
        candidates_file=file,
        before=chosen.before,
        lift=chosen.lift,
        recovered=chosen.recovered,
        stopped=chosen.stopped,
        recommendations=_links(facts, candidates, chosen.links, asked),
        less_sure=_links(facts, candidates, chosen.less_sure, asked),
        gates=[
            GateDoc(gate=gate, without=lift, cost=lift - chosen.lift)
            for gate, lift in chosen.open_gates.items()
        ],
        winners=_changes(facts, chosen.change, -chosen.change),
        losers=_changes(facts, chosen.change, chosen.change),
    )


def _holds_in(asked: LinksInModels, candidates: Candidates, rules: Rules) -> Vector:
    """The share of models that each candidate holds in; 0 for those that are not relevant."""
    able, pairs = relevant(candidates, rules), candidates.pairs
    source, target = (ids[able].astype(np.int64) for ids in (pairs.source, pairs.target))
    pool = Pool(source, target, rules.per_source, rules.per_target)
    holds_in = np.zeros(len(able))
    holds_in[able] = asked.holds_in(pool, rules.links)
    return holds_in


def _links(
    facts: Facts, candidates: Candidates, links: Sequence[Chosen], asked: LinksInModels | None
) -> list[RecommendationDoc]:
    urls = facts.graph.pages["url"]
    named = candidates.table.select("anchor_text", "relevance")
    rows = [(link, *named.row(link.candidate)) for link in links]
    sure = _sure(candidates, links, asked) if asked and links else []
    return [
        RecommendationDoc(
            id=recommendation_id(urls[link.source_id], urls[link.target_id], facts.manifest.site),
            source=urls[link.source_id],
            target=urls[link.target_id],
            anchor_text=anchor_text,
            relevance=relevance,
            lift=link.gain,
            **(sure[place] if sure else {}),
        )
        for place, (link, anchor_text, relevance) in enumerate(rows)
    ]


def _sure(
    candidates: Candidates, links: Sequence[Chosen], asked: LinksInModels
) -> list[dict[str, float]]:
    """What the models say of each link."""
    assert candidates.holds_in is not None
    source, target = (
        np.array([getattr(link, side) for link in links]) for side in ("source_id", "target_id")
    )
    low, high = asked.intervals(source, target)
    holds_in = candidates.holds_in[[link.candidate for link in links]]
    names = ("holds_in", "lift_low", "lift_high")
    return [
        dict(zip(names, map(float, row), strict=True))
        for row in zip(holds_in, low, high, strict=True)
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

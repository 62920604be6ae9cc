"""The document of `linkequity recommend`: links to add together, winners, losers, cost of gates.

Gains and lifts are target equity in page units; changes are of the equity that a page keeps.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec
import numpy as np
import polars as pl

from linkequity.advice.budget import GATES, Budget, Chosen, Gate, Rules, choose, relevant
from linkequity.advice.candidates import Candidates
from linkequity.advice.links_in_models import LinksInModels, Pool
from linkequity.advice.recommending.editor import Proposals
from linkequity.advice.recommending.reasons import Reasons, in_one_line
from linkequity.advice.recommending.wording import Wording
from linkequity.app.auditing.models import affordable
from linkequity.app.intake.imports import ImportDoc
from linkequity.app.links_to_add.decisions import DecisionDoc
from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.base.ids import recommendation_id
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector

TOP_CHANGES = 100
LONGEST_PASSAGE = 2000
# Below this a change of equity is rounding, in page units.
NOTHING = 1e-9


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
    `accepted`: links that were accepted and are not there yet; `notes`: sentences for people.
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
    accepted: list[DecisionDoc] = []
    notes: list[str] = []


def build_recommendations(
    facts: Facts,
    candidates: Candidates,
    rules: Rules,
    proposals: Proposals | None = None,
    *,
    ask: Collection[Gate] = GATES,
) -> Recommendations:
    """Choose under the rules, and say what that does; `ask` what these gates cost."""
    models = affordable(facts)
    asked = LinksInModels(facts, models) if models and candidates.table.height else None
    if asked:
        candidates = replace(candidates, holds_in=_holds_in(asked, candidates, rules))
    chosen = choose(facts.standing, candidates, rules, ask)
    telling = Telling(facts, candidates, chosen, asked, proposals)
    first, less_sure = telling.links()
    return Recommendations(
        judged_by=facts.worth.origin,
        candidates=candidates.table.height,
        left_out=dict(candidates.left_out),
        candidates_file=None,
        before=chosen.before,
        lift=chosen.lift,
        recovered=chosen.recovered,
        stopped=chosen.stopped,
        recommendations=first,
        less_sure=less_sure,
        gates=[
            GateDoc(gate=gate, without=lift, cost=lift - chosen.lift)
            for gate, lift in chosen.open_gates.items()
        ],
        winners=_changes(facts, chosen.change, -chosen.change),
        losers=_changes(facts, chosen.change, chosen.change),
    )


def _holds_in(asked: LinksInModels, candidates: Candidates, rules: Rules) -> Vector:
    """The share of models that each candidate holds in, among those of its kind: in words that are
    there, or in a sentence to be written. 0 for those that are not relevant.
    """
    able, pairs = relevant(candidates, rules), candidates.pairs
    new = candidates.new_text if candidates.new_text is not None else np.zeros_like(able)
    holds_in = np.zeros(len(able))
    for kind in (able & ~new, able & new):
        if kind.any():
            source, target = (ids[kind].astype(np.int64) for ids in (pairs.source, pairs.target))
            taste = candidates.taste.only(kind) if candidates.taste else None
            pool = Pool(source, target, rules.per_source, rules.per_target, taste)
            holds_in[kind] = asked.holds_in(pool, rules.links)
    return holds_in


@dataclass(frozen=True)
class Telling:
    """A choice, and what is known of its links."""

    facts: Facts
    candidates: Candidates
    chosen: Budget
    asked: LinksInModels | None
    proposals: Proposals | None

    def links(self) -> tuple[list[RecommendationDoc], list[RecommendationDoc]]:
        """The links chosen, and those that hold in too few models."""
        every = (*self.chosen.links, *self.chosen.less_sure)
        sure = self._sure(every)
        docs = [self._doc(link, known) for link, known in zip(every, sure, strict=True)]
        first = len(self.chosen.links)
        return docs[:first], docs[first:]

    def _doc(self, link: Chosen, sure: dict[str, float]) -> RecommendationDoc:
        urls = self.facts.graph.pages["url"]
        source, target = urls[link.source_id], urls[link.target_id]
        anchor_text, relevance = self._named.row(link.candidate)
        figures = self._reasons.of(link.source_id, link.target_id)
        wording = self.proposals.wordings[link.candidate] if self.proposals else None
        return msgspec.convert(
            {
                "id": recommendation_id(source, target, self.facts.manifest.site),
                "from": source,
                "to": target,
                "anchor_text": anchor_text,
                "relevance": relevance,
                "lift": link.gain,
                "donor_loss": max(0.0, -float(self.chosen.change[link.source_id])),
                "why": in_one_line(wording, relevance if wording else None, figures),
                **_words(wording),
                **figures,
                **sure,
            },
            RecommendationDoc,
        )

    @cached_property
    def _named(self) -> pl.DataFrame:
        return self.candidates.table.select("anchor_text", "relevance")

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.facts)

    def _sure(self, links: Sequence[Chosen]) -> list[dict[str, float]]:
        """What the models say of each link."""
        if self.asked is None or self.candidates.holds_in is None or not links:
            return [{} for _ in links]
        source, target = (
            np.array([getattr(link, side) for link in links]) for side in ("source_id", "target_id")
        )
        low, high = self.asked.intervals(source, target)
        holds_in = self.candidates.holds_in[[link.candidate for link in links]]
        names = ("holds_in", "lift_low", "lift_high")
        return [
            dict(zip(names, map(float, row), strict=True))
            for row in zip(holds_in, low, high, strict=True)
        ]


def _words(wording: Wording | None) -> dict[str, object]:
    if wording is None:
        return {}
    return {
        "sentence": wording.sentence,
        "anchor_start": wording.anchor_start,
        "passage": wording.passage_text[:LONGEST_PASSAGE],
        "new_text": wording.new_text,
    }


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

"""The best k new links together: the best one, then the best one after that, and so on.

Each step scores every candidate on the site as it stands, works out exactly what the best of them
would gain, and takes the one that gains most and keeps the gates. Links chosen one by one on the
site as it is would all point from the strongest page to the weakest; chosen together, each takes
into account what those before it have changed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt

from linkequity.advice.candidates import Candidates
from linkequity.model.links.weights import Vector
from linkequity.model.whatif.lifts import Standing
from linkequity.model.whatif.scoring import score_candidates
from linkequity.model.whatif.stepwise import Row, Stepwise, Visits

Stop = Literal["budget", "gain", "candidates"]
Gate = Literal["per_source", "per_target", "largest_loss", "relevance", "holds_in", "in_text"]
GATES: Final[tuple[Gate, ...]] = get_args(Gate)
# First order ranks like exact but for a few percent: the best by exact is among its best few.
SHORTLIST: Final = 6
# What is lost below this share is rounding.
ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Rules:
    """How many links, and the gates; a gate that is None stands open.

    `per_source`, `per_target`: links from one page, and to one. `largest_loss`: the share of its
    equity that any page may lose by all links together. `relevance`: the percentile that a pair's
    relevance must reach, where it is known. `holds_in`: the share of models that a link must hold
    in, where models were asked. `in_text`: what a link counts whose sentence is yet to be written,
    as a share of its gain; links in words that are there count whole. `least_gain`: the share of
    what the first link counts below which another no longer pays.
    """

    links: int = 50
    # More than three new links on a page is a list, more than five to one page is a campaign.
    per_source: int | None = 3
    per_target: int | None = 5
    largest_loss: float | None = 0.1
    relevance: float | None = 0.9
    # Four models in five: below that another set of weights as good as ours advises otherwise.
    holds_in: float | None = 0.8
    # Readers follow links in running text, and editors add those gladly: a sentence written for a
    # link's sake has to bring ten times as much.
    in_text: float | None = 0.1
    least_gain: float = 0.05

    def without(self, gate: Gate) -> "Rules":
        """The same with one gate open."""
        opened: dict[str, None] = {gate: None}
        return replace(self, **opened)  # type: ignore[arg-type]  # every gate may be None


@dataclass(frozen=True)
class Chosen:
    """One link of the choice; `candidate` is its row in the table.

    `gain` is what it adds after those before it, in target equity.
    """

    candidate: int
    source_id: int
    target_id: int
    gain: float


@dataclass(frozen=True)
class Budget:
    """Links in the order they were chosen, and what they do together.

    `lift`: target equity gained by all; `before`: what there was. `change`: of the equity each
    page keeps, by page_id, losers too; `recovered`: what leaked before and no longer does.
    `open_gates`: the lift of the same choice with one gate open, by gate. `less_sure`: the links
    that would be chosen beside others if they held in more models. `stopped`: by the budget,
    because the next gained too little, or because no candidate was left.
    """

    links: tuple[Chosen, ...]
    before: float
    lift: float
    change: Vector
    recovered: float
    stopped: Stop
    open_gates: dict[Gate, float]
    less_sure: tuple[Chosen, ...] = ()


def choose(
    standing: Standing, candidates: Candidates, rules: Rules, ask: Collection[Gate] = GATES
) -> Budget:
    """The best links under the rules, and what each gate costs of those to `ask` about."""
    visits = Visits(standing.system)
    chosen = Greedy(standing, candidates, rules, visits).run()
    opened = {
        gate: Greedy(standing, candidates, rules.without(gate), visits).run()
        for gate in _closed(candidates, rules)
        if gate in ask
    }
    doubted = opened["holds_in"].links if "holds_in" in opened else ()
    sure = _sure(candidates, rules)
    return replace(
        chosen,
        open_gates={gate: budget.lift for gate, budget in opened.items()},
        less_sure=tuple(link for link in doubted if not sure[link.candidate]),
    )


def _closed(candidates: Candidates, rules: Rules) -> Iterator[Gate]:
    unknown = {
        "relevance": candidates.table["relevance"].is_null().all(),
        "holds_in": candidates.holds_in is None,
        "in_text": candidates.new_text is None or not candidates.new_text.any(),
    }
    for gate in GATES:
        if getattr(rules, gate) is not None and not unknown.get(gate):
            yield gate


class Greedy:
    """One run of the choice: where the site stands, and which candidates are left."""

    def __init__(
        self, standing: Standing, candidates: Candidates, rules: Rules, visits: Visits
    ) -> None:
        self.rules = rules
        self.keeps = 1 - standing.system.damping
        self.pairs = candidates.pairs
        self.taste = candidates.taste
        self.counts = _counted(candidates, rules)
        self.left = relevant(candidates, rules) & _sure(candidates, rules)
        self.site = Stepwise.begin(standing, visits)
        self.chosen: list[Chosen] = []
        self.first = 0.0

    def run(self) -> Budget:
        """Choose until the budget is used, nothing pays any more, or nothing is left."""
        stopped = self._choose()
        base, now = self.site.base, self.site.now
        change = self.keeps * (now.x - base.x)
        return Budget(
            links=tuple(self.chosen),
            before=self.keeps * base.total,
            lift=self.keeps * (now.total - base.total),
            change=change,
            recovered=float(change.sum()),
            stopped=stopped,
            open_gates={},
        )

    def _choose(self) -> Stop:
        while len(self.chosen) < self.rules.links:
            ranked = self._shortlist()
            if not ranked:
                return "candidates"
            for counted, candidate in ranked:
                if counted <= self.rules.least_gain * self.first:
                    return "gain"
                if self._taken(candidate, counted):
                    break
        return "budget"

    def _shortlist(self) -> list[tuple[float, int]]:
        """The best candidates left by first order, with what each counts by its exact gain, the
        best first.
        """
        scores = self.counts * score_candidates(self.site.now, self.pairs)
        scores = np.where(self.left, scores, -np.inf)
        few = min(SHORTLIST, len(scores))
        best = np.argpartition(-scores, few - 1)[:few] if few else np.array([], np.int64)
        exact = [(self._counted(int(i)), int(i)) for i in best if self.left[i]]
        return sorted(exact, key=lambda found: (-found[0], found[1]))

    def _counted(self, candidate: int) -> float:
        gain = self.keeps * self.site.gain(self._row(candidate))
        return float(gain * self.counts[candidate])

    def _taken(self, candidate: int, counted: float) -> bool:
        """Take a candidate, or bar its page where another would lose too much by it."""
        source, target, _, _ = row = self._row(candidate)
        after = self.site.after(row)
        if self._loses_too_much(after):
            self.left &= self.pairs.source != source
            return False
        self.site = after
        self.left[candidate] = False
        self.first = self.first or counted
        gain = counted / float(self.counts[candidate])
        self.chosen.append(Chosen(candidate, source, target, gain))
        self._close_full(source, target)
        if self.taste is not None:
            self.left &= ~self.taste.bars([link.candidate for link in self.chosen])
        return True

    def _close_full(self, source: int, target: int) -> None:
        """No more links from a page that gives enough, nor to one that gets enough."""
        given = sum(link.source_id == source for link in self.chosen)
        gets = sum(link.target_id == target for link in self.chosen)
        if self.rules.per_source is not None and given >= self.rules.per_source:
            self.left &= self.pairs.source != source
        if self.rules.per_target is not None and gets >= self.rules.per_target:
            self.left &= self.pairs.target != target

    def _loses_too_much(self, after: Stepwise) -> bool:
        if self.rules.largest_loss is None:
            return False
        least = (1 - self.rules.largest_loss - ROUNDING) * after.base.x
        return bool((after.now.x < least).any())

    def _row(self, candidate: int) -> Row:
        pairs = self.pairs
        return (
            int(pairs.source[candidate]),
            int(pairs.target[candidate]),
            float(pairs.passed[candidate]),
            float(pairs.leaked[candidate]),
        )


def relevant(candidates: Candidates, rules: Rules) -> npt.NDArray[np.bool_]:
    """Which candidates pass the relevance gate; all do where no relevance is known."""
    relevance = candidates.table["relevance"]
    if rules.relevance is None or relevance.is_null().all():
        return np.ones(len(relevance), dtype=bool)
    least = relevance.quantile(rules.relevance, interpolation="nearest")
    return (relevance >= least).fill_null(value=False).to_numpy().copy()


def _counted(candidates: Candidates, rules: Rules) -> npt.NDArray[np.float64]:
    """What the gain of each candidate counts: all of it, or less where its sentence is new."""
    if rules.in_text is None or candidates.new_text is None:
        return np.ones(candidates.table.height)
    return np.where(candidates.new_text, rules.in_text, 1.0)


def _sure(candidates: Candidates, rules: Rules) -> npt.NDArray[np.bool_]:
    """Which candidates hold in enough models; all do where none were asked."""
    if rules.holds_in is None or candidates.holds_in is None:
        return np.ones(candidates.table.height, dtype=bool)
    return np.asarray(candidates.holds_in >= rules.holds_in)

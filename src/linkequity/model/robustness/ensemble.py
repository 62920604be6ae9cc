"""An ensemble: many models of one site, solved together.

What the models have in common is done once: the graph, its folds and pairs of pages, the lists of
links, the places where backlinks land and their turns. A model is then a few weights, and one
pass over the lists moves the equity of all models at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from linkequity.base.errors import NotConverged
from linkequity.model.backlinks.strengths import SCENARIO_VENDOR, turns, worths
from linkequity.model.engine.series import sum_steps
from linkequity.model.equity.reach import Reach, measure
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.model.robustness.knobs import Model
from linkequity.model.robustness.link_lists import Block, Ints, LinkLists, build_lists, new_links

# Solved together: 32 models of 100,000 pages are 26 MB, and five copies of it.
BLOCK_CELLS = 3_200_000
# As fine as the flow itself, in the 1-norm and relative to what enters.
TOLERANCE = 1e-10


@dataclass(frozen=True)
class Part:
    """The numbers of some models, a column each."""

    lists: LinkLists
    of_lists: Block
    of_content: Block
    per_total: Block
    holds: Block
    damping: Vector

    def onward(self, x: Block) -> Block:
        """d·Pᵀx of each model."""
        passed = self.lists.carried @ (x * self.per_total)
        received: Block = self.lists.pointed_back @ (passed * self.of_lists)
        return received * self.holds

    def onward_in_content(self, x: Block) -> Block:
        """The same by links in content alone."""
        passed = self.lists.carried @ (x * self.per_total)
        received: Block = self.lists.pointed_back @ (passed * self.of_content)
        return received * self.holds

    def back(self, h: Block) -> Block:
        """d·P·h of each model."""
        met = self.lists.pointed @ (h * self.holds)
        carried: Block = self.lists.carried_back @ (met * self.of_lists)
        return carried * self.per_total


class Ensemble:
    """The site of some facts under each of some models, solved when asked; column m is model m."""

    def __init__(self, facts: Facts, models: Sequence[Model]) -> None:
        self.facts = facts
        self.models = tuple(models)

    def first(self, models: int) -> "Ensemble":
        """The first models alone; what was solved stays solved."""
        part = Ensemble(self.facts, self.models[:models])
        part.lists, part.x = self.lists, self.x[:, :models]
        return part

    @cached_property
    def lists(self) -> LinkLists:
        """The links that all models share."""
        return build_lists(self.facts.graph)

    @cached_property
    def damping(self) -> Vector:
        """d of each model."""
        return np.array([model.weights.damping for model in self.models])

    @cached_property
    def totals(self) -> Block:
        """D of each page and model."""
        return self.lists.weights([model.weights for model in self.models])[0]

    @cached_property
    def holds(self) -> Block:
        """1 where a page holds equity in a model, else 0."""
        kind = self.facts.graph.folding.kind
        noindex = (kind == "noindex").to_numpy().astype(np.float64)
        passes = np.array([model.weights.noindex_passes for model in self.models])
        holds: Block = self.facts.indexable[:, np.newaxis] + noindex[:, np.newaxis] * passes
        return holds

    @cached_property
    def sources(self) -> Block:
        """What enters at each page in each model: baseline and backlinks."""
        baseline = np.array([model.weights.baseline for model in self.models])
        existing: Block = self.facts.indexable[:, np.newaxis] * baseline
        return existing + self.landed(scenario_alone=False)

    def landed(self, *, scenario_alone: bool) -> Block:
        """What backlinks bring into each page in each model; of a scenario's alone, where asked.

        Of several rows of one backlink the one that counts under the settings counts in all.
        """
        rows, page = self._backlinks
        added = (rows["vendor"] == SCENARIO_VENDOR).fill_null(value=False).to_numpy()
        result = np.zeros((len(self.facts.indexable), len(self.models)))
        for number, model in enumerate(self.models):
            worth = worths(rows, model.weights).to_numpy()
            strength = worth * model.weights.repeat ** rows["turn"].to_numpy()
            strength = strength * (added | (model.backlinks and not scenario_alone))
            result[:, number] = np.bincount(page, strength, minlength=len(result))
        landed: Block = result * self.holds
        return landed

    @cached_property
    def _backlinks(self) -> tuple[pl.DataFrame, Ints]:
        """Backlinks that count, with their turns, and the page each ends at."""
        facts = self.facts
        placed = facts.backlinks.with_row_index("number")
        counting = turns(facts.backlinks, facts.settings.weights).select("number", "turn")
        rows = placed.join(counting, on="number")
        hit = facts.graph.addresses.ids(rows["target"]).fill_null(-1).to_numpy()
        page = np.where(hit >= 0, facts.graph.folding.end[hit], -1)
        return rows.filter(pl.Series(page >= 0)), page[page >= 0]

    @cached_property
    def x(self) -> Block:
        """What passes through each page (n × models), in page units. Raises NotConverged."""
        return self._solve(lambda part: part.onward, self.sources)

    def adjoint(self, worth: Vector) -> Block:
        """h = c + d·P·h of each model (n × models), for one worth c of pages."""
        columns = np.repeat(worth[:, np.newaxis], len(self.models), axis=1)
        return self._solve(lambda part: part.back, columns)

    def reach(self, parcels: Block) -> list[Reach | None]:
        """Reach of a parcel that lands on pages (n × models), in each model; None for nothing."""
        spread = self._solve(lambda part: part.onward_in_content, parcels)
        return [
            measure(flow, parcel, self.facts.content) if parcel.any() else None
            for flow, parcel in zip(spread.T, parcels.T, strict=True)
        ]

    @property
    def equity(self) -> Block:
        """What each indexable page keeps in each model (n × models), in page units."""
        kept: Block = (1 - self.damping) * self.x * self.facts.indexable[:, np.newaxis]
        return kept

    def link_lifts(self, source: Ints, target: Ints, worth: Vector) -> Iterator[Vector]:
        """Target equity that a new content link each creates, model after model.

        To first order, each link alone, in page units times worth:

            (1 − d) · d·x_u · (passed·h_v − (passed + leaked)·(P·h)_u) / (D_u + passed + leaked)

        `source` and `target` are page_ids of pairs without a content link.
        """
        h, made = self.adjoint(worth), new_links(self.facts.graph, source, target)
        for part, here in self._parts():
            met, onward = (h * self.holds)[:, here], part.back(h[:, here])
            for column, number in enumerate(range(len(self.models))[here]):
                passed, leaked = (w[:, 0] for w in made.weights([self.models[number].weights]))
                grown, damping = passed + leaked, self.damping[number]
                gained = damping * passed * met[target, column] - grown * onward[source, column]
                total = self.totals[source, number] + grown
                share = np.divide(gained, total, out=np.zeros_like(gained), where=total > 0)
                yield (1 - damping) * self.x[source, number] * share

    def _parts(self) -> Iterator[tuple[Part, slice]]:
        """The models in blocks of bounded memory, with their columns."""
        width = max(1, BLOCK_CELLS // max(1, len(self.facts.indexable)))
        for first in range(0, len(self.models), width):
            here = slice(first, first + width)
            models = [model.weights for model in self.models[here]]
            totals, of_lists, of_content = self.lists.weights(models)
            damping = self.damping[here]
            per_total = np.divide(damping, totals, out=np.zeros_like(totals), where=totals > 0)
            yield (
                Part(self.lists, of_lists, of_content, per_total, self.holds[:, here], damping),
                here,
            )

    def _solve(self, direction: Callable[[Part], Callable[[Block], Block]], source: Block) -> Block:
        solution = np.empty_like(source)
        for part, here in self._parts():
            onward = direction(part)
            solution[:, here] = sum_steps(onward, source[:, here], part.damping, TOLERANCE).total
            _check(onward(solution[:, here]) + source[:, here], solution[:, here], source[:, here])
        return solution


def _check(following: Block, solution: Block, source: Block) -> None:
    missing = np.abs(following - solution).sum(axis=0)
    size = np.abs(source).sum(axis=0)
    residual = float(np.divide(missing, size, out=missing.copy(), where=size > 0).max(initial=0.0))
    if not residual <= TOLERANCE:
        raise NotConverged(
            f"the residual of a model is {residual:.3g}, not {TOLERANCE:.3g}",
            where="the ensemble of models",
            hint="Look for infinite or negative weights and ratings.",
        )

"""What is at stake in other models: the same sums of what links carry and pages keep in each.

A stake is a sum over links (what they carry), pages (what they keep, lack to the median of their
segment, or would give a new link) or backlinks (what they bring). Which links and pages those are
is known from the site; only the amounts are the model's, so a sum over all models costs as much as
one pass over its parts.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl

from linkequity.model.backlinks.strengths import turns, worths
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.link_lists import (
    ALL_SETS,
    Block,
    Ints,
    set_weights,
    sets_of_links,
)

# Parts times models at a time: 26 MB.
CELLS: Final = 3_200_000


@dataclass(frozen=True)
class Stakes:
    """Sums in each model of an ensemble, the first being the settings' own; in page units."""

    ensemble: Ensemble

    @property
    def facts(self) -> Facts:
        """The site."""
        return self.ensemble.facts

    def of_links(self, links: Ints) -> Vector:
        """What links carry, by their rows in FACT_LINKS: Σ d·x·w/D.

        Of several links from a page to one target the one that counts under the settings counts in
        every model.
        """
        links = links[self._counting[links]]
        parts, times = np.unique(self._parts[links], return_counts=True)
        source, kind = parts // ALL_SETS, parts % ALL_SETS
        total = np.zeros(len(self.ensemble.models))
        step = max(1, CELLS // len(total))
        for first in range(0, len(parts), step):
            here = slice(first, first + step)
            carried = self._onward[source[here]] * self._weights[kind[here]]
            total += times[here] @ carried
        return total

    def kept(self, pages: Ints) -> Vector:
        """What pages keep, by page_id."""
        return np.asarray(self.ensemble.equity[pages].sum(axis=0))

    def lacking(self, pages: Ints) -> Vector:
        """What indexable pages lack to their segment's median content page, each at least 0."""
        missing = self._medians[self._segment[pages]] - self.ensemble.equity[pages]
        return np.asarray(np.maximum(np.nan_to_num(missing), 0.0).sum(axis=0))

    def given(self, pages: Ints) -> Vector:
        """What a new link of weight 1 would carry from each of them: Σ d·x/(D + 1)."""
        strength = self._passing[pages] / (self.ensemble.totals[pages] + 1)
        return np.asarray(strength.sum(axis=0))

    def brought(self, urls: pl.Series, by: str = "target") -> Vector:
        """What backlinks to these URLs bring, or would if they landed; `by` landing: that do."""
        there = self.facts.backlinks[by].is_in(urls.implode()).fill_null(value=False).to_numpy()
        return np.asarray(self._strengths[there].sum(axis=0))

    @cached_property
    def _passing(self) -> Block:
        """d·x of each page and model."""
        passing: Block = self.ensemble.x * self.ensemble.damping
        return passing

    @cached_property
    def _onward(self) -> Block:
        """d·x/D of each page and model: what a link carries for each unit of its weight."""
        totals = self.ensemble.totals
        return np.divide(self._passing, totals, out=np.zeros_like(totals), where=totals > 0)

    @cached_property
    def _weights(self) -> Block:
        return set_weights([model.weights for model in self.ensemble.models])

    @cached_property
    def _counting(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return self.facts.transition.weight > 0

    @cached_property
    def _parts(self) -> Ints:
        """Source and set of places of each link as one number."""
        source = self.facts.graph.links["source_id"].cast(pl.Int64).fill_null(0).to_numpy()
        parts: Ints = source * ALL_SETS + sets_of_links(self.facts.graph)
        return parts

    @cached_property
    def _segment(self) -> Ints:
        segments = self.facts.segment.cast(pl.String)
        return np.unique(segments.fill_null("").to_numpy(), return_inverse=True)[1]

    @cached_property
    def _medians(self) -> Block:
        """The median content page of each segment (segments × models); NaN without any."""
        content, segments = self.facts.content, int(self._segment.max(initial=-1)) + 1
        columns = pl.DataFrame(self.ensemble.equity[content]).with_columns(
            segment=pl.Series(self._segment[content])
        )
        medians = columns.group_by("segment").agg(pl.all().median())
        found = np.full((segments, len(self.ensemble.models)), np.nan)
        found[medians["segment"].to_numpy()] = medians.drop("segment").to_numpy()
        return found

    @cached_property
    def _strengths(self) -> Block:
        """What each backlink brings in each model (backlinks × models); repeats as they are."""
        backlinks, weights = self.facts.backlinks, self.facts.settings.weights
        counting = turns(backlinks, weights)
        number, turn = counting["number"].to_numpy(), counting["turn"].to_numpy()
        found = np.zeros((len(backlinks), len(self.ensemble.models)))
        for column, model in enumerate(self.ensemble.models):
            if model.backlinks:
                worth = worths(backlinks, model.weights).to_numpy()[number]
                found[number, column] = worth * model.weights.repeat**turn
        return found

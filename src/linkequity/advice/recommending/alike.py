"""How much two pages have in common, as a percentile of all pairs of pages of the site."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Ids
from linkequity.model.facts import Facts
from linkequity.text.relevance import Relevance, Scale

# Pairs drawn to know what is usual: a percentile is then right to half a percent.
DRAWN: Final = 20_000


@dataclass(frozen=True)
class Alike:
    """The scores that are usual, and what gives scores; None for a site without text."""

    relevance: Relevance | None
    usual: Scale

    @classmethod
    def of(cls, facts: Facts, seed: int) -> "Alike":
        """Calibrated to random pairs of content pages."""
        relevance, content = facts.text.relevance, np.flatnonzero(facts.content)
        if relevance is None or len(content) < 2:
            return cls(None, Scale.of(np.zeros(0, dtype=np.float32)))
        random = np.random.default_rng(seed)
        source, target = random.choice(content, (2, DRAWN))
        other = source != target
        return cls(relevance, Scale.of(relevance.score_pages(source[other], target[other])))

    def percentiles(self, source: Ids, target: Ids) -> Floats:
        """Of each pair the share of all pairs that have less in common: 0 to 1."""
        if self.relevance is None or not len(source):
            return np.zeros(len(source))
        scores = self.relevance.score_pages(source.astype(np.int64), target.astype(np.int64))
        return self.usual.percentiles(scores).astype(np.float64)

    def nearest(self, pages: Ids, targets: Ids, count: int) -> Ids:
        """So many of the pages for each target, those with most in common, each once."""
        if self.relevance is None or not len(pages):
            return pages[:0]
        found = []
        for target in targets:
            same = np.full(len(pages), target, dtype=np.int64)
            scores = self.relevance.score_pages(pages.astype(np.int64), same)
            found.append(pages[np.argsort(-scores, kind="stable")[:count]])
        return np.unique(np.concatenate(found)) if found else pages[:0]

"""Untrained rankings: single measures, and their fusion by reciprocal ranks."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Rows

FUSED: Final = ("cosine", "adamic_adar", "similar_link", "title_page", "anchored")
# Cormack, Clarke and Büttcher (2009).
SMOOTHING: Final = 60


@dataclass(frozen=True)
class Fusion:
    """Reciprocal rank fusion of five measures; features must be those of one source at a time
    or carry their ranks, as `rank_…` columns of `features.relative` do."""

    def scores(self, names: tuple[str, ...], features: Floats) -> Floats:
        """Σ 1 / (60 + rank)."""
        ranks = [np.expm1(features[:, names.index(f"{name}_rank")]) for name in FUSED]
        total: Floats = np.sum([1 / (SMOOTHING + rank + 1) for rank in ranks], axis=0)
        return total


def by_title(names: tuple[str, ...], features: Floats) -> Floats:
    """Pages whose whole title stands in the source, then by cosine."""
    named = features[:, names.index("name_title_best")] >= 1
    return (named + 0.1 * features[:, names.index("cosine")]).astype(np.float32)


def by_anchor(names: tuple[str, ...], features: Floats) -> Floats:
    """Pages that what stands in the source is used as anchor text for, then by cosine."""
    cosine = features[:, names.index("cosine")]
    return (features[:, names.index("anchored")] + 1e-3 * cosine).astype(np.float32)


def by_cosine(names: tuple[str, ...], features: Floats) -> Floats:
    """Pages of like words."""
    return features[:, names.index("cosine")]


def top(source: Rows, score: Floats, count: int) -> Rows:
    """The rows of the `count` best of each source, best first; of equals the first."""
    order = np.lexsort((np.arange(len(source)), -score, source))
    ordered = source[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return order[rank < count]

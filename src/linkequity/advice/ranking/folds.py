"""The site teaches its own ranker: its contextual links, hidden fold by fold, are what to find."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.site import Flags, Floats, Rows
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.features import Featuring, parcels
from linkequity.advice.ranking.pairs.reader import Reader

FOLDS: Final = 10
# More sources teach nothing new: 3,000 with ten candidates' worth of links each are enough.
SOURCES: Final = 3_000
# With so many links a tenth of them has sources enough: what each fold costs grows with the site.
MANY: Final = FOLDS * SOURCES
# Candidates that are no links, per source: with 40 to 240 the ranker came out the same.
OTHERS: Final = 60


@dataclass(frozen=True)
class Lessons:
    """Rows in groups, of which some are right: candidates of one source and fold, or spans for one
    pair. `found`: 1 for a hidden link, more for a better span. `sizes`: rows of each group.
    """

    names: tuple[str, ...]
    features: Floats
    found: Rows
    sizes: Rows


def teachable(index: Index) -> Rows:
    """Pairs whose links all stand in running text: hidden, they leave no blank behind."""
    site = index.site
    elsewhere = np.zeros(len(site.pairs), dtype=np.bool_)
    elsewhere[site.pair_of[~site.links.contextual]] = True
    return np.flatnonzero(~elsewhere)


def folds(index: Index, seed: int, count: int = FOLDS) -> Iterator[View]:
    """Views that hide a part of the teachable pairs each, no pair twice; of MANY only the first."""
    pairs = np.random.default_rng(seed).permutation(teachable(index))
    for fold in range(taught_in(index, count)):
        hidden = np.zeros(len(index.site.pairs), dtype=np.bool_)
        hidden[pairs[fold::count]] = True
        yield View(index, hidden)


def taught_in(index: Index, count: int) -> int:
    """In how many of so many folds a site teaches."""
    return 1 if len(teachable(index)) >= MANY else count


def sources_of(view: View, count: int, random: np.random.Generator) -> Rows:
    """The pages with hidden links; of many so many by chance."""
    sources = np.unique(view.index.site.pairs[view.hidden] // len(view.index.site))
    if len(sources) <= count:
        return sources
    return np.sort(random.choice(sources, count, replace=False))


def lessons(index: Index, seed: int, reader: Reader | None = None) -> Lessons:
    """What all folds teach together; the reader must not know what they hide of a page it reads."""
    random = np.random.default_rng(seed)
    most = SOURCES // taught_in(index, FOLDS)
    parts = [_lesson(Featuring(view, reader), most, random) for view in folds(index, seed)]
    return Lessons(
        parts[0].names,
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.found for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def _lesson(featuring: Featuring, most: int, random: np.random.Generator) -> Lessons:
    """What one fold teaches by so many sources."""
    view = featuring.view
    site = view.index.site
    hidden = site.pairs[view.hidden]
    features, found, groups = [], [], []
    names: tuple[str, ...] = ()
    for parcel in parcels(sources_of(view, most, random)):
        pairs = featuring.pairs(parcel)
        keys = site.pair_keys(pairs.source, pairs.target)
        right = np.isin(keys, hidden)
        kept = _thinned(pairs.source, right, random)
        features.append(pairs.features[kept])
        found.append(right[kept].astype(np.int64))
        groups.append(pairs.source[kept])
        names = pairs.names
    sizes = np.unique(np.concatenate(groups), return_counts=True)[1] if groups else np.zeros(0)
    return Lessons(names, np.concatenate(features), np.concatenate(found), sizes.astype(np.int64))


def _thinned(source: Rows, right: Flags, random: np.random.Generator) -> Rows:
    """Rows to learn from: of sources with a link found, its links and OTHERS others, by chance."""
    chance = random.random(len(source))
    chance[right] = -1
    order = np.lexsort((chance, source))
    ordered = source[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    links = np.bincount(source, weights=right, minlength=int(source.max(initial=-1)) + 1)[ordered]
    return np.sort(order[(links > 0) & (rank < links + OTHERS)])

"""Hidden links teach the reader: of all places of names on their pages theirs are the true ones."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.advice.ranking.folds import FOLDS, SOURCES, folds, sources_of, taught_in
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.site import Flags, Floats, Ids, Rows
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.clues import find_clues
from linkequity.advice.ranking.pairs.features import parcels
from linkequity.advice.ranking.pairs.phrase_features import Beliefs, find_mentions, weigh
from linkequity.advice.ranking.pairs.reader import Reader
from linkequity.advice.ranking.trees import Trees, train_telling

# Places that are no links, in all: more teach nothing new.
OTHERS: Final = 200_000


@dataclass(frozen=True)
class Readers:
    """`together`: taught by all pages; `apart`: for each half of them by the other half."""

    together: Reader
    apart: Reader


@dataclass(frozen=True)
class _Places:
    """Places of names: of each its page, what speaks for it, and whether a hidden link stood there
    that led to the page named.
    """

    names: tuple[str, ...]
    page: Rows
    clues: Floats
    right: Flags


def learn_reading(index: Index, seed: int) -> Readers:
    """Readers of a site by its teachable links, hidden fold by fold."""
    random = np.random.default_rng(seed)
    count = taught_in(index, FOLDS)
    parts = [
        _places(view, sources_of(view, SOURCES // count, random), OTHERS // count, random)
        for view in folds(index, seed)
    ]
    page, clues, right = (
        np.concatenate([getattr(part, field) for part in parts])
        for field in ("page", "clues", "right")
    )
    odd = page % 2 > 0
    together, by_odd, by_even = (
        Trees(train_telling(parts[0].names, clues[some], right[some], seed))
        for some in (np.ones(len(page), np.bool_), odd, ~odd)
    )
    return Readers(Reader(together, together), Reader(even=by_odd, odd=by_even))


def _places(view: View, sources: Rows, others: int, random: np.random.Generator) -> _Places:
    """The places of names on these pages that are true, and so many by chance that are not."""
    site = view.index.site
    beliefs, leads_to = Beliefs.of(view), _hidden_targets(view)
    hidden = site.pairs[view.hidden]
    pages, tables, rights = [], [], []
    names: tuple[str, ...] = ()
    for parcel in parcels(sources):
        mentions = find_mentions(view, beliefs, parcel)
        clues = find_clues(view, beliefs, weigh(view, beliefs, mentions), parcel)
        names, rows = clues.names, clues.rows
        page, target = parcel[mentions.place[rows]], mentions.target[rows]
        first = mentions.at[rows]
        last = first + view.index.names.length[view.index.names.phrase_of[mentions.name[rows]]] - 1
        right = (leads_to[first] == target) | (leads_to[last] == target)
        other = ~np.isin(site.pair_keys(page, target), hidden)
        share = others * len(parcel) / len(sources) / max(int(other.sum()), 1)
        wanted = right | (other & (random.random(len(rows)) < share))
        pages.append(page[wanted])
        tables.append(clues.table[wanted])
        rights.append(right[wanted])
    return _Places(names, np.concatenate(pages), np.concatenate(tables), np.concatenate(rights))


def _hidden_targets(view: View) -> Ids:
    """Of each token the page that a hidden link in running text leads to from there, else −1."""
    site, anchors = view.index.site, view.index.anchors
    gone = view.hidden[site.pair_of[anchors.link]] & site.links.contextual[anchors.link]
    first, length = anchors.first[gone], anchors.length[gone]
    owner = np.repeat(np.arange(len(first)), length)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)
    targets = np.full(len(site.tokens.ids), -1, dtype=np.int32)
    targets[first[owner] + step] = site.links.target[anchors.link[gone]][owner]
    return targets

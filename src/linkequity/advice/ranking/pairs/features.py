"""Pairs of pages as rows of numbers, all at once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.folders import url_features
from linkequity.advice.ranking.known.site import Floats, Rows
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.candidates import find_candidates
from linkequity.advice.ranking.pairs.clues import find_clues
from linkequity.advice.ranking.pairs.graph_features import (
    FolderLinks,
    Neighbourhood,
    graph_features,
)
from linkequity.advice.ranking.pairs.phrase_features import (
    Beliefs,
    Evidence,
    find_mentions,
    phrase_features,
    weigh,
)
from linkequity.advice.ranking.pairs.reader import READ, Reader, read
from linkequity.advice.ranking.pairs.text_features import Words, text_features

# Sources at a time: some 100,000 pairs with 80 features, 50 MB of working memory.
CHUNK: Final = 400
# Of these, how a candidate stands among the candidates of its source is a feature too.
RELATIVE: Final = (
    "cosine",
    "passage_cosine",
    "title_covered",
    "title_passage",
    "context_passage",
    "belief",
    "belief_all",
    "adamic_adar",
    "similar_link",
    "coupled_link",
    "linking_cosine",
    "topics",
    "told",
    "anchored",
    "title_page",
    "title_window",
    "anchor_window",
    "inviting",
    "inviting_title",
    "heading_window",
    "path_window",
    "weighed_best",
    "folder_links",
    "likely",
    "likely_any",
)


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs in order of source, and a row of features each."""

    source: Rows
    target: Rows
    names: tuple[str, ...]
    features: Floats


class Featuring:
    """A view with what all its pairs need; `reader`: who reads the places of names, if anybody."""

    def __init__(self, view: View, reader: Reader | None = None) -> None:
        self.view = view
        self.reader = reader
        self.words = Words(view)
        self.beliefs = Beliefs.of(view)

    @cached_property
    def folder_links(self) -> FolderLinks:
        """Where the pages of each folder link to."""
        return FolderLinks.of(self.view, self.view.index.folders)

    def pairs(self, sources: Rows) -> Pairs:
        """Candidates of the sources of one parcel with their features."""
        view = self.view
        around = Neighbourhood(view, sources)
        mentions = find_mentions(view, self.beliefs, sources)
        evidence = weigh(view, self.beliefs, mentions)
        place, target = find_candidates(view, around, mentions, sources)
        source, pairs = sources[place], (place, target)
        columns = (
            text_features(self.words, source, target)
            | phrase_features(view, self.beliefs, evidence, sources, pairs)
            | graph_features(view, around, self.folder_links, sources, pairs)
            | url_features(view.index.folders, source, target)
        )
        columns |= view.index.mutual.features(source, target, columns["cosine"])
        columns |= self._read(evidence, sources, pairs)
        columns |= relative(columns, place, len(sources))
        features = (
            np.column_stack(list(columns.values()))
            if len(place)
            else np.zeros((0, len(columns)), np.float32)
        )
        return Pairs(source, target, tuple(columns), features.astype(np.float32, copy=False))

    def _read(
        self, evidence: Evidence, sources: Rows, pairs: tuple[Rows, Rows]
    ) -> dict[str, Floats]:
        """What the reader says of pairs; 0 where nobody reads."""
        if self.reader is None:
            return {name: np.zeros(len(pairs[0]), dtype=np.float32) for name in READ}
        clues = find_clues(self.view, self.beliefs, evidence, sources)
        return read(self.reader, clues, sources, len(self.view.index.site), pairs)


def parcels(sources: Rows) -> list[Rows]:
    """Sources, so many at a time that working memory stays small; one empty parcel of none."""
    return np.split(sources, range(CHUNK, len(sources), CHUNK))


def relative(columns: dict[str, Floats], place: Rows, sources: int) -> dict[str, Floats]:
    """Each value as a share of its source's largest, and its rank there, from 0."""
    found: dict[str, Floats] = {}
    begins = np.searchsorted(place, np.arange(sources))
    for name in RELATIVE:
        column = columns[name]
        largest = np.zeros(sources, dtype=np.float32)
        np.maximum.at(largest, place, column)
        order = np.lexsort((-column, place))
        rank = np.empty(len(place), dtype=np.float32)
        rank[order] = np.arange(len(place)) - begins[place[order]]
        found[f"{name}_share"] = column / np.maximum(largest[place], 1e-9)
        found[f"{name}_rank"] = np.log1p(np.where(column > 0, rank, 500)).astype(np.float32)
    return found

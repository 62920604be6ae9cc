"""Pairs of pages as rows of numbers, all at once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.folders import url_features
from linkequity.advice.ranking.known.site import Floats, Rows
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.candidates import find_candidates
from linkequity.advice.ranking.pairs.graph_features import (
    FolderLinks,
    Neighbourhood,
    graph_features,
)
from linkequity.advice.ranking.pairs.phrase_features import Beliefs, find_mentions, phrase_features
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
)


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs in order of source, and a row of features each."""

    source: Rows
    target: Rows
    names: tuple[str, ...]
    features: Floats


class Featuring:
    """A view with what all its pairs need."""

    def __init__(self, view: View) -> None:
        self.view = view
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
        place, target = find_candidates(view, around, mentions, sources)
        source = sources[place]
        columns = (
            text_features(self.words, source, target)
            | phrase_features(view, self.beliefs, mentions, sources, (place, target))
            | graph_features(view, around, self.folder_links, sources, (place, target))
            | url_features(view.index.folders, source, target)
        )
        columns |= view.index.mutual.features(source, target, columns["cosine"])
        columns |= relative(columns, place, len(sources))
        features = (
            np.column_stack(list(columns.values()))
            if len(place)
            else np.zeros((0, len(columns)), np.float32)
        )
        return Pairs(source, target, tuple(columns), features.astype(np.float32, copy=False))


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

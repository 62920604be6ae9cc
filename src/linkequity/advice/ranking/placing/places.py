"""The exact place of a link: passage, sentence, and the words that become its anchor text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.advice.ranking.folds import Lessons, folds, taught_in, teachable
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.site import Floats, Rows
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.features import Featuring
from linkequity.advice.ranking.placing.page_text import PageText
from linkequity.advice.ranking.placing.spans import SPAN_FEATURES, Spans, find_spans
from linkequity.advice.ranking.ranker import shipped_placer
from linkequity.advice.ranking.trees import Trees, lightgbm_loads, train_trees

FOLDS: Final = 5
# Pairs whose places are learned from; with half of them the figures were the same.
LESSONS: Final = 1_500
FEWEST: Final = 100
# Several good spans tell a sentence better than one: sums of exp(score / SHARPNESS). From 0.1 to
# 0.4 the figures were alike; with 1 many poor spans outdo a good one.
SHARPNESS: Final = 0.2


@dataclass(frozen=True)
class Placement:
    """Where a link would stand. All numbers are characters of the passage's text."""

    passage: int
    sentence_start: int
    sentence_end: int
    anchor_start: int
    anchor_end: int
    anchor_text: str


class Placer:
    """Finds places in one view; `trees` as learned, None for the untrained order."""

    def __init__(self, featuring: Featuring, trees: Trees | None) -> None:
        self._featuring = featuring
        self._trees = trees
        self._text: PageText | None = None

    def place(self, source: int, target: int) -> Placement | None:
        """The best place in the source for a link to the target; None without any free word."""
        return next(self.places(source, target), None)

    def places(self, source: int, target: int) -> Iterator[Placement]:
        """Places in the source for a link to the target, the best first."""
        spans = find_spans(self._featuring, self._read(source), target)
        if len(spans.first):
            for row in _in_order(spans, self._scores(spans)).tolist():
                yield self._placement(spans, row)

    def _placement(self, spans: Spans, row: int) -> Placement:
        site = self._featuring.view.index.site
        first, passage = int(spans.first[row]), int(spans.passage[row])
        start = int(site.tokens.starts[first])
        end = int(site.tokens.ends[first + spans.length[row] - 1])
        sentence = spans.sentence[row]
        text = site.texts[passage][start:end]
        return Placement(passage, int(sentence[0]), int(sentence[1]), start, end, text)

    def _read(self, page: int) -> PageText:
        if self._text is None or self._text.page != page:
            language = self._featuring.view.index.site.languages[page]
            self._text = PageText.of(self._featuring, page, language)
        return self._text

    def _scores(self, spans: Spans) -> Floats:
        if self._trees is None:
            return -spans.features[:, SPAN_FEATURES.index("rank")]
        return self._trees.scores(tuple(SPAN_FEATURES), spans.features)


def _in_order(spans: Spans, scores: Floats) -> Rows:
    """The best span of the sentence that has most in all, then the others, the best first."""
    _, sentence = np.unique(
        np.column_stack([spans.passage, spans.sentence[:, 0]]), axis=0, return_inverse=True
    )
    share = np.exp((scores - scores.max()) / SHARPNESS)
    likeliest = np.bincount(sentence.ravel(), weights=share).argmax()
    first = np.where(sentence.ravel() == likeliest, scores, -np.inf).argmax()
    order = np.argsort(-scores, kind="stable")
    return np.concatenate([[first], order[order != first]])


def learn_placing(index: Index, seed: int = 0) -> Trees | None:
    """Trees that tell the true span from others: the site's own, or with too few places, or where
    LightGBM does not load, what other sites have taught.
    """
    if len(teachable(index)) < FEWEST or not lightgbm_loads():
        return shipped_placer()
    taught = placing_lessons(index, seed)
    if len(taught.sizes) < FEWEST:
        return shipped_placer()
    return Trees(train_trees(taught.names, taught.features, taught.found, taught.sizes, seed))


def placing_lessons(index: Index, seed: int) -> Lessons:
    """Spans in groups of one pair, labelled by how well each meets a true anchor text."""
    most = LESSONS // taught_in(index, FOLDS)
    found = [lesson for view in folds(index, seed, FOLDS) for lesson in _lessons(view, most, seed)]
    none = np.zeros((0, len(SPAN_FEATURES)), dtype=np.float32)
    return Lessons(
        tuple(SPAN_FEATURES),
        np.concatenate([none, *(rows for rows, _ in found)]),
        np.concatenate([np.zeros(0, np.int64), *(labels for _, labels in found)]),
        np.array([len(labels) for _, labels in found], dtype=np.int64),
    )


def _lessons(view: View, most: int, seed: int) -> Iterator[tuple[Floats, Rows]]:
    """The spans of so many hidden pairs, labelled by how well each meets a true anchor text."""
    site = view.index.site
    featuring = Featuring(view)
    hidden = np.flatnonzero(view.hidden)
    if len(hidden) > most:
        chosen = np.random.default_rng(seed).choice(hidden, most, replace=False)
        hidden = np.sort(chosen)
    order = np.argsort(site.pair_of, kind="stable")
    begins = np.searchsorted(site.pair_of[order], np.arange(len(site.pairs) + 1))
    text: PageText | None = None
    for pair in hidden.tolist():
        source, target = divmod(int(site.pairs[pair]), len(site))
        links = order[begins[pair] : begins[pair + 1]]
        links = links[site.links.placed[links]]
        if text is None or text.page != source:
            text = PageText.of(featuring, source, site.languages[source])
        spans = find_spans(featuring, text, target)
        labels = _labels(view, spans, links)
        if labels.any():
            yield spans.features, labels


def _labels(view: View, spans: Spans, links: Rows) -> Rows:
    """4 for the true span, 3 where half of both is common, 1 in the true sentence, else 0."""
    site = view.index.site
    start = site.tokens.starts[spans.first].astype(np.int64)
    end = site.tokens.ends[spans.first + spans.length - 1].astype(np.int64)
    labels = np.zeros(len(spans.first), dtype=np.int64)
    for link in links.tolist():
        low, high = int(site.links.start[link]), int(site.links.end[link])
        same = spans.passage == site.links.passage[link]
        shared = overlap(start, end, low, high) * same
        beside = same & (spans.sentence[:, 0] < high) & (spans.sentence[:, 1] > low)
        label = np.select([shared >= 0.95, shared >= 0.5, beside], [4, 3, 1], 0)
        labels = np.maximum(labels, label)
    return labels


def overlap(start: Rows, end: Rows, low: int, high: int) -> Floats:
    """What two spans have in common, as a share of what they cover together."""
    common = np.maximum(np.minimum(end, high) - np.maximum(start, low), 0)
    share: Floats = common / np.maximum(np.maximum(end, high) - np.minimum(start, low), 1)
    return share

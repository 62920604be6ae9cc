"""Who reads the places of names, and what taught it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from linkequity.advice.ranking import reading_lessons
from linkequity.advice.ranking.folds import folds
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.clues import CLOSELY, Clues, find_clues
from linkequity.advice.ranking.pairs.features import Featuring
from linkequity.advice.ranking.pairs.phrase_features import Beliefs, find_mentions, weigh
from linkequity.advice.ranking.reading_lessons import learn_reading
from small_handbook import build, write_pages

INDEX = Index.of(build(write_pages(60, 3)))
SOURCES = np.arange(60)


def clues_of(view: View) -> Clues:
    beliefs = Beliefs.of(view)
    mentions = find_mentions(view, beliefs, SOURCES)
    return find_clues(view, beliefs, weigh(view, beliefs, mentions), SOURCES)


def test_nobody_reads_a_page_whose_links_taught_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even pages are read by who learned from odd ones alone, and the other way round."""

    def with_pages(view: View, beliefs: Beliefs, evidence: Any, sources: Any) -> Clues:
        clues = find_clues(view, beliefs, evidence, sources)
        pages = sources[clues.mentions.place[clues.rows]]
        return replace(clues, columns={"page": pages, **clues.columns})

    def pages_taught_by(names: Any, features: Any, right: Any, seed: int) -> set[int]:
        return set(features[:, 0].astype(int).tolist())

    monkeypatch.setattr(reading_lessons, "find_clues", with_pages)
    monkeypatch.setattr(reading_lessons, "train_telling", pages_taught_by)
    readers = learn_reading(INDEX, 0)
    even, odd = readers.apart.odd.model, readers.apart.even.model
    assert {page % 2 for page in even} == {0}
    assert {page % 2 for page in odd} == {1}
    assert readers.together.even.model == even | odd


def test_true_places_are_likelier_than_others() -> None:
    """Of pages the reader never learned from, places of hidden links come out above most others."""
    view = next(folds(INDEX, 0))
    pairs = Featuring(view, learn_reading(INDEX, 0).apart).pairs(SOURCES)
    likely = pairs.features[:, pairs.names.index("likely")]
    hidden = np.isin(
        INDEX.site.pair_keys(pairs.source, pairs.target), INDEX.site.pairs[view.hidden]
    )
    assert np.median(likely[hidden & (likely > 0)]) > np.quantile(
        likely[~hidden & (likely > 0)], 0.9
    )


def test_few_places_of_a_pair_are_looked_at() -> None:
    """Those believed most; and every pair that is named at all has one."""
    clues = clues_of(View.whole(INDEX))
    mentions = clues.mentions
    pair = np.repeat(np.arange(len(mentions.begins) - 1), np.diff(mentions.begins))[clues.rows]
    counts = np.bincount(pair)
    assert (counts == np.minimum(np.diff(mentions.begins), CLOSELY)).all()
    assert np.isfinite(clues.table).all()

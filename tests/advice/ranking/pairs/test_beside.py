"""Words beside names, and likeness seen from both sides."""

import numpy as np

from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.mutual import AROUND, Mutual
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.beside import Beside
from small_handbook import build, write_pages

INDEX = Index.of(build(write_pages(60, 3)))
VIEW = View.whole(INDEX)


def test_two_words_say_more_than_one() -> None:
    """All links of the handbook stand after "read the": no place says more of a link, most that are
    none say it is none, and "the" alone says no more."""
    before, _ = Beside.of(VIEW)
    linked, others = VIEW.linked_spans[0], VIEW.unlinked_spans[0]
    assert before.at(linked).min() >= before.at(others).max()
    assert np.median(before.at(others)) < 0 < before.at(linked).min()
    the = INDEX.site.tokens.ids[linked[0] - 1] + 1
    assert before.at(linked[:1])[0] >= before.alone[the]


def test_two_words_never_seen_say_what_the_nearer_says() -> None:
    """Where no name stood after two words, the nearer one is asked."""
    before, _ = Beside.of(VIEW)
    ids = INDEX.site.tokens.ids
    places = np.arange(2, len(ids))
    nearer = before.alone[VIEW.words_at(places - 1, places)]
    known = before.at(places) != nearer
    assert 0 < known.sum() < len(places)
    nowhere = Beside(VIEW, -1, before.alone, before.pairs[:0], before.chances[:0])
    assert (nowhere.at(places) == nearer).all()


def test_likeness_is_seen_from_both_sides() -> None:
    """Standing is 1 / (1 + rank) among the target's likes, the crowd the mean of the ten first."""
    mutual = Mutual(INDEX.similar)
    likes = INDEX.similar[[7]].toarray().ravel()
    order = np.argsort(-likes, kind="stable")
    assert np.isclose(mutual.crowd[7], likes[order[:AROUND]].mean())
    third = np.array([order[2]])
    cosine = likes[third]
    found = mutual.features(third, np.array([7]), cosine)
    assert np.isclose(found["standing_back"], 1 / 3)
    beyond = 2 * cosine - mutual.crowd[third] - mutual.crowd[7]
    assert np.allclose(found["cosine_beyond"], beyond)

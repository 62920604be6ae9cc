"""Relevance is told against what is usual on the site itself."""

import numpy as np
import polars as pl
import pytest

from linkequity.text.relevance import FEWEST_LINKS, OwnLinks, Relevance, Scale
from linkequity.text.vectors import Vectors
from texts import corpus_of, topical, word

TOPICS = 4


def own_links(pages: list[tuple], count: int) -> OwnLinks:
    """Links from page to page, nine in ten on one topic, with words of the target around them."""
    random = np.random.default_rng(3)
    sources = random.integers(0, len(pages), count)
    near = (sources + TOPICS * random.integers(1, 5, count)) % len(pages)
    targets = np.where(random.random(count) < 0.9, near, (sources + 1) % len(pages))
    texts = []
    for target in targets:
        words = pages[target][3][0].split()
        texts.append(" ".join(random.choice(words, random.integers(3, 12))))
    return OwnLinks(pl.Series(texts), pl.Series(["en"] * count), sources, targets)


def relevance_of(pages: list[tuple], count: int = 400) -> tuple[Relevance, OwnLinks]:
    own = own_links(pages, count)
    return Relevance(Vectors.of(corpus_of(pages)), own), own


def test_the_sites_own_links_are_spread_evenly() -> None:
    """Percentiles of own links are uniform: a tenth of them in every tenth, a half on average."""
    relevance, own = relevance_of(topical())
    around = relevance.of_texts(own.texts.to_list(), own.languages.to_list(), own.targets)
    pairs = np.unique(np.stack([own.sources, own.targets]), axis=1)
    for percentiles in (around, relevance.of_pages(pairs[0], pairs[1])):
        assert percentiles.mean() == pytest.approx(0.5, abs=1e-4)
        tenths = np.histogram(percentiles, bins=10, range=(0, 1))[0] / len(percentiles)
        assert tenths == pytest.approx(0.1, abs=0.03)


def test_words_of_the_target_beat_words_of_another_page() -> None:
    """The same texts beside pages of other topics stand far lower."""
    relevance, own = relevance_of(topical())
    right = relevance.of_texts(own.texts.to_list(), own.languages.to_list(), own.targets)
    wrong = relevance.of_texts(own.texts.to_list(), own.languages.to_list(), (own.targets + 1) % 60)
    assert wrong.mean() < 0.2 < right.mean()


def test_pages_are_nearest_to_their_own_topic() -> None:
    """A page is more relevant to a page of its topic than to any other."""
    relevance, _ = relevance_of(topical())
    pages = np.arange(TOPICS) + 20
    assert relevance.of_pages(np.zeros(TOPICS, dtype=np.int64), pages).argmax() == 0


def test_the_order_of_pages_moves_no_percentile() -> None:
    """Pages turned round, links with them: the same relevance."""
    pages = topical()
    relevance, own = relevance_of(pages)
    last = len(pages) - 1
    turned = OwnLinks(own.texts, own.languages, last - own.sources, last - own.targets)
    back = Relevance(Vectors.of(corpus_of(pages[::-1])), turned)
    before = relevance.of_texts(own.texts.to_list(), own.languages.to_list(), own.targets)
    after = back.of_texts(turned.texts.to_list(), turned.languages.to_list(), turned.targets)
    assert after == pytest.approx(before, abs=0.01)


def test_a_text_without_known_words_stands_last() -> None:
    """Nothing in common is the lowest relevance there is."""
    relevance, _ = relevance_of(topical())
    found = relevance.of_texts([word(9999), ""], ["en", None], np.array([0, 1]))
    assert (found <= 0.01).all()


def test_too_few_links_tell_nothing() -> None:
    """Below FEWEST_LINKS there is no scale, and so no number."""
    relevance, own = relevance_of(topical(), FEWEST_LINKS - 1)
    assert not relevance.around.known
    assert np.isnan(
        relevance.of_texts(own.texts.to_list(), own.languages.to_list(), own.targets)
    ).all()


def test_equal_scores_share_the_middle_of_their_places() -> None:
    """Where all own links score the same, each stands in the middle."""
    same = np.full(FEWEST_LINKS, 0.25, dtype=np.float32)
    assert Scale.of(same).percentiles(same) == pytest.approx(0.5)

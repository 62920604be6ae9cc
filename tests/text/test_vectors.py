"""Vectors put texts on one topic close together, whatever the order and the script."""

import numpy as np
import pytest

from linkequity.text.vectors import OPENING, Vectors
from texts import corpus_of, topical, word

TOPICS = 4


def nearest_share(similar: np.ndarray) -> float:
    """How often the nearest other page is on the same topic."""
    np.fill_diagonal(similar, -1)
    nearest = similar.argmax(axis=1)
    return float((nearest % TOPICS == np.arange(len(similar)) % TOPICS).mean())


def test_the_nearest_page_is_on_the_same_topic() -> None:
    """By weighted words and by latent topics alike."""
    vectors = Vectors.of(corpus_of(topical()))
    assert nearest_share((vectors.pages @ vectors.pages.T).toarray()) > 0.95
    assert nearest_share(vectors.page_topics @ vectors.page_topics.T) > 0.95


def test_rows_have_length_one_or_none() -> None:
    """Every text counts the same; one without words of the site has no direction."""
    vectors = Vectors.of(corpus_of([*topical(), ("empty", None, "", [])]))
    lengths = np.sqrt(np.asarray(vectors.pages.multiply(vectors.pages).sum(axis=1)).ravel())
    assert lengths[:-1] == pytest.approx(1.0)
    assert lengths[-1] == 0
    assert np.linalg.norm(vectors.page_topics, axis=1)[:-1] == pytest.approx(1.0, abs=1e-5)


def test_the_order_of_pages_changes_no_similarity() -> None:
    """Pages turned round have the same similarities, turned round."""
    pages = topical()
    vectors, turned = (Vectors.of(corpus_of(p)) for p in (pages, pages[::-1]))
    similar, back = ((v.pages @ v.pages.T).toarray() for v in (vectors, turned))
    assert back[::-1, ::-1] == pytest.approx(similar, abs=1e-6)
    similar, back = (v.page_topics @ v.page_topics.T for v in (vectors, turned))
    assert back[::-1, ::-1] == pytest.approx(similar, abs=1e-3)


def test_a_words_weight_falls_with_the_pages_that_have_it() -> None:
    """On all pages nothing, on few much; on one page alone it joins nothing and counts nothing."""
    pages = [
        (name, lang, title, [f"everywhere {texts[0]}", "seldom" if i < 3 else "often"])
        for i, (name, lang, title, texts) in enumerate(topical())
    ]
    vectors = Vectors.of(corpus_of(pages))
    ids = vectors.corpus.vocabulary.ids
    everywhere, often, seldom, once = (
        vectors.idf[ids[term]] for term in ("everywher", "often", "seldom", word(2007))
    )
    assert 0 <= everywhere < often < seldom
    assert once == 0


def test_articles_of_a_second_language_weigh_as_little_as_those_of_the_first() -> None:
    """A word on every page of one language is common, few as those pages may be on the site."""
    english = topical(180)
    german = [(f"d{n}", *rest) for n, *rest in topical(60, seed=2, language="de")]
    vectors = Vectors.of(corpus_of([*english, *german]))
    idf = {term: vectors.idf[number] for term, number in vectors.corpus.vocabulary.ids.items()}
    assert idf["der"] < 0.6 < np.log(240 / 60)


def test_japanese_is_compared_by_pairs_of_characters() -> None:
    """Texts that share characters but no pair of neighbours are not similar."""
    pages = [
        ("a", "ja", "", ["東京都の天気"]),
        ("b", "ja", "", ["東京都へ行く"]),
        ("c", "ja", "", ["京の東の都"]),
        *[(f"x{i}", "ja", "", ["全然関係ない文章"]) for i in range(9)],
    ]
    vectors = Vectors.of(corpus_of(pages))
    similar = (vectors.pages @ vectors.pages.T).toarray()
    assert similar[0, 1] > 0
    assert similar[0, 2] == 0


def test_other_texts_are_read_as_pages_are() -> None:
    """A page's own title and text, read as another text, is closest to that page."""
    pages = topical()
    vectors = Vectors.of(corpus_of(pages))
    texts = [" ".join([title] * 3 + texts) for _, _, title, texts in pages]
    similar = (vectors.read(texts, ["en"] * len(texts)) @ vectors.pages.T).toarray()
    assert (similar.argmax(axis=1) == np.arange(len(pages))).all()


def test_tiny_and_empty_sites_have_vectors_too() -> None:
    """No pages, one page, two pages: nothing fails."""
    for count in range(3):
        vectors = Vectors.of(corpus_of(topical(count)))
        assert vectors.pages.shape[0] == count
        assert len(vectors.page_topics) == count


def test_what_a_page_goes_on_to_changes_nothing_of_its_opening() -> None:
    """After OPENING words it may be about anything: its opening stays as near to all others."""
    pages = topical()
    on_one, on_another = (pages[n][3][0] for n in (0, 1))
    opening = " ".join((on_one.split() * OPENING)[:OPENING])
    brief, long = (
        Vectors.of(corpus_of([*pages, ("long", "en", "", [opening, *rest])]))
        for rest in ([], [on_another] * 60)
    )
    openings = (v.opening_topics @ v.opening_topics[-1] for v in (brief, long))
    assert next(openings) == pytest.approx(next(openings), abs=1e-3)
    near, far = (v.page_topics[1::TOPICS] @ v.page_topics[-1] for v in (brief, long))
    assert far.mean() > near.mean() + 0.1


def test_a_short_page_is_its_opening() -> None:
    """Pages of no more than OPENING words are alike by their openings as by their whole texts."""
    vectors = Vectors.of(corpus_of(topical()))
    assert vectors.opening_topics == pytest.approx(vectors.page_topics, abs=1e-4)

"""Near-duplicates are found among many pages, and nothing else is."""

import numpy as np
import pytest

from linkequity.text.duplicates import near_duplicates
from texts import corpus_of, topical, word


def text_of(random: np.random.Generator, words: int = 200) -> list[str]:
    return [word(int(n)) for n in random.integers(0, 5000, words)]


def changed(words: list[str], share: float, random: np.random.Generator) -> list[str]:
    """The text with one run of so many of its words replaced."""
    count = int(share * len(words))
    start = int(random.integers(0, len(words) - count))
    return [*words[:start], *text_of(random, count), *words[start + count :]]


def test_copies_and_near_copies_are_found() -> None:
    """A copy is at 1; with a twentieth of the words changed it is about 0.9; half is none."""
    random = np.random.default_rng(1)
    base = text_of(random)
    texts = [base, base, changed(base, 0.05, random), changed(base, 0.5, random), text_of(random)]
    pages = [(f"p{n}", "en", "", [" ".join(words)]) for n, words in enumerate(texts)]
    found = {(a, b): s for a, b, s in near_duplicates(corpus_of(pages)).iter_rows()}
    assert set(found) == {(0, 1), (0, 2)}
    assert found[0, 1] == 1.0
    assert found[0, 2] == pytest.approx(0.9, abs=0.08)


def test_pages_of_one_topic_are_no_duplicates() -> None:
    """Words in common are not sentences in common."""
    assert near_duplicates(corpus_of(topical())).is_empty()


def test_many_copies_are_one_group_each_compared_once() -> None:
    """A thousand copies give as many pairs, less one, all with the first."""
    random = np.random.default_rng(2)
    same = " ".join(text_of(random, 40))
    found = near_duplicates(corpus_of([(f"p{n}", "en", "", [same]) for n in range(1000)]))
    assert (len(found), found["first"].max(), found["second"].n_unique()) == (999, 0, 999)


def test_short_and_empty_pages_are_nobodys_copies() -> None:
    """A page of a few words, as a contact form, is not compared; no pages are no pairs."""
    pages = [(f"p{n}", "en", "Contact", ["write to us today"]) for n in range(3)]
    assert near_duplicates(corpus_of(pages)).is_empty()
    assert near_duplicates(corpus_of([])).is_empty()

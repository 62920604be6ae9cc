"""Sentences to add: right in their language, whatever the title."""

import pytest

from linkequity.advice.recommending.sentences_to_add import FORMS, sentence_to_add
from linkequity.advice.recommending.titles import own_titles, short_titles

TITLES = ["Pond plants", "What is a pond?", "Why “wild” ponds live", "池"]


@pytest.mark.parametrize("language", [*FORMS, "nb", "en-GB", "xx", None])
def test_the_title_stands_whole_where_it_is_said_to(language: str | None) -> None:
    """Word for word, after something else, in every language."""
    for title in TITLES:
        sentence, start = sentence_to_add(title, language)
        assert start > 0
        assert sentence[start:].startswith(title)
        assert sentence.count(title) == 1


@pytest.mark.parametrize("language", FORMS)
def test_what_quotes_is_not_quoted_again(language: str) -> None:
    """A title with quotation marks stands without others around it, and spaces stay single."""
    sentence, start = sentence_to_add("Why “wild” ponds live", language)
    around = sentence[:start] + sentence[start + len("Why “wild” ponds live") :]
    assert not set(around) & set("“”„‘«»「」")
    assert "  " not in sentence


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "pt", "nl", "ru"])
def test_a_question_is_not_ended_twice(language: str) -> None:
    """No full stop after a title's own mark."""
    sentence, _ = sentence_to_add("What is a pond?", language)
    assert not sentence.endswith(".")
    assert sentence_to_add("Pond plants", language)[0].endswith(".")


def test_a_language_nobody_wrote_for_gets_no_words_of_another() -> None:
    """An arrow is read everywhere; English words on a page in Welsh are not."""
    assert sentence_to_add("Planhigion pwll", "cy")[0] == "→ Planhigion pwll"
    assert sentence_to_add("Planhigion pwll", None)[0] == "→ Planhigion pwll"


def test_titles_are_spoken_of_without_site_and_subtitle() -> None:
    """The site's name goes, and a long subtitle, but not where two pages would be called alike."""
    long = "Growing tomatoes on a balcony: what to buy, when to sow and how to water"
    other = "Growing tomatoes on a balcony: the second year, and what we learned from the first"
    shop = [f"{title} | Brand" for title in (long, "Pond plants", "Herbs")]
    assert short_titles(own_titles(shop)) == [
        "Growing tomatoes on a balcony",
        "Pond plants",
        "Herbs",
    ]
    assert short_titles([long, other]) == [long, other]
    assert short_titles(["Open data"]) == ["Open data"]


def test_titles_are_spoken_of_without_the_number_of_their_chapter() -> None:
    """Whether it is said, closed by a sign, or stands below a chapter that is."""
    said = ["Chapter 3: Ponds", "Kapitel 2 – Kräuter", "Appendix A. Licences", "第3章 池"]
    assert own_titles(said) == ["Ponds", "Kräuter", "Licences", "池"]
    manual = ["1. Ponds", "5. Control files", "5.2 The source file", "2) Herbs", "1.1.3. newts"]
    annex = ["B.3. Layers of water", "B.5. Weeds", "C.1. Seeds"]
    assert own_titles([*said, *annex])[4:] == ["Layers of water", "Weeds", "Seeds"]
    own = ["Ponds", "Control files", "The source file", "Herbs", "newts"]
    assert own_titles(manual) == own
    assert own_titles([f"{title} | Manual" for title in manual]) == own


def test_translations_of_one_title_lose_what_the_title_loses() -> None:
    """Two pages of one title are not told apart by the number of their chapter."""
    chapters = ["Chapter 1: Ponds", "Kapitel 1: Teiche", "1.1. Newts", "1.3. Frogs"]
    own = ["Ponds", "Teiche", "Newts", "Frogs", "IPv6", "IPv6"]
    assert own_titles([*chapters, "1.2. IPv6", "1.2. IPv6"]) == own
    apart = ["Chapter 1: Ponds", "Chapter 2: Ponds"]
    assert own_titles(apart) == apart


def test_numbers_that_are_no_chapters_stay() -> None:
    """Versions, days, ordinals, editions of a series, and numbers alone."""
    versions = ["1.62.1 pre-release", "1.63.0 second pre-release", "2.0 is out", "Part A-B"]
    assert own_titles(versions) == versions
    days = ["1. Mai in Berlin", "2. Juni in Bonn", "3. Juli in Ulm", "10. kerület"]
    assert own_titles(days) == days
    series = ["1. Treffen", "2. Treffen", "3. Treffen", "Chapter 1: 12", "10 ponds", "7. Newts"]
    assert own_titles(series) == [*series[:5], "Newts"]
    assert own_titles(["1. FC Köln", "Herbs"]) == ["1. FC Köln", "Herbs"]

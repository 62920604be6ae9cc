"""Words that belong together: quotations, abbreviations and ways through menus are not cut."""

import pytest

from linkequity.advice.recommending.passages import Passage, Words
from linkequity.advice.recommending.uncut import is_uncut


def uncut(text: str, words: str) -> bool:
    """Whether words are whole in a text of one sentence."""
    start = text.index(words)
    passage = Passage(0, 0, text, 0, [0], [start], [start + len(words)])
    return is_uncut(Words(passage, 0, 1, start, start + len(words)), len(text))


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "»«", "「」", "‘’", '""', "””"])
def test_a_short_quotation_is_linked_whole_or_not_at_all(marks: str) -> None:
    """A label or a title between marks is one thing, in the marks of every language."""
    opening, closing = marks
    assert uncut(f"We say {opening}land tax{closing} here.", "land tax")
    assert not uncut(f"We say {opening}all land tax{closing} here.", "land tax")
    assert uncut(f"{opening}A{closing} and land tax and {opening}B{closing}.", "land tax")


def test_words_of_a_long_quotation_may_be_linked() -> None:
    """What somebody said at length is a text like others."""
    said = "We have been asked about land tax so often that everyone in the firm knows it by heart"
    assert uncut(f"“{said}.”", "land tax")


def test_an_abbreviation_keeps_its_full_stops() -> None:
    """A full stop that does not end the sentence belongs to the word before it."""
    assert not uncut("Los bonos de EE. UU. suben.", "bonos de EE")
    assert uncut("Suben los bonos.", "bonos")
    assert uncut("They said “it is land tax.”", "it is land tax")


def test_entries_of_menus_are_labels() -> None:
    """Where a reader is led from menu to entry no entry is linked; dashes may part clauses."""
    assert not uncut("Choose Format - Image - Options.", "Image")
    assert not uncut("See Settings » Downloads.", "Downloads")
    assert uncut("We now use land tax - as planned - and more.", "land tax")
    assert uncut("We looked at the land tax - it is high.", "land tax")

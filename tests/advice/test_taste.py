"""Words and places that links already chosen leave no room for."""

from linkequity.advice.taste import Taste


def barred(target: list[int], words: list[str], passage: list[int], *chosen: int) -> list[int]:
    """The rows that the last of the chosen bars, itself aside."""
    found = Taste.of(target, words, passage).bars(chosen)
    return [row for row in found.nonzero()[0].tolist() if row not in chosen]


def test_one_anchor_text_never_leads_to_two_targets() -> None:
    """The same words to another page are barred, to the same page not yet."""
    assert barred([1, 2, 1], ["tax", "tax", "tax"], [10, 20, 30], 0) == [1]


def test_anchor_texts_of_a_target_vary() -> None:
    """After two links in the same words a third is barred, other words are not."""
    words = ["tax", "tax", "tax", "levy"]
    assert barred([1, 1, 1, 1], words, [10, 20, 30, 40], 0, 1) == [2]


def test_a_passage_gets_one_link() -> None:
    """Another link in the same passage is barred, whatever its words."""
    assert barred([1, 2, 3], ["tax", "law", "art"], [10, 10, 30], 0) == [1]

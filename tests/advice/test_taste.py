"""Words and places that links already chosen leave no room for."""

from linkequity.advice.taste import Taste


def barred(
    target: list[int],
    words: list[str],
    passage: list[int],
    *chosen: int,
    sentence: list[int] | None = None,
) -> list[int]:
    """The rows that the last of the chosen bars, itself aside; sentences all differ unless told."""
    sentence = sentence or [*range(len(passage))]
    places = [(f"Passage {a}", f"Sentence {b}.") for a, b in zip(passage, sentence, strict=True)]
    found = Taste.of(target, words, places).bars(chosen)
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


def test_a_sentence_gets_one_link_on_however_many_pages_it_stands() -> None:
    """A sentence that copies of a page share is barred, though the rest of them differs."""
    assert barred([1, 1, 1], ["tax", "law", "art"], [10, 20, 30], 0, sentence=[7, 8, 7]) == [2]

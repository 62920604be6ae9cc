"""Where a link could stand: what each run of free words says, and which of several it is."""

import numpy as np
import pytest

from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.features import Featuring
from linkequity.advice.ranking.placing import page_text
from linkequity.advice.ranking.placing.page_text import PageText
from linkequity.advice.ranking.placing.spans import SPAN_FEATURES, Spans, find_spans
from linkequity.advice.ranking.placing.surroundings import SURROUNDINGS
from small_handbook import THINGS, build

FIRST, SECOND = THINGS[:2]
SAID = [
    f"Nobody here reads the {SECOND} guide at all, or so they say.",
    "Something else is said in between, of which we know little.",
    f"Later on everyone reads the {SECOND} guide, and is glad of it.",
]
PAGES = [
    [("Ours", []), *((text, []) for text in SAID)],
    [("Theirs", []), (f"All about {SECOND} is said on this page, so that nobody has to ask.", [])],
    [("Third", []), ("A third page says nothing about either of them, only of itself.", [])],
]
TITLES = [f"{FIRST.capitalize()} guide", f"{SECOND.capitalize()} guide", "Third page"]


def spans() -> tuple[Spans, list[str]]:
    """The spans of the first page for the second, and the words of each."""
    site = build(PAGES, TITLES)
    featuring = Featuring(View.whole(Index.of(site)))
    found = find_spans(featuring, PageText.of(featuring, 0, "en"), 1)
    starts = site.tokens.starts[found.first]
    ends = site.tokens.ends[found.first + found.length - 1]
    return found, [
        site.texts[passage][start:end]
        for passage, start, end in zip(found.passage, starts, ends, strict=True)
    ]


def column(found: Spans, name: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return found.features[:, SPAN_FEATURES.index(name)]


def test_words_of_the_title_are_counted_wherever_they_stand() -> None:
    """Each says its share of the title, and the whole title says all of it."""
    found, words = spans()
    title = column(found, "title")
    whole = [row for row, text in enumerate(words) if text == f"{SECOND} guide"]
    part = [row for row, text in enumerate(words) if text == SECOND]
    none = [row for row, text in enumerate(words) if text == "Nobody"]
    assert len(whole) == len(part) == 2
    assert np.allclose(title[whole], 1.0, atol=1e-3)
    assert (title[part] > 0.4).all()
    assert (title[none] == 0).all()


def test_of_two_mentions_it_is_known_which_comes_first() -> None:
    """Editors link the first."""
    found, words = spans()
    whole = [row for row, text in enumerate(words) if text == f"{SECOND} guide"]
    assert column(found, "earlier")[whole].tolist() == [0.0, np.float32(np.log(2))]
    assert column(found, "later")[whole].tolist() == [np.float32(np.log(2)), 0.0]


def test_every_surrounding_is_a_feature() -> None:
    """A row a span, a column a name, all of them numbers."""
    found, words = spans()
    assert {*SURROUNDINGS} <= {*SPAN_FEATURES}
    assert found.features.shape == (len(words), len(SPAN_FEATURES))
    assert np.isfinite(found.features).all()


def test_a_book_on_one_page_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole passages up to the limit; names that stand beyond it are no places."""
    monkeypatch.setattr(page_text, "READ", 20)
    found, words = spans()
    assert len({*found.passage}) == 1
    assert f"{SECOND} guide" in words
    assert "glad" not in " ".join(words)

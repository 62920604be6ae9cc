"""Why a link is worth adding, in words that a client understands."""

from linkequity.advice.recommending.reasons import in_one_line
from linkequity.advice.recommending.wording import Wording

FIGURES: dict[str, float | int | None] = {
    "donor_equity": 2.31,
    "donor_clicks": 1,
    "target_inlinks": 1,
    "target_impressions": 5_000,
    "target_page_two": 1_200,
}
SENTENCE = "Ask us about land tax."


def test_the_reasons_are_a_sentence_with_the_figures_behind_it() -> None:
    """Demand first, then words, topic and the strength of the page that links."""
    wording = Wording(0, SENTENCE, SENTENCE, "land tax", 13, new_text=False)
    assert in_one_line(wording, 0.9871, FIGURES) == (
        "Shown 1,200 times on page two of search results; only 1 link in content so far; "
        "in words that are there already; closer in topic than 98% of page pairs; "
        "from a page with 2.3 units of equity and 1 click from search"
    )


def test_nothing_is_said_that_is_not_known() -> None:
    """Without search data, text and wording the links alone speak."""
    bare = FIGURES | {"donor_clicks": None, "target_impressions": None, "target_page_two": None}
    bare |= {"target_inlinks": 0}
    assert in_one_line(None, None, bare) == (
        "No other page links to it in its content yet; from a page with 2.3 units of equity"
    )
    added = Wording(0, SENTENCE, "See also: Land tax", "Land tax", 10, new_text=True)
    assert "in a sentence to add" in in_one_line(added, None, bare)

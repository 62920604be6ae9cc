"""Words that may become an anchor text: those that name the target, and no other page."""

import numpy as np
import polars as pl
import pytest

from linkequity.advice.ranking.placing import Placement
from linkequity.advice.ranking.reading import read_site
from linkequity.advice.ranking.site import Links
from linkequity.advice.recommending.names import Naming, UsedAnchors
from linkequity.advice.recommending.titled import Titled
from linkequity.text.sentences import sentences

TITLES = [
    "Home",
    "Payday super: what changes in July",
    "Land tax in Queensland",
    "Land tax in Queensland 2024",
    "Payroll",
    "Garden sheds",
    "Open education",
    "Education",
]
FILLER = [f"Something about {word} stands here for the reader." for word in "abcdefgh"]
PAYDAY, LAND_TAX, LAND_TAX_2024, PAYROLL, OPEN, EDUCATION = 1, 2, 3, 4, 6, 7


def fitting(
    text: str,
    anchor_text: str,
    target: int,
    *,
    used: dict[str, frozenset[int]] | None = None,
    tag: str = "p",
) -> str | None:
    """What is left of an anchor text in a passage of the first page; None where it does not fit."""
    titles = [*TITLES, *(f"Other page {word}" for word in "klmnopqrst")]
    documents = pl.DataFrame(
        {
            "document": [str(page) for page in range(len(titles))],
            "url": [f"https://example.com/{page}" for page in range(len(titles))],
            "title": titles,
            "language": ["en"] * len(titles),
        }
    )
    rows = [("0", tag, text, False)]
    rows += [
        (str(page), "p", FILLER[page % len(FILLER)] + f" Number {page}.", False)
        for page in range(1, len(titles))
    ]
    passages = pl.DataFrame(rows, schema=["document", "tag", "text", "repeated"], orient="row")
    none = np.zeros(0, dtype=np.int64)
    links = Links(none, none, none, none, none, none.astype(bool))
    site = read_site(documents, passages, links)
    listed = np.array([tag == "li", *[False] * (len(rows) - 1)])
    naming = Naming(site, Titled(site, titles), listed, UsedAnchors(used or {}))
    start = text.index(anchor_text)
    end = start + len(anchor_text)
    inside = next(span for span in sentences(text, "en") if span[0] <= start < span[1])
    found = naming.fitting(Placement(0, *inside, start, end, anchor_text), target)
    return found.anchor_text if found else None


def test_a_title_and_its_first_clause_name_a_page() -> None:
    """Idle words at the ends are left out of the anchor text."""
    assert fitting("Many owners still ask us about payday super.", "payday super", PAYDAY)
    whole = "You should know the rules of land tax in Queensland before you buy."
    assert fitting(whole, "land tax in Queensland", LAND_TAX) == "land tax in Queensland"


@pytest.mark.parametrize(
    ("text", "anchor_text", "target", "why"),
    [
        ("We shall tell you in July what we know.", "July", PAYDAY, "a word that happens there"),
        ("Land tax in Queensland", "Land tax in Queensland", LAND_TAX, "no sentence around it"),
        ("By Ann Lee, land tax in Queensland", "land tax in Queensland", LAND_TAX, "a byline"),
        ("The land tax in Queensland is paid once a year.", "land tax", LAND_TAX_2024, "no number"),
        ("We teach in many schools with open education.", "education", EDUCATION, "part of a name"),
        ("It is on the pre-payroll list of all the firms.", "payroll", PAYROLL, "half a compound"),
        ("They meet again on 12 July in the same office.", "12 July", PAYDAY, "a day"),
    ],
)
def test_words_that_name_nothing_are_no_anchor_text(
    text: str, anchor_text: str, target: int, why: str
) -> None:
    """Each for its own reason."""
    assert fitting(text, anchor_text, target) is None, why


def test_words_that_lead_elsewhere_already_never_lead_here() -> None:
    """One anchor text never for two targets, links of the site included."""
    text = "Many owners still ask us about payday super."
    assert (
        fitting(text, "payday super", PAYDAY, used={"payday super": frozenset({PAYROLL})}) is None
    )


def test_what_links_call_a_page_is_its_name() -> None:
    """Less of the title is enough where a link of the site says it so."""
    text = "We shall tell you all about the new rules on super this summer."
    known = {"new rules on super": frozenset({PAYDAY})}
    assert fitting(text, "new rules on super", PAYDAY) is None
    assert fitting(text, "new rules on super", PAYDAY, used=known) == "new rules on super"

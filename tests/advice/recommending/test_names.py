"""Words that may become an anchor text: those that name the target, and no other page."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest

from linkequity.advice.ranking.known.reading import read_site
from linkequity.advice.ranking.known.site import Links
from linkequity.advice.ranking.placing.places import Placement
from linkequity.advice.recommending.names import Naming
from linkequity.advice.recommending.phrasing import Phrasing
from linkequity.advice.recommending.rarity import Rarity
from linkequity.advice.recommending.titled import Titled, numbers_of
from linkequity.advice.recommending.titles import own_titles
from linkequity.advice.recommending.used_anchors import Sayings, UsedAnchors
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
    "Announcing Rustup 1.25.1",
    "Episodes cannot be streamed",
    "Benchmarking — Node 10.4.1",
    "Benchmarking — Node 10.1.4",
    "Go 1.15",
]
FILLER = [f"Something about {word} stands here for the reader." for word in "abcdefgh"]
PAYDAY, LAND_TAX, LAND_TAX_2024, PAYROLL, SHEDS, OPEN, EDUCATION = 1, 2, 3, 4, 5, 6, 7
RUSTUP, STREAM, NODE, GO = 8, 9, 10, 12


def fitting(
    text: str,
    anchor_text: str,
    target: int,
    *,
    then: str | None = None,
    used: dict[str, frozenset[int]] | None = None,
    others: Sequence[str] = (),
    tag: str = "p",
    home: str = TITLES[0],
) -> str | None:
    """What is left of an anchor text in a passage of the first page, or of the one looked at
    `then`; None where neither fits. `others`: what other pages say; `home`: what the first
    page is called.
    """
    titles = [home, *TITLES[1:], *(f"Other page {word}" for word in "klmnopqrst")]
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
    rows += [(str(len(titles) - 1 - page), "p", said, False) for page, said in enumerate(others)]
    passages = pl.DataFrame(rows, schema=["document", "tag", "text", "repeated"], orient="row")
    none = np.zeros(0, dtype=np.int64)
    links = Links(none, none, none, none, none, none.astype(bool))
    site = read_site(documents, passages, links)
    listed = np.array([tag == "li", *[False] * (len(rows) - 1)])
    rarity, sayings = Rarity(site), Sayings(site)
    naming = Naming(
        site,
        Titled(site, titles, rarity),
        Phrasing(site, rarity, listed, listed, sayings.linked),
        UsedAnchors(used or {}),
        sayings,
    )
    places = [place_of(text, words) for words in (anchor_text, then) if words]
    found = naming.first_fitting(places, target)
    return found.anchor_text if found else None


def place_of(text: str, words: str) -> Placement:
    """Where words stand in the first passage."""
    start = text.index(words)
    inside = next(span for span in sentences(text, "en") if span[0] <= start < span[1])
    return Placement(0, *inside, start, start + len(words), words)


def test_a_title_and_its_first_clause_name_a_page() -> None:
    """Idle words at the ends are left out of the anchor text."""
    assert fitting("Many owners still ask us about payday super.", "payday super", PAYDAY)
    whole = "You should know the rules of land tax in Queensland before you buy."
    assert fitting(whole, "land tax in Queensland", LAND_TAX) == "land tax in Queensland"


def test_a_clause_does_not_grow_over_words_of_the_rest_of_the_title() -> None:
    """A verb after a name may happen to be in the title too."""
    text = "Ask whether payday super changes anything for the people you employ."
    assert fitting(text, "payday super", PAYDAY) == "payday super"


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
        ("It has been so for everyone since July 2024 in all.", "July 2024", PAYDAY, "a month"),
        (
            "We went to the Berlin Garden Sheds with all of you.",
            "Garden Sheds",
            SHEDS,
            "longer name",
        ),
        (
            "The super payday was a day for all of us in there.",
            "super payday",
            PAYDAY,
            "other order",
        ),
        (
            "In the summer you cannot build garden sheds 2024 here.",
            "garden sheds",
            SHEDS,
            "edition",
        ),
        ("They have called it “the new garden sheds” for years.", "garden sheds", SHEDS, "a quote"),
        ("Now open Plans - Garden sheds - New to begin with it.", "Garden sheds", SHEDS, "a menu"),
        ("You will find it in Plans » Garden sheds at the end.", "Garden sheds", SHEDS, "a menu"),
        ("Anybody may find out about Queensland in one day.", "Queensland", LAND_TAX, "no head"),
        ("Nous avons tous les garden sheds de la ville, et " * 3, "garden sheds", SHEDS, "foreign"),
    ],
)
def test_words_that_name_nothing_are_no_anchor_text(
    text: str, anchor_text: str, target: int, why: str
) -> None:
    """Each for its own reason."""
    assert fitting(text, anchor_text, target) is None, why


def test_words_that_name_the_page_they_stand_on_lead_nowhere_else() -> None:
    """A reader of the page on sheds is there already, whatever another page is called."""
    text = "Some of the garden sheds we build are open to everyone."
    assert fitting(text, "garden sheds", SHEDS) == "garden sheds"
    assert fitting(text, "garden sheds", SHEDS, home="Garden sheds") is None


def test_an_anchor_text_greets_nobody() -> None:
    """Of "please welcome" nothing is linked, in a title or not."""
    text = "All of us are glad to please welcome open education in schools."
    assert fitting(text, "please welcome open education", OPEN) == "open education"


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


def test_an_anchor_text_is_as_long_as_the_name_it_is_part_of() -> None:
    """What goes on with the title before and after belongs to it, joining words at the ends not;
    those between only where the title has them there.
    """
    text = "Many owners ask us about the land tax {} Queensland before they buy."
    for part in ("tax", "about the land tax", "Queensland"):
        assert fitting(text.format("in"), part, LAND_TAX) == "land tax in Queensland"
    assert fitting(text.format("of the"), "about the land tax", LAND_TAX) == "land tax"


def test_a_version_is_named_by_all_of_its_numbers() -> None:
    """1.25.2 does not name what 1.25.1 does."""
    text = "You will get Rustup {} as easily as the others if you start it again."
    assert fitting(text.format("1.25.1"), "Rustup 1.25.1", RUSTUP) == "Rustup 1.25.1"
    assert fitting(text.format("1.25.2"), "Rustup 1.25.2", RUSTUP) is None
    assert numbers_of("Rust 1.25.1 in 2024") == {"1.25.1", "2024"}


def test_a_title_that_denies_is_not_named_by_what_it_denies() -> None:
    """Streamed episodes are not those that cannot be streamed."""
    text = "With it you may hear all episodes streamed wherever you are and like."
    assert fitting(text, "episodes streamed", STREAM) is None


def test_plain_words_that_many_pages_say_and_none_links_are_no_name() -> None:
    """A word alone is a name where few say it, or where links show that it is one."""
    pages = ["Here is our payroll for everyone to read and use."] * 4
    text = "Our people are proud of the payroll they have built for you."
    assert fitting(text, "payroll", PAYROLL) == "payroll"
    assert fitting(text, "payroll", PAYROLL, others=pages) is None


def test_a_version_names_no_other_version_of_the_same_figures() -> None:
    """10.4.1 and 10.1.4 are two releases, though the same words make both."""
    text = "The team has measured Node 10.4.1 this week."
    assert fitting(text, "Node 10.4.1", NODE) == "Node 10.4.1"
    assert fitting(text, "Node 10.4.1", NODE + 1) is None


def test_a_version_is_telling_wherever_its_words_stand() -> None:
    """Half of the pages say "go", "1" and "15", none but one "Go 1.15"; two letters are enough."""
    pages = ["You go from 1 to 15 here, and back again."] * 11
    text = "The team has moved to Go 1.15 this week, as it was planned to."
    assert fitting(text, "Go 1.15", GO, others=pages) == "Go 1.15"
    assert fitting(text.replace("1.15", "1 15"), "Go 1 15", GO, others=pages) is None


def test_what_a_reader_is_to_fill_in_is_no_name() -> None:
    """An option's value and a placeholder stand for something else."""
    for written in ("--super=payday super", "<payday super>"):
        text = f"You may call it with {written} as often as you like to."
        assert fitting(text, "payday super", PAYDAY) is None


def test_the_next_best_place_is_taken_where_the_best_does_not_fit() -> None:
    """Places are looked at in order until the rules are kept."""
    text = "The payday of July is near. Many owners still ask us about payday super now."
    assert fitting(text, "July", PAYDAY, then="payday super") == "payday super"


def test_titles_lose_the_name_of_the_site_and_nothing_that_tells_pages_apart() -> None:
    """A topic that pages begin with stays, and a section where two pages would be called alike."""
    titles = [
        f"{page} - {section} - Firm"
        for section in ("Filter", "Topics", "Blog")
        for page in ("Open Data", "Schools " + section, "Cities " + section)
    ]
    own = own_titles(titles)
    assert own[:3] == ["Open Data - Filter", "Schools Filter", "Cities Filter"]
    assert len({*own}) == len(titles)

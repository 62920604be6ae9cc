"""Links that were asked for, and what is said where there are few."""

import pytest

from linkequity.advice.recommending.editor import Editor
from linkequity.app.links_to_add import recommending
from linkequity.app.links_to_add.decisions import Decided
from linkequity.app.links_to_add.recommending import RecommendOrder, propose_links
from tiny import facts_of, site

NOBODY = Decided(frozenset(), ())


def notes(titles: list[str]) -> list[str]:
    """What is said of a site whose pages are called so."""
    pages = [
        f"  /{at}: {{title: {title}, language: en, text: [The team met and wrote {at} down.]}}"
        for at, title in enumerate(titles)
    ]
    menu = ", ".join(f"/{at}" for at in range(len(titles)))
    text = "\n".join(["pages:", f"  /: {{title: Home, language: en, links: [{menu}]}}", *pages])
    editor = Editor(facts_of(site(text)))
    return propose_links(editor, RecommendOrder(), NOBODY, [], ask=()).notes


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (["Team update", "Team update", "Garden sheds", "Land tax"], ["2 of 5 content pages"]),
        (["Team update", "Payroll", "Garden sheds", "Land tax"], []),
    ],
)
def test_pages_called_alike_are_said_to_be_why_links_are_few(
    titles: list[str], said: list[str]
) -> None:
    """No words lead to one of several pages of one title; their owner can change that."""
    found = notes(titles)
    assert len(found) == len(said)
    assert all(note.startswith(begin) for note, begin in zip(found, said, strict=True))


def test_that_only_the_strongest_pages_were_asked_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a site with more donors than are ranked, how many were and how the others are reached."""
    titles = ["Team update", "Payroll", "Garden sheds", "Land tax"]
    monkeypatch.setattr(recommending, "DONORS", 3)
    (note,) = notes(titles)
    assert "the 3 pages" in note
    assert "of 4" in note
    assert "--from" in note

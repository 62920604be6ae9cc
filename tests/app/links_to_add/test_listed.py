"""Links to add as a list of work: what is decided moves, what is taken back returns."""

import shutil
from pathlib import Path

import pytest

from linkequity.app.links_to_add.listed import LinkQuery, decide_link, links_to_add
from linkequity.app.opened import Opened, Shelf
from linkequity.base.errors import UsageError, WorkspaceUnclear


@pytest.fixture
def opened(demo_workspace: Path, tmp_path: Path) -> Opened:
    shutil.copytree(demo_workspace, tmp_path / "demo")
    return Shelf(tmp_path).open("demo")


def test_each_link_is_in_one_state(opened: Opened) -> None:
    """Accepting and rejecting move a link, taking that back returns it; nothing is lost."""
    first, second, *_ = before = links_to_add(opened, LinkQuery()).links
    decide_link(opened, first.id, "accepted", "")
    decide_link(opened, second.id, "rejected", "off topic")
    now = links_to_add(opened, LinkQuery())
    assert now.counts == {
        "open": len(before) - 2,
        "accepted": 1,
        "rejected": 1,
        "verified": 0,
    }
    (rejected,) = links_to_add(opened, LinkQuery("rejected")).links
    assert (rejected.id, rejected.because) == (second.id, "off topic")
    assert rejected.link == second.link
    decide_link(opened, first.id, "open", "")
    decide_link(opened, second.id, "open", "")
    assert links_to_add(opened, LinkQuery()).links == before


def test_only_what_was_shown_can_be_decided(opened: Opened) -> None:
    """An invented id, or an invented word, decides nothing."""
    for id, state in (("none", "accepted"), (links_to_add(opened, LinkQuery()).links[0].id, "no")):
        with pytest.raises(UsageError):
            decide_link(opened, id, state, "")


def test_what_is_asked_for_narrows_the_list(opened: Opened) -> None:
    """By the kind of sentence, and by words in URL, sentence or anchor text."""
    every = links_to_add(opened, LinkQuery()).links
    new, there = (links_to_add(opened, LinkQuery(words=w)).links for w in ("new", "on_page"))
    assert len(new) + len(there) == len(every)
    word = (every[0].link.anchor_text or "").upper() if every[0].link else ""
    assert every[0] in links_to_add(opened, LinkQuery(text=word)).links
    assert links_to_add(opened, LinkQuery(text="no such words anywhere")).links == []


def test_a_shelf_gives_what_lies_on_it_and_sees_changes(opened: Opened, tmp_path: Path) -> None:
    """Results are read again when they change; a name is never a path."""
    shelf = Shelf(tmp_path)
    assert shelf.names() == ["demo"]
    again = shelf.open("demo")
    first = again.results
    assert again.results is first
    file = tmp_path / "demo" / "results" / "results.json"
    file.write_bytes(file.read_bytes() + b" ")
    assert again.results is not first
    for name in ("..", "demo/..", "", str(tmp_path / "demo")):
        with pytest.raises(WorkspaceUnclear):
            shelf.open(name)


def test_only_the_workspaces_entered_last_keep_their_facts(
    demo_workspace: Path, tmp_path: Path
) -> None:
    """Looking at the list of all of them costs none its facts; entering a third does."""
    for name in "abc":
        shutil.copytree(demo_workspace, tmp_path / name)
    shelf = Shelf(tmp_path)
    facts = shelf.enter("a").facts
    for name in shelf.names():
        shelf.open(name)
    assert shelf.enter("a").facts is facts
    shelf.enter("b")
    assert shelf.open("a").facts is facts
    shelf.enter("c")
    assert shelf.open("a").facts is not facts

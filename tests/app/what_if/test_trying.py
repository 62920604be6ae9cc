"""Edits as they are filled in: each mistake is told beside its field."""

from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.app.what_if.answers import ask
from linkequity.app.what_if.kinds import BY_NAME, KINDS
from linkequity.app.what_if.trying import check, try_edit
from linkequity.app.what_if.words import in_words
from linkequity.base.settings import Settings, Weights
from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from linkequity.model.whatif.edits import (
    EDITS,
    AddBacklink,
    AddLink,
    AddPage,
    Edit,
    Noindex,
    RemoveLink,
)
from linkequity.model.whatif.names import Scenario
from random_sites import facts_of as facts_of_tables
from random_sites import page, plain_graphs, sites, tables_of, url_of
from tiny import facts_of, site

SITE = """
navigation: [/, /about]
pages:
  /: {links: [/blog/a]}
  /about: {}
  /old: {status: 404, known_from: [sitemap]}
  /blog/a: {links: [/about]}
  /blog/b: {known_from: [sitemap]}
backlinks: [{to: /about, from: https://news.org/story}, {to: /old, from: https://old.org/}]
"""
NOTHING = Scenario(())
POSSIBLE = {
    "add_link": {"from": "/blog/a", "to": "/blog/b", "anchor_text": "b", "position": "content"},
    "add_backlink": {"to": "/blog/b", "rating": "60,5", "position": ""},
    "remove_link": {"from": "/", "to": "/blog/a"},
    "move_link": {"from": "/", "to": "/blog/a", "position": "footer"},
    "reweigh_link": {"from": "/", "to": "/blog/a", "rel": "nofollow"},
    "add_template_link": {"to": "/blog/b", "pages": "/blog/*\n/ab*", "position": "sidebar"},
    "redirect": {"from": "/old", "to": "/about"},
    "noindex": {"url": "/blog/b"},
    "add_page": {"url": "/new", "links_to": "/blog/b /about", "linked_from": "/"},
    "lose_backlink": {"referring_domain": "news.org"},
}
WRONG = [
    ("add_link", {"from": "/blg/a", "to": "/about"}, "from", "/blog/a"),
    ("add_link", {"from": "/old", "to": "/about"}, "from", "no text to put a link in"),
    ("add_link", {"from": "/", "to": "https://other.org/"}, "to", "not a page of"),
    (
        "add_link",
        {"from": "/", "to": "/about", "position": "body"},
        "position",
        "none of the choices",
    ),
    ("add_link", {"from": "/", "to": "x" * 5000}, "to", "4,096"),
    ("add_backlink", {"to": "/about", "rating": "high"}, "rating", "A number"),
    ("add_backlink", {"to": "/about", "rating": "101"}, "rating", "from 0 to 100"),
    ("add_backlink", {"to": "/about", "rating": "nan"}, "rating", "A number"),
    ("remove_link", {"from": "/about", "to": "/blog/b"}, "", "No link leads from"),
    ("redirect", {"from": "/about", "to": "/about"}, "", "redirect to itself"),
    ("noindex", {"url": "/old"}, "url", "is broken: nothing would change"),
    ("add_page", {"url": "/about"}, "", "is a page already"),
    ("add_page", {"url": "/new", "links_to": "/about /nowhere"}, "links_to", "/nowhere"),
    ("add_template_link", {"to": "/about"}, "", "No template is named"),
    ("lose_backlink", {"referring_domain": "other.org"}, "", "No backlink"),
]


@cache
def facts() -> Facts:
    return facts_of(site(SITE))


def test_every_edit_there_is_can_be_filled_in() -> None:
    """The forms know each word of a scenario, and no other."""
    assert {kind.name for kind in KINDS} == {*EDITS} == {*POSSIBLE}
    for edit in msgspec.structs.fields(Edit):
        (struct, _) = edit.type.__args__
        words = {field.encode_name for field in msgspec.structs.fields(struct)} - {"relevance"}
        assert {field.name for field in BY_NAME[edit.name].fields} == words


@pytest.mark.parametrize("kind", POSSIBLE)
def test_what_is_filled_in_becomes_the_edit_and_its_answer(kind: str) -> None:
    """It has words, and the site has an answer."""
    tried = try_edit(facts(), NOTHING, BY_NAME[kind], POSSIBLE[kind])
    assert tried.complaints == {}
    assert tried.edit is not None
    assert in_words(tried.edit)
    found = ask(facts(), Scenario((tried.edit,)))
    assert found.winners.count + found.losers.count > 0
    assert sum(segment.change for segment in found.segments) == pytest.approx(
        found.winners.change + found.losers.change
    )
    kept = next(line for line in found.lines if line.name == "Kept by pages")
    assert kept.change == pytest.approx(found.winners.change + found.losers.change)


@pytest.mark.parametrize(("kind", "given", "field", "says"), WRONG)
def test_a_mistake_is_told_beside_its_field(
    kind: str, given: dict[str, str], field: str, says: str
) -> None:
    """With what was meant where that can be guessed; no command for a terminal, no traceback."""
    tried = try_edit(facts(), NOTHING, BY_NAME[kind], given)
    assert tried.edit is None
    assert [*tried.complaints] == [field]
    assert says in tried.complaints[field]
    assert "`" not in tried.complaints[field]


def test_what_is_half_filled_in_is_not_whole_and_not_wrong() -> None:
    """But what is there already is looked up."""
    kind = BY_NAME["add_link"]
    half = try_edit(facts(), NOTHING, kind, {"from": "/blog/a"})
    assert (half.edit, half.complete, half.complaints) == (None, False, {})
    assert "from" in try_edit(facts(), NOTHING, kind, {"from": "/nowhere"}).complaints


def test_edits_use_the_pages_that_edits_before_them_add() -> None:
    """As in a file."""
    before = Scenario((Edit(add_page=AddPage(url="/new")),))
    link = {"from": "/new", "to": "/about"}
    assert try_edit(facts(), before, BY_NAME["add_link"], link).edit
    assert try_edit(facts(), NOTHING, BY_NAME["add_link"], link).edit is None


def test_what_cannot_be_made_is_left_out_by_its_number() -> None:
    """The rest is answered; an edit may be impossible because of one before it."""
    gone = RemoveLink(source="/", target="/blog/a")
    edits = (
        Edit(noindex=Noindex(url="/nowhere")),
        Edit(remove_link=gone),
        Edit(remove_link=gone),
        Edit(add_link=AddLink(source="/blog/b", target="/about")),
    )
    checked = check(facts(), Scenario(edits, "s"))
    assert [*checked.complaints] == [1, 3]
    assert checked.possible.edits == (edits[1], edits[3])


def test_what_needs_a_page_that_was_left_out_is_left_out_too() -> None:
    """An edit may be impossible because of one after it, which would have added its page."""
    edits = (
        Edit(add_backlink=AddBacklink(target="/new", rating=50)),
        Edit(add_page=AddPage(url="/new", linked_from=["/old"])),
        Edit(noindex=Noindex(url="/blog/b")),
    )
    checked = check(facts(), Scenario(edits, "s"))
    assert [*checked.complaints] == [1, 2]
    assert ask(facts(), checked.possible).losers.count > 0


LONELY = st.sampled_from(["html", "noindex", "gone"]).map(lambda s: tables_of([page(0, s)], []))
SILENT = st.integers(2, 4).map(lambda n: tables_of([page(number) for number in range(n)], []))
ROUND = st.integers(2, 4).map(
    lambda n: tables_of(
        [page(k, "gone", status=301, redirect_to=url_of((k + 1) % n)) for k in range(n)], []
    )
)
ODD = st.one_of(sites(), plain_graphs().map(lambda plain: plain.tables), LONELY, SILENT, ROUND)
NAMED = st.one_of(st.integers(0, 4).map(url_of), st.sampled_from(["/", "/new", "/nowhere"]))
PLACES = {"pages": st.lists(NAMED, max_size=2).map(" ".join), "patterns": st.just("*")}
SAID = {"number": st.sampled_from(["", "0", "100"]), "text": st.sampled_from(["", "news.org"])}


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A form, filled in with what there may be."""
    kind = draw(st.sampled_from(KINDS))
    given = {}
    for field in kind.fields:
        if field.takes == "choice":
            given[field.name] = draw(st.sampled_from(["", *field.choices]))
        else:
            given[field.name] = draw((PLACES | SAID).get(field.takes, NAMED))
    return kind.name, given


@settings(max_examples=20, deadline=None)
@given(ODD, st.sampled_from([0.5, 0.85, 0.99]), st.lists(filled_in(), min_size=1, max_size=3))
def test_every_edit_of_every_odd_site_is_answered_or_refused_in_a_sentence(
    tables: SiteTables, damping: float, forms: list[tuple[str, dict[str, str]]]
) -> None:
    """One page, no links, redirects in a ring, nothing that holds equity: no edit breaks on it."""
    small = facts_of_tables(tables, Settings(weights=Weights(damping=damping)))
    edits: tuple[Edit, ...] = ()
    for kind, said in forms:
        tried = try_edit(small, Scenario(edits), BY_NAME[kind], said)
        edits = edits if tried.edit is None else (*edits, tried.edit)
        assert all(tried.complaints.values())
    found = ask(small, Scenario(edits))
    kept = next(line for line in found.lines if line.name == "Kept by pages")
    assert kept.change == pytest.approx(found.winners.change + found.losers.change, abs=1e-6)

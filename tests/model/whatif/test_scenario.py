"""Scenarios: edits make the tables of the site as it would be."""

import polars as pl
import pytest
from hypothesis import given, settings

from linkequity.base.errors import ScenarioInvalid
from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from linkequity.model.whatif.edits import (
    AddBacklink,
    AddLink,
    AddPage,
    Edit,
    Noindex,
    Redirect,
    RemoveLink,
)
from linkequity.model.whatif.scenario import Scenario, apply
from random_sites import equity, sites
from random_sites import facts_of as facts_of_tables
from tiny import facts_of, site, url

SITE = """
navigation: [/, /a]
pages:
  /: {links: [/b, {to: /b, position: footer}, /moved]}
  /a: {}
  /b: {links: [/]}
  /moved: {redirect: /b}
  /gone: {status: 404, known_from: [backlinks]}
backlinks: [{to: /gone, from: https://x.org/1, rating: 50}]
"""


@pytest.fixture(scope="module")
def before() -> Facts:
    return facts_of(site(SITE))


def edited(before: Facts, *edits: Edit) -> Facts:
    return apply(before, Scenario(edits))


def links(facts: Facts, source: str, target: str) -> int:
    pair = (pl.col("source") == url(source)) & (pl.col("resolved_target") == url(target))
    return len(facts.links.filter(pair))


def test_an_added_link_is_one_more_on_its_page(before: Facts) -> None:
    """It stands last on the page, followed, where the edit says."""
    after = edited(before, Edit(add_link=AddLink(source="/a", target="/b", position="sidebar")))
    new = after.links.filter(pl.col("source") == url("/a")).row(-1, named=True)
    assert (new["target"], new["link_position"], new["weight"]) == (url("/b"), "sidebar", 0.3)
    assert new["order"] == 2
    assert len(after.links) == len(before.links) + 1


def test_removing_a_link_removes_every_instance(before: Facts) -> None:
    """In content, in the footer, and through a redirect; other links stay."""
    after = edited(before, Edit(remove_link=RemoveLink(source="/", target="/b")))
    assert (links(before, "/", "/b"), links(after, "/", "/b")) == (3, 0)
    assert len(after.links) == len(before.links) - 3


def test_a_redirect_reclaims_what_was_lost_at_the_door(before: Facts) -> None:
    """A redirect from the dead page lets its backlinks in, at their full strength."""
    after = edited(before, Edit(redirect=Redirect(source="/gone", target="/b")))
    assert (before.ledger.lost_at_door, before.ledger.from_backlinks) == (pytest.approx(10), 0)
    assert (after.ledger.lost_at_door, after.ledger.from_backlinks) == (0, pytest.approx(10))
    assert after.redirects.filter(pl.col("url") == url("/gone"))["target"].to_list() == [url("/b")]


def test_a_new_page_has_the_menus_and_its_links(before: Facts) -> None:
    """What stands on at least half of the pages stands on the new one too."""
    page = AddPage(url="/new", links_to=["/b"], linked_from=["/a"])
    after = edited(before, Edit(add_page=page))
    own = after.links.filter(pl.col("source") == url("/new"))
    assert sorted(own.select("target", "link_position").rows()) == [
        (url("/"), "navigation"),
        (url("/a"), "navigation"),
        (url("/b"), "content"),
    ]
    assert links(after, "/a", "/new") == 1
    assert after.ledger.from_baseline == before.ledger.from_baseline + 1


def test_noindex_takes_a_page_out(before: Facts) -> None:
    """It keeps nothing, and what flows to it leaks."""
    after = edited(before, Edit(noindex=Noindex(url="/b")))
    assert equity(after)[url("/b")] == 0
    assert after.ledger.leaked["noindex"] > before.ledger.leaked["noindex"] == 0


def test_edits_may_use_pages_that_other_edits_add(before: Facts) -> None:
    """In any order, since a scenario is one state of the site."""
    after = edited(
        before,
        Edit(add_link=AddLink(source="/new", target="/b")),
        Edit(add_backlink=AddBacklink(target="/new", rating=50)),
        Edit(add_page=AddPage(url="/new")),
    )
    assert links(after, "/new", "/b") == 1
    assert after.landings["url"].to_list() == [url("/new")]


def test_a_scenarios_backlink_comes_last_of_its_domain(before: Facts) -> None:
    """The second of a domain counts half; without a name it is a domain of its own."""
    after = edited(
        before,
        Edit(add_backlink=AddBacklink(target="/b", rating=50, referring_page="https://x.org/2")),
        Edit(add_backlink=AddBacklink(target="/b", rating=50)),
        Edit(add_backlink=AddBacklink(target="/a", domain_rating=40)),
    )
    assert after.backlinks["strength"].to_list() == pytest.approx([10, 5, 10, 2.5])


REFUSED = {
    "no page /tx": Edit(add_link=AddLink(source="/", target="/tx")),
    "no page /nowhere": Edit(add_link=AddLink(source="/nowhere", target="/b")),
    "/gone is broken": Edit(add_link=AddLink(source="/gone", target="/b")),
    "/moved is redirected": Edit(add_link=AddLink(source="/moved", target="/b")),
    "not a page of example.com": Edit(noindex=Noindex(url="https://x.org/")),
    "no link leads from /b to /gone": Edit(remove_link=RemoveLink(source="/b", target="/gone")),
    "would redirect to itself": Edit(redirect=Redirect(source="/a", target="/a")),
    "is a page already": Edit(add_page=AddPage(url="/a")),
    "is no URL": Edit(add_backlink=AddBacklink(target="/a", referring_page="x y")),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_done_is_refused_by_name(before: Facts, message: str) -> None:
    """With the number of the edit, and something to do."""
    first = Edit(noindex=Noindex(url="/b"))
    with pytest.raises(ScenarioInvalid, match=message) as refused:
        edited(before, first, REFUSED[message])
    assert refused.value.where == "scenario, edit 2"
    assert refused.value.hint


def test_an_unknown_page_is_answered_with_the_nearest() -> None:
    """A slip of the pen in a path is easy to mend."""
    facts = facts_of(site("pages:\n  /: {links: [/tax-advisory/]}\n  /tax-advisory/: {}"))
    with pytest.raises(ScenarioInvalid, match="Nearest: /tax-advisory/"):
        apply(facts, Scenario((Edit(noindex=Noindex(url="/tax-advisry")),)))


@settings(max_examples=10, deadline=None)
@given(sites())
def test_an_added_link_removed_again_changes_nothing(tables: SiteTables) -> None:
    """Where there was no link before, adding and removing one leaves equity as it was."""
    before = facts_of_tables(tables)
    pair = {"source": "https://example.com/", "target": "https://example.com/new"}
    after = apply(
        before,
        Scenario(
            (
                Edit(add_page=AddPage(url="/new")),
                Edit(add_link=AddLink(**pair)),
                Edit(remove_link=RemoveLink(**pair)),
            )
        ),
    )
    alone = apply(before, Scenario((Edit(add_page=AddPage(url="/new")),)))
    assert equity(after) == pytest.approx(equity(alone))

"""Scenarios: edits make the tables of the site as it would be."""

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linkequity.base.errors import ScenarioInvalid
from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from linkequity.model.whatif.edits import (
    AddBacklink,
    AddLink,
    AddPage,
    AddTemplateLink,
    Edit,
    LoseBacklink,
    MoveLink,
    Noindex,
    Redirect,
    RemoveLink,
    ReweighLink,
)
from linkequity.model.whatif.names import Scenario
from linkequity.model.whatif.scenario import apply
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


def test_an_added_link_weighs_as_relevant_as_its_words(before: Facts) -> None:
    """Half of a link's weight hangs on its topic; unread words are in the middle."""
    for relevance, weight in ((None, 0.75), (0.0, 0.5), (1.0, 1.0)):
        link = AddLink(source="/a", target="/b", relevance=relevance)
        after = edited(before, Edit(add_link=link))
        assert after.links["weight"].filter(after.links["target"] == url("/b"))[-1] == weight


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


def test_the_link_that_counts_moves_and_the_others_stay(before: Facts) -> None:
    """Of a content, a footer and a redirected link the first content link; then the next counts."""
    to_menu = Edit(move_link=MoveLink(source="/", target="/b", position="sidebar"))
    once, twice = edited(before, to_menu), edited(before, to_menu, to_menu)
    assert places(before, "/", "/b") == ["content", "content", "footer"]
    assert places(once, "/", "/b") == ["content", "footer", "sidebar"]
    assert places(twice, "/", "/b") == ["footer", "sidebar", "sidebar"]
    weighing = twice.links.filter(pl.col("source") == url("/"), pl.col("weight") > 0)
    assert weighing.filter(pl.col("link_position") == "sidebar")["weight"].to_list() == [0.3]


def places(facts: Facts, source: str, target: str) -> list[str]:
    pair = (pl.col("source") == url(source)) & (pl.col("resolved_target") == url(target))
    return sorted(facts.links.filter(pair)["link_position"].cast(pl.String))


def test_a_link_that_is_no_longer_followed_leaks_what_it_carried(before: Facts) -> None:
    """All links of the pair get the rel, and `followed` takes it off again."""
    pair = {"source": "/", "target": "/b"}
    quiet = edited(before, Edit(reweigh_link=ReweighLink(**pair, rel="sponsored")))
    assert quiet.links.filter(pl.col("sponsored"))["target"].len() == 3
    assert quiet.ledger.leaked["nofollow"] > 0 == before.ledger.leaked["nofollow"]
    again = edited(
        before,
        Edit(reweigh_link=ReweighLink(**pair, rel="nofollow")),
        Edit(reweigh_link=ReweighLink(**pair, rel="followed")),
    )
    assert equity(again) == pytest.approx(equity(before))


def test_a_lost_backlink_brings_nothing_and_the_next_moves_up() -> None:
    """The second of a domain counts half, until the first is gone; or all of the domain are."""
    text = """
pages: {/: {links: [/a]}, /a: {}}
backlinks:
  - {to: /, from: https://news.org/1, rating: 50, first_seen: 2020-01-01}
  - {to: /a, from: https://news.org/2, rating: 50, first_seen: 2021-01-01}
"""
    facts = facts_of(site(text))
    first = LoseBacklink(referring_page="https://news.org/1")
    assert facts.backlinks["strength"].to_list() == pytest.approx([10, 5])
    assert edited(facts, Edit(lose_backlink=first)).backlinks["strength"].to_list() == [0, 10]
    for name in ("news.org", "NEWS.org"):
        gone = LoseBacklink(referring_domain=name)
        assert edited(facts, Edit(lose_backlink=gone)).ledger.from_backlinks == 0
    to_a = LoseBacklink(referring_domain="news.org", target="/a")
    assert edited(facts, Edit(lose_backlink=to_a)).backlinks["strength"].to_list() == [10, 0]


def test_a_template_is_named_by_what_it_carries_or_by_its_paths(before: Facts) -> None:
    """The pages whose menu links to a page, those that fit a pattern, or those that do both."""
    named = {
        ("/a", ()): ["/", "/a"],
        ("/a", ("/",)): ["/"],
        (None, ("/a*", "/")): ["/", "/a"],
    }
    for (carrying, pages), on in named.items():
        edit = AddTemplateLink(target="/b", carrying=carrying, pages=list(pages))
        after = edited(before, Edit(add_template_link=edit))
        added = after.links.filter(pl.col("position_evidence") == "added by the scenario")
        assert added["source"].to_list() == [url(path) for path in on]
        assert added["link_position"].unique().to_list() == ["navigation"]


@settings(max_examples=10, deadline=None)
@given(sites(), st.data())
def test_a_template_link_is_the_same_link_on_each_of_its_pages(
    tables: SiteTables, data: st.DataObject
) -> None:
    """Solved again, equity is the same; in menus, where a block of its own says nothing."""
    facts = facts_of_tables(tables)
    speaking = facts.graph.pages["url"].filter(facts.graph.linking).to_list()
    target = data.draw(st.sampled_from(facts.graph.pages["url"].to_list()))
    position = data.draw(st.sampled_from(["navigation", "sidebar", "footer"]))
    template = AddTemplateLink(target=target, position=position, pages=["*"])
    each = [
        Edit(add_link=AddLink(source=page, target=target, position=position))
        for page in speaking
        if page != target
    ]
    assume(each)
    together = edited(facts, Edit(add_template_link=template))
    assert equity(together) == pytest.approx(equity(edited(facts, *each)), abs=1e-11)


BLOCKS = {
    "pages: {/: {links: [/p1, /p2]}, /p1: {}, /p2: {}}": [0.75, 0.75],
    "pages: {/: {links: [/p1, /p2, /p3]}, /p1: {}, /p2: {}, /p3: {}}": [0.5, 0.5, 0.5],
}


@pytest.mark.parametrize("text", BLOCKS, ids=["two pages", "three pages"])
def test_a_block_in_content_counts_as_one_that_repeats(text: str) -> None:
    """On three pages or more it weighs half of a content link; on fewer it is one of their own."""
    block = AddTemplateLink(target="/", position="content", pages=["/p*"])
    after = edited(facts_of(site(text)), Edit(add_template_link=block))
    weights = after.links.filter(pl.col("target") == url("/"))["weight"]
    assert weights.to_list() == BLOCKS[text]


REFUSED = {
    "no page /tx": Edit(add_link=AddLink(source="/", target="/tx")),
    "no page /nowhere": Edit(add_link=AddLink(source="/nowhere", target="/b")),
    "/gone is broken": Edit(add_link=AddLink(source="/gone", target="/b")),
    "/moved is redirected": Edit(add_link=AddLink(source="/moved", target="/b")),
    "not a page of example.com": Edit(noindex=Noindex(url="https://x.org/")),
    "no link leads from /b to /gone": Edit(remove_link=RemoveLink(source="/b", target="/gone")),
    "would redirect to itself": Edit(redirect=Redirect(source="/a", target="/a")),
    "is a page already": Edit(add_page=AddPage(url="/a")),
    "no link leads from /a to /gone": Edit(
        move_link=MoveLink(source="/a", target="/gone", position="footer")
    ),
    "no link leads from /a to /b": Edit(
        reweigh_link=ReweighLink(source="/a", target="/b", rel="nofollow")
    ),
    "no template is named": Edit(add_template_link=AddTemplateLink(target="/b")),
    "no page links to /b in the navigation": Edit(
        add_template_link=AddTemplateLink(target="/b", carrying="/b")
    ),
    "no page fits /shop/": Edit(add_template_link=AddTemplateLink(target="/b", pages=["/shop/*"])),
    "says not whose backlink": Edit(lose_backlink=LoseBacklink(target="/b")),
    "no backlink to /a from x.org": Edit(
        lose_backlink=LoseBacklink(referring_domain="x.org", target="/a")
    ),
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


HINTS = {
    "Nearest: x.org": Edit(lose_backlink=LoseBacklink(referring_domain="y.org")),
    "Links to it stand in: content, footer": Edit(
        add_template_link=AddTemplateLink(target="/a", carrying="/b")
    ),
}


@pytest.mark.parametrize("hint", HINTS)
def test_a_refusal_says_what_there_is_instead(before: Facts, hint: str) -> None:
    """The nearest domain that gives backlinks, and where links to a page stand."""
    with pytest.raises(ScenarioInvalid) as refused:
        edited(before, HINTS[hint])
    assert hint in str(refused.value.hint)


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


@settings(max_examples=25, deadline=None)
@given(sites(), st.data())
def test_what_edits_leave_alone_is_kept_and_what_they_change_is_not(
    tables: SiteTables, data: st.DataObject
) -> None:
    """A page redirected or set to noindex gives the very graph that its tables give anew."""
    before = facts_of_tables(tables)
    page, other = (st.sampled_from(before.graph.pages["url"].to_list()) for _ in range(2))
    source, target = data.draw(page), data.draw(other)
    edit = Edit(noindex=Noindex(url=source))
    if source != target and data.draw(st.booleans()):
        edit = Edit(redirect=Redirect(source=source, target=target))
    after = apply(before, Scenario((edit,)))
    anew = Facts(after.tables, before.settings, before.manifest)
    assert after.graph.links.equals(anew.graph.links)
    assert after.graph.start == anew.graph.start
    assert after.content_kind.equals(anew.content_kind)
    assert after.flow.kept.tolist() == anew.flow.kept.tolist()

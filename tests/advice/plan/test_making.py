"""The plan as a whole: stages, orders, prospects, pages to be written."""

import polars as pl
import pytest

import tiny
from linkequity.advice.plan.making import Brief, Made, Planner
from linkequity.advice.plan.targets import named_target
from linkequity.model.facts import Facts
from linkequity.model.whatif.edits import AddBacklink, AddLink, Edit
from linkequity.model.whatif.names import Scenario
from linkequity.model.whatif.scenario import apply
from linkequity.snapshot.tables import KEYWORDS, PROSPECTS

TAX = "tax advice for owners who sell a business, with trust and company structure and relief"
OTHER = "garden tools such as rakes and spades, sharpened by hand in the shed every winter"
LONG = " ".join([TAX] * 9)
SITE = f"""
pages:
  /: {{title: Home, text: [welcome], links: [/tax, /sell, /trust, /company]}}
  /tax: {{title: Tax advice, text: ['{LONG}']}}
  /sell: {{title: Selling a business, text: ['{LONG} selling'], links: [/tax]}}
  /trust: {{title: Trust or company, text: ['{LONG} trusts'], links: [/tax]}}
  /company: {{title: Company structure, text: ['{LONG} company']}}
  /rakes: {{title: Rakes, text: ['{OTHER}']}}
  /spades: {{title: Spades, text: ['{OTHER} digging']}}
  /winter: {{title: Winter, text: ['{OTHER} cold']}}
navigation: [/, /rakes, /spades, /winter]
search:
  - {{url: /tax, query: tax advice, impressions: 900, search_position: 30}}
  - {{url: /tax, query: business relief calculator, impressions: 800, search_position: 45}}
  - {{url: /tax, query: relief calculator business, impressions: 300, search_position: 40}}
  - {{url: /tax, query: trust relief deadline, impressions: 200, search_position: 12}}
  - {{url: /rakes, query: rake repair workshop, impressions: 700, search_position: 50}}
"""
RIVALS = [
    {"referring_domain": "news.org", "domain_rating": 60.0},
    {"referring_domain": "news.org", "domain_rating": 60.0},
    {"referring_domain": "list.org", "domain_rating": 40.0},
]


@pytest.fixture(scope="module")
def facts() -> Facts:
    """The site above."""
    return tiny.facts_of(tiny.site(SITE))


@pytest.fixture(scope="module")
def made(facts: Facts) -> Made:
    """The plan for its page on tax, with prospects."""
    brief = Brief(KEYWORDS.empty(), PROSPECTS.frame(RIVALS))
    return Planner(facts, brief).plan(named_target(facts, "/tax"))


def test_supporting_pages_are_on_the_topic_and_those_that_link_come_first(made: Made) -> None:
    """Three near pages; the two that link to it already first; none from the shed."""
    urls = [url for url, _ in made.supporters]
    assert set(urls[:2]) == {tiny.url("/sell"), tiny.url("/trust")}
    assert urls[2:] == [tiny.url("/company")]


def test_one_way_links_lift_one_page_and_two_way_links_four(made: Made) -> None:
    """What flows in does not flow out: only links back let a backlink work for others."""
    lifted = {stage.name: stage.pages_lifted for stage in made.stages}
    assert (lifted["alone"], lifted["one_way"], lifted["two_way"]) == (1, 1, 4)


def test_pages_to_write_are_for_queries_that_nobody_covers(made: Made) -> None:
    """Not what a title has, not what is found already, not another topic; alike ones are one."""
    assert [page.key for _, page in made.to_write] == ["business relief calculator"]
    queries = [query for query, _ in made.to_write[0][1].queries]
    assert queries == ["business relief calculator", "relief calculator business"]
    assert made.stages[-1].name == "written"
    assert made.heard is not None
    assert made.heard.near - made.heard.answered == len(queries)
    assert made.heard.asked >= made.heard.near


def test_links_of_pages_to_write_say_what_the_target_is_called(made: Made) -> None:
    """The first by its title; two would not say the same where people ask for it otherwise."""
    assert len(made.words_in) == len(made.to_write)
    assert made.words_in[0].startswith("Tax")
    assert len(set(made.words_in)) == len(made.words_in)


def test_both_orders_end_at_what_the_whole_site_solved_again_says(facts: Facts, made: Made) -> None:
    """Superposition is exact: links, pages and backlinks in the tables give the same equity."""
    assert made.backlinks is not None
    edits = [
        Edit(
            add_backlink=AddBacklink(
                target=one.place.url, domain_rating=one.domain_rating, position="content"
            )
        )
        for one in made.backlinks.pursued
    ]
    site = apply(made.stages[-1].facts, Scenario(tuple(edits)))
    target = int(site.graph.addresses.exact(pl.Series([made.target]))[0])
    assert made.backlinks.last == pytest.approx(float(site.flow.kept[target]), rel=1e-9)
    alone = apply(facts, Scenario(tuple(edits)))
    here = int(alone.graph.addresses.exact(pl.Series([made.target]))[0])
    assert made.backlinks.first == pytest.approx(float(alone.flow.kept[here]), rel=1e-9)


def test_a_domain_is_pursued_once_and_lifts_what_superposition_says(made: Made) -> None:
    """Two rows of one domain are one prospect; lifts of the target add up to the whole."""
    assert made.backlinks is not None
    domains = [one.referring_domain for one in made.backlinks.pursued]
    assert sorted(map(str, domains)) == ["list.org", "news.org"]
    adds = sum(one.lift for one in made.backlinks.pursued)
    assert adds == pytest.approx(made.backlinks.last - made.stages[-1].equity, rel=1e-9)


def test_a_target_that_is_not_ready_is_not_simulated() -> None:
    """noindex: no stages, no prospects, the gates of the structure closed."""
    site = tiny.site(SITE.replace("/tax: {", "/tax: {noindex: true, "))
    facts = tiny.facts_of(site)
    brief = Brief(KEYWORDS.empty(), PROSPECTS.frame(RIVALS))
    made = Planner(facts, brief).plan(named_target(facts, "/tax"))
    assert not made.stages
    assert made.backlinks is None
    assert {g.id for g in made.gates if g.state == "closed"} >= {"indexable", "linked-in"}


def test_links_that_are_there_are_asked_for_no_more(facts: Facts) -> None:
    """With links both ways nothing is missing, and the gate is open."""
    ways = [("/tax", "/sell"), ("/tax", "/trust"), ("/tax", "/company"), ("/company", "/tax")]
    edits = [Edit(add_link=AddLink(source=a, target=b)) for a, b in ways]
    linked = apply(facts, Scenario(tuple(edits)))
    brief = Brief(KEYWORDS.empty(), PROSPECTS.empty())
    made = Planner(linked, brief).plan(named_target(linked, "/tax"))
    assert all(s.links_in and s.links_back for _, s in made.supporters)
    assert all(gate.state != "closed" for gate in made.gates if gate.step == "structure")
    assert made.backlinks is not None
    assert made.backlinks.assumed

"""Where a backlink should land, and which prospects to pursue."""

import polars as pl
import pytest

from linkequity.advice.landing_pages import landing_pages, rank_prospects
from linkequity.advice.page_kinds import kinds_of
from linkequity.advice.survival import months_alive
from linkequity.model.facts import Facts
from linkequity.model.whatif.edits import AddBacklink, Edit
from linkequity.model.whatif.names import Scenario
from linkequity.model.whatif.scenario import apply
from linkequity.snapshot.tables import PROSPECTS
from tiny import ORIGIN, facts_of, site

FIRM = """
navigation: [/, /services/tax, /blog/a]
pages:
  /: {}
  /services/tax: {links: [/blog/b]}
  /blog/a: {links: [/services/tax]}
  /blog/b: {links: [/blog/a, 'https://x.org/']}
  /tag/t/: {links: [/blog/a], known_from: [sitemap]}
  /gone: {status: 404, known_from: [sitemap]}
backlinks:
  - {to: /blog/a, from: 'https://twice.org/1', domain_rating: 60}
  - {to: /blog/b, from: 'https://twice.org/2', domain_rating: 60}
  - {to: /gone, from: 'https://once.net/', domain_rating: 60}
  - {to: /blog/a, from: 'https://dead.com/', domain_rating: 60, lost: true}
settings: {priority: {/services/tax: 1}}
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(site(FIRM))


def prospects(*rows: tuple[str, float | None, float | None]) -> pl.DataFrame:
    return PROSPECTS.frame(
        [{"referring_domain": d, "domain_rating": r, "price": p} for d, r, p in rows]
    )


def test_what_a_backlink_brings_is_what_the_target_then_has_more(facts: Facts) -> None:
    """The stated backlink, made and solved for, gives the target what the list says."""
    pages = landing_pages(facts, 50.0).pages
    target = facts.graph.pages["url"].to_list().index(f"{ORIGIN}/services/tax")
    for row in pages.iter_rows(named=True):
        won = AddBacklink(target=row["url"], domain_rating=50.0)
        after = apply(facts, Scenario((Edit(add_backlink=won),)))
        more = after.flow.kept[target] - facts.flow.kept[target]
        assert row["brings"] == pytest.approx(more, rel=1e-9)


def test_only_content_pages_and_the_target_itself_delivers_most(facts: Facts) -> None:
    """Delivery is a share of the best, and its inverse how much easier a win must be."""
    pages = landing_pages(facts, 50.0).pages
    assert set(pages["url"]) == {ORIGIN + p for p in ("/", "/services/tax", "/blog/a", "/blog/b")}
    best = pages.filter(pl.col("url") == f"{ORIGIN}/services/tax").row(0, named=True)
    assert best["delivery"] == best["break_even_odds"] == 1.0
    assert (pages["delivery"] * pages["break_even_odds"]).to_list() == pytest.approx([1.0] * 4)
    # The target is commercial, and five times as hard to win as an article.
    assert pages["url"][0] == f"{ORIGIN}/blog/a"
    assert pages["expected"].is_sorted(descending=True)


def test_pages_from_which_nothing_arrives_are_never_worth_it() -> None:
    """Break-even odds are unknown where nothing is delivered, not infinite."""
    alone = facts_of(
        site("pages: {/: {}, /a: {known_from: [sitemap]}}\nsettings: {priority: {/: 1}}")
    )
    pages = landing_pages(alone, 50.0).pages
    assert dict(pages.select("url", "break_even_odds").iter_rows()) == {
        f"{ORIGIN}/": 1.0,
        f"{ORIGIN}/a": None,
    }


def test_domains_that_link_already_bring_less(facts: Facts) -> None:
    """Each backlink that counts halves the next of its domain; lost ones take no turn."""
    rows = [(domain, 60.0, None) for domain in ("new.org", "once.net", "twice.org", "dead.com")]
    ranked, _ = rank_prospects(facts, prospects(*rows), landing_pages(facts, 50.0).pages)
    earlier = dict(ranked.select("referring_domain", "earlier_backlinks").iter_rows())
    strength = dict(ranked.select("referring_domain", "strength").iter_rows())
    assert earlier == {"new.org": 0, "dead.com": 0, "once.net": 1, "twice.org": 2}
    assert strength["once.net"] == pytest.approx(strength["new.org"] / 2)
    assert strength["twice.org"] == pytest.approx(strength["new.org"] / 4)
    assert strength["new.org"] == pytest.approx(0.25 * 10 ** (60 / 40))


def test_prospects_are_ranked_by_what_can_be_expected(facts: Facts) -> None:
    """p_win × strength × value at the best page; unknown ratings count as unrated, not as none."""
    pages = landing_pages(facts, 50.0).pages
    ranked, places = rank_prospects(
        facts,
        prospects(("low.org", 10.0, None), ("high.org", 80.0, None), ("?.org", None, None)),
        pages,
    )
    assert ranked["referring_domain"].to_list() == ["high.org", "?.org", "low.org"]
    best = pages.row(0, named=True)
    strength = ranked["strength"][0]
    assert ranked["expected"][0] == pytest.approx(best["p_win"] * strength * best["value"])
    assert places.group_by("number").len()["len"].to_list() == [3, 3, 3]
    months = months_alive(36)
    assert ranked["expected_equity_months"][0] == pytest.approx(ranked["expected"][0] * months)


def test_a_ceiling_is_what_the_list_charges_for_as_much(facts: Facts) -> None:
    """At the median price for an equity-month; none where no price is known."""
    pages = landing_pages(facts, 50.0).pages
    rows = [("a.org", 40.0, 100.0), ("b.org", 40.0, 300.0), ("c.org", 40.0, None)]
    ranked, _ = rank_prospects(facts, prospects(*rows), pages)
    assert ranked["price_ceiling"].to_list() == pytest.approx([200.0] * 3)
    unpriced, _ = rank_prospects(facts, prospects(("a.org", 40.0, None)), pages)
    assert unpriced["price_ceiling"].to_list() == [None]


def test_survival_passes_through_what_was_observed() -> None:
    """No link is there longer than the time that passed, and half of the area is where it was."""
    assert months_alive(0) == 0
    assert 0.92 * 3 < months_alive(3) < 3
    assert 0.56 * 81 < months_alive(84) - months_alive(3) < 0.92 * 81
    late = months_alive(84) - months_alive(83.99)
    assert late / 0.01 == pytest.approx(0.56, abs=1e-3)


def test_pages_that_sell_are_told_by_their_urls_or_the_owner() -> None:
    """Home, commercial, and articles for all others."""
    kinds = {
        "/": "home",
        "/services/tax": "commercial",
        "/Preise.html": "commercial",
        "/produkte/": "commercial",
        "/advisory/x": "commercial",
        "/blog/our-services-explained": "article",
        "/about": "article",
    }
    pages = pl.DataFrame({"url": [ORIGIN + p for p in kinds], "start": [p == "/" for p in kinds]})
    assert kinds_of(pages, ["/advisory/*"]).to_list() == list(kinds.values())

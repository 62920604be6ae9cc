"""What a unit is worth on each page, and which pages that is judged by."""

import numpy as np
import pytest
from hypothesis import given, settings

from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from random_sites import facts_of as facts_of_tables
from random_sites import sites
from tiny import ORIGIN, facts_of, site

some = settings(max_examples=12, deadline=None)
SHOP = """
navigation: [/, /shop/]
pages:
  /: {}
  /shop/: {links: [/shop/a, /shop/b]}
  /shop/a: {links: [/shop/b]}
  /shop/b: {links: [/shop/a]}
  /old: {redirect: /shop/b, known_from: [sitemap]}
  /gone: {status: 404, known_from: [sitemap]}
  /lonely: {known_from: [sitemap]}
MORE
"""


def shop(more: str = "") -> Facts:
    return facts_of(site(SHOP.replace("MORE", more)))


def worth(facts: Facts) -> dict[str, float]:
    """How much each page matters, by path; pages that do not are left out."""
    paths = facts.graph.pages["url"].str.strip_prefix(ORIGIN)
    weights = facts.worth.weights
    return {p: float(w) for p, w in zip(paths, weights, strict=True) if w}


def value(facts: Facts) -> dict[str, float]:
    paths = facts.pages["url"].str.strip_prefix(ORIGIN)
    return dict(zip(paths, facts.pages["value"], strict=True))


@some
@given(sites())
def test_worth_times_flow_is_source_times_value(tables: SiteTables) -> None:
    """J = c·x = s·h: what enters, valued where it lands, is what the targets hold."""
    facts = facts_of_tables(tables)
    source = facts.baseline + facts.backlink_equity
    total = float(facts.worth.weights @ facts.flow.x)
    assert float(source @ facts.value.h) == pytest.approx(total, rel=1e-9, abs=1e-12)


@some
@given(sites())
def test_value_is_a_share_of_the_unit_that_lands(tables: SiteTables) -> None:
    """No page makes more than one unit of one, and pages that take none in make nothing."""
    facts = facts_of_tables(tables)
    delivered = facts.pages["value"].to_numpy()
    assert (delivered >= 0).all()
    assert (delivered <= 1 + 1e-9).all()
    assert not delivered[facts.indexable == 0].any()
    assert not facts.pages["donor_strength"].to_numpy()[facts.indexable == 0].any()


@some
@given(sites())
def test_the_best_place_is_a_page_that_matters(tables: SiteTables) -> None:
    """The greatest value lies where worth is above 0: what passes through is only ever less."""
    facts = facts_of_tables(tables)
    if facts.worth.weights.any():
        best = facts.value.h.max()
        assert facts.value.h[facts.worth.weights > 0].max() == pytest.approx(best)


def test_priority_pages_are_named_by_path_url_or_pattern() -> None:
    """The first name that means a page counts, redirects lead on, and what is not there is told."""
    facts = shop(
        "settings: {priority: {/old: 4, 'https://www.example.com/': 2, /shop/*: 1, "
        "/gone: 9, /x: 9}}"
    )
    assert facts.worth.origin == "priority"
    assert worth(facts) == {"/": 0.5, "/shop/": 0.25, "/shop/a": 0.25, "/shop/b": 1.0}
    assert facts.worth.unknown == ("/gone", "/x")


def test_search_demand_counts_most_on_page_two() -> None:
    """Impressions at positions 11 to 20 count in full, others less; queries beat totals."""
    facts = shop("""search:
  - {url: /shop/a, query: one, impressions: 100, search_position: 14}
  - {url: /shop/b, query: one, impressions: 100, search_position: 10}
  - {url: /old, query: two, impressions: 100, search_position: 30}
  - {url: /shop/a, impressions: 5000, search_position: 3}
  - {url: /lonely, impressions: 40}
""")
    assert facts.worth.origin == "search demand"
    assert worth(facts) == {"/shop/a": 1.0, "/shop/b": 0.75, "/lonely": 0.2}


def test_need_is_greatest_where_least_passes() -> None:
    """Without priorities and search data, the pages that have least matter most."""
    facts = shop("settings: {priority: {/gone: 1}}")
    weights = worth(facts)
    assert facts.worth.origin == "need"
    assert facts.worth.unknown == ("/gone",)
    assert weights["/lonely"] == 1.0
    assert weights["/shop/a"] < weights["/"] < 1.0


def test_a_page_that_links_to_the_target_is_worth_more_than_one_that_does_not() -> None:
    """Value falls with the distance to the page that matters."""
    found = value(shop("settings: {priority: {/shop/b: 1}}"))
    assert found["/shop/b"] > found["/shop/a"] > found["/shop/"] > found["/"] > 0
    assert found["/old"] == found["/gone"] == 0


def test_donor_strength_is_what_a_new_link_of_weight_1_would_carry() -> None:
    """d·x/(D + 1)."""
    facts = shop()
    x, totals = facts.flow.x, facts.transition.totals
    np.testing.assert_allclose(
        facts.pages["donor_strength"], 0.85 * x / (totals + 1) * facts.indexable
    )

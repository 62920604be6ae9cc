"""What is at stake in other models: the sums of the settings, and of each model solved alone."""

from dataclasses import replace

import numpy as np
import pytest

from linkequity.base.settings import Settings
from linkequity.model.facts import Facts
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import draw
from linkequity.model.robustness.stakes import Stakes
from tiny import facts_of, site

SITE = """
start: /
navigation: [/, /blog/a, /blog/b]
pages:
  /: {title: Home, links: [/blog/a, {to: /blog/b, position: footer}]}
  /blog/a: {links: [/gone, /blog/b, /blog/b, {to: /closed, rel: nofollow}]}
  /blog/b: {links: [/gone, "https://x.org/"]}
  /blog/c: {known_from: [sitemap]}
  /closed: {noindex: true}
  /gone: {status: 404}
backlinks:
  - {to: /blog/a, from: "https://x.org/1", rating: 60}
  - {to: /gone, from: "https://x.org/2", rating: 40}
"""
MODELS = 6


@pytest.fixture(scope="module")
def stakes() -> Stakes:
    facts = facts_of(site(SITE))
    return Stakes(Ensemble(facts, draw(facts.settings.weights, MODELS, 3)))


def alone(stakes: Stakes, model: int) -> Facts:
    """The same site under one model's weights, solved as if it were the only one."""
    drawn = stakes.ensemble.models[model]
    facts = stakes.facts
    backlinks = facts.tables.backlinks if drawn.backlinks else facts.tables.backlinks.clear()
    tables = replace(facts.tables, backlinks=backlinks)
    return Facts(tables, Settings(weights=drawn.weights), facts.manifest)


@pytest.mark.parametrize("model", range(MODELS))
def test_each_sum_is_that_of_the_model_solved_alone(stakes: Stakes, model: int) -> None:
    """Links, pages and backlinks come to what the facts under those very weights come to."""
    facts = alone(stakes, model)
    pages, links = facts.pages, facts.links
    every = np.arange(pages.height)
    indexable = pages.filter("indexable")["page_id"].to_numpy()
    found = (
        stakes.of_links(np.arange(links.height))[model],
        stakes.kept(every)[model],
        stakes.lacking(indexable)[model],
        stakes.given(indexable)[model],
        stakes.brought(stakes.facts.graph.pages["url"])[model],
    )
    expected = (
        links["flow"].sum(),
        pages["equity"].sum(),
        pages["shortfall"].sum(),
        pages["donor_strength"].sum(),
        facts.backlinks["strength"].sum(),
    )
    assert found == pytest.approx(expected, rel=1e-9)


def test_a_link_that_counts_nothing_is_no_part_of_a_sum(stakes: Stakes) -> None:
    """Of two links to one page the sum has one, and the sum of all is that of each."""
    rows = np.arange(stakes.facts.links.height)
    each = sum(stakes.of_links(rows[[row]]) for row in rows)
    assert stakes.of_links(rows) == pytest.approx(each)
    idle = np.flatnonzero(stakes.facts.links["weight"].to_numpy() == 0)
    assert len(idle)
    assert not stakes.of_links(idle).any()

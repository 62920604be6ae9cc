"""The facts: what audits and reports are given, in the declared columns."""

import polars as pl
import pytest

from linkequity.model import facts as model
from linkequity.model.facts import Facts
from random_sites import facts_of as facts_of_tables
from random_sites import tables_of
from tiny import facts_of, site, url

SITE = """
navigation: [/, /about]
pages:
  /: {title: Home, links: [/blog/a, /blog/a, {to: /blog/b, rel: ugc}, https://x.org/]}
  /about: {}
  /blog/a: {links: [/blog/a, /old, "mailto:a@b", {to: /about, repeated: true}]}
  /blog/b: {noindex: true, links: [/blog/a]}
  /old: {redirect: /blog/b}
  /orphan: {known_from: [sitemap]}
backlinks:
  - {to: /old, from: https://x.org/1, rating: 50}
  - {to: /blog/a, from: https://x.org/2, rating: 50}
  - {to: /blog/a, from: https://y.org/1, lost: true}
search:
  - {url: /blog/a, query: tax, clicks: 2, impressions: 20}
  - {url: /blog/a, query: taxes, clicks: 1, impressions: 5}
  - {url: /about, clicks: 9, impressions: 90}
  - {url: /about, query: who, clicks: 4, impressions: 40}
"""
TABLES = {
    "pages": model.FACT_PAGES,
    "links": model.FACT_LINKS,
    "backlinks": model.FACT_BACKLINKS,
    "landings": model.LANDINGS,
    "segments": model.SEGMENTS,
    "segment_flows": model.SEGMENT_FLOWS,
    "referring_domains": model.REFERRING_DOMAINS,
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(site(SITE))


def row(facts: Facts, path: str) -> dict[str, object]:
    return facts.pages.row(by_predicate=pl.col("url") == url(path), named=True)


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_declared_columns(facts: Facts, name: str) -> None:
    """Names, order and types are those of the declaration, with rows and without any."""
    assert getattr(facts, name).schema == TABLES[name].schema
    assert getattr(facts_of_tables(tables_of([], [])), name).schema == TABLES[name].schema


def test_links_are_counted_where_they_end(facts: Facts) -> None:
    """Instances and pages, in content and in its body; links to oneself and of folded pages out."""
    names = ("inlinks", "linking_pages", "content_inlinks", "body_inlinks", "followed_inlinks")
    assert [row(facts, "/blog/a")[n] for n in names] == [3, 2, 3, 3, 3]
    assert [row(facts, "/blog/b")[n] for n in names] == [2, 2, 2, 2, 1]
    assert [row(facts, "/about")[n] for n in names] == [5, 4, 1, 0, 5]
    assert [row(facts, "/old")[n] for n in names] == [0, 0, 0, 0, 0]
    assert [row(facts, "/orphan")[n] for n in names] == [0, 0, 0, 0, 0]


def test_links_are_counted_where_they_start(facts: Facts) -> None:
    """Internal ones to other pages, in content, followed ones of those; and those that leave."""
    names = ("outlinks", "content_outlinks", "followed_content_outlinks", "external_outlinks")
    assert [row(facts, "/")[n] for n in names] == [4, 3, 2, 1]
    assert [row(facts, "/blog/a")[n] for n in names] == [4, 2, 2, 0]


def test_search_demand_is_a_pages_total_or_its_queries(facts: Facts) -> None:
    """Queries are not added to a total that is given; a page without data has none."""
    assert (row(facts, "/blog/a")["clicks"], row(facts, "/blog/a")["impressions"]) == (3, 25)
    assert (row(facts, "/about")["clicks"], row(facts, "/about")["impressions"]) == (9, 90)
    assert row(facts, "/")["clicks"] is None


def test_backlinks_are_counted_where_they_end(facts: Facts) -> None:
    """Through redirects; lost ones are no longer there."""
    assert (row(facts, "/blog/b")["backlinks"], row(facts, "/blog/b")["backlink_equity"]) == (1, 0)
    assert row(facts, "/blog/a")["backlinks"] == 1
    assert row(facts, "/blog/a")["backlink_equity"] == pytest.approx(5)


def test_shares_and_shortfall_compare_pages(facts: Facts) -> None:
    """Shares sum to 1; the shortfall is what a page lacks to the median of its segment."""
    pages = facts.pages
    assert pages["equity_share"].sum() == pytest.approx(1)
    root = pages.filter(pl.col("segment") == "/", "indexable")
    missing = root["equity"].median() - root["equity"].min()
    assert root["shortfall"].max() == pytest.approx(missing)
    assert pages["shortfall"].min() == 0
    assert not pages.filter(~pl.col("indexable"))["equity"].sum()


def test_sources_name_what_was_read(facts: Facts) -> None:
    """What an orphan's proof needs: crawl, sitemap, backlinks, search."""
    assert facts.sources == {"crawl", "sitemap", "backlinks", "search"}
    assert facts.crawl_complete


def test_a_site_without_pages_has_an_empty_ledger() -> None:
    """Nothing crawled is nothing in, and no error."""
    ledger = facts_of_tables(tables_of([], [])).ledger
    assert (ledger.equity_in, ledger.kept, sum(ledger.leaked.values())) == (0, 0, 0)

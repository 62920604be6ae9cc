"""Folding: which page a URL is, after redirects and canonicals."""

import polars as pl
import pytest

from linkequity.model.facts import Facts
from tiny import facts_of, site, url

SITE = """
pages:
  /: {links: [/old, /loop-a, /leaves, /variant-canonical, /lost, /slow, /walled, /gone, /file.pdf]}
  /old: {redirect: /older}
  /older: {redirect: /new}
  /new: {}
  /refreshed: {meta_refresh: /new, known_from: [sitemap]}
  /loop-a: {redirect: /loop-b}
  /loop-b: {redirect: /loop-a}
  /leaves: {redirect: "https://elsewhere.org/"}
  /variant-canonical: {canonical: "http://www.example.com/variant-canonical"}
  /copy: {canonical: /copy-of-copy, links: [/new], known_from: [sitemap]}
  /copy-of-copy: {canonical: /old, known_from: [sitemap]}
  /circle-a: {canonical: /circle-b, known_from: [sitemap]}
  /circle-b: {canonical: /circle-a, known_from: [sitemap]}
  /abroad: {canonical: "https://elsewhere.org/x", known_from: [sitemap]}
  /to-gone: {canonical: /gone, known_from: [sitemap]}
  /to-noindex: {canonical: /quiet, known_from: [sitemap]}
  /quiet: {noindex: true, canonical: /new}
  /gone: {status: 404}
  /lost: {failed: dns}
  /slow: {failed: timeout}
  /walled: {status: 403}
  /file.pdf: {content_type: application/pdf}
  /private: {blocked: true, known_from: [sitemap]}
  /later: {not_crawled: true, known_from: [sitemap]}
  "http://www.example.com/variant-canonical": {not_crawled: true}
  "http://example.com/new": {not_crawled: true, known_from: [backlinks]}
"""
FOLDED = {
    "/": ("indexable", "/", 0),
    "/old": ("redirected", "/new", 2),
    "/older": ("redirected", "/new", 1),
    "/refreshed": ("redirected", "/new", 1),
    "/loop-a": ("redirected", None, None),
    "/leaves": ("redirected", None, 1),
    "/variant-canonical": ("indexable", "/variant-canonical", 0),
    "/copy": ("canonicalised", "/new", 0),
    "/copy-of-copy": ("canonicalised", "/new", 0),
    "/circle-a": ("indexable", "/circle-a", 0),
    "/abroad": ("indexable", "/abroad", 0),
    "/to-gone": ("indexable", "/to-gone", 0),
    "/to-noindex": ("indexable", "/to-noindex", 0),
    "/quiet": ("noindex", "/quiet", 0),
    "/gone": ("broken", "/gone", 0),
    "/lost": ("broken", "/lost", 0),
    "/slow": ("uncertain", "/slow", 0),
    "/walled": ("uncertain", "/walled", 0),
    "/file.pdf": ("not_html", "/file.pdf", 0),
    "/private": ("blocked", "/private", 0),
    "/later": ("not_crawled", "/later", 0),
    "http://example.com/new": ("redirected", "/new", 0),
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(site(SITE))


@pytest.mark.parametrize("path", FOLDED)
def test_each_url_is_one_page(facts: Facts, path: str) -> None:
    """Redirects are followed; a canonical folds only into a page that can take it in."""
    row = facts.pages.row(by_predicate=pl.col("url") == url(path), named=True)
    kind, end, hops = FOLDED[path]
    assert row["target_kind"] == kind
    assert row["resolved_url"] == (end and url(end))
    assert hops is None or row["redirect_hops"] == hops


def test_links_say_what_they_hit_in_the_end(facts: Facts) -> None:
    """A loop is broken, what leaves is external, a chain is the page at its end."""
    hit = dict(facts.links.select("href", "target_kind").iter_rows())
    assert hit["/old"] == "indexable"
    assert hit["/loop-a"] == "broken"
    assert hit["/leaves"] == "external"
    assert hit["/slow"] == "uncertain"
    assert hit["/gone"] == "broken"


def test_links_of_folded_pages_carry_nothing(facts: Facts) -> None:
    """A copy's links are those of the page it stands for, not more of them."""
    copied = facts.links.filter(facts.links["source"] == url("/copy"))
    assert copied["weight"].to_list() == [0.0]
    assert copied["source_kind"].to_list() == ["canonicalised"]


def test_a_redirect_to_a_page_nobody_crawled_names_it() -> None:
    """A redirect to an unknown page of the site ends there, and what is there is not known."""
    known = facts_of(
        site(
            """
            pages:
              /: {links: [/moved]}
              /moved: {redirect: /unread}
              /unread: {not_crawled: true}
            """
        )
    )
    hit = known.links.row(0, named=True)
    assert (hit["target_kind"], hit["resolved_target"]) == ("not_crawled", url("/unread"))
    assert known.ledger.leaked["not_crawled"] > 0


def test_a_chain_longer_than_browsers_follow_is_broken() -> None:
    """The 21st redirect is not followed."""
    hops = "".join(f"\n  /{n}: {{redirect: /{n + 1}, known_from: [sitemap]}}" for n in range(1, 22))
    pages = facts_of(site(f"pages:\n  /: {{}}\n  /22: {{}}{hops}")).pages
    ends = dict(pages.select("url", "resolved_url").iter_rows())
    assert ends[url("/1")] is None
    assert ends[url("/2")] == url("/22")

"""A page's card: its figures are the facts', and what is no page says what it is."""

from functools import cache
from pathlib import Path

import pytest

from linkequity.app.page_card.building import page_card
from linkequity.app.page_card.documents import NoPage, PageCard
from linkequity.model.facts import Facts
from tiny import facts_of, site, url

SITE = """
navigation: [/, /blog/]
pages:
  /: {links: [/blog/a, /blog/a, {to: /pay, rel: nofollow}]}
  /blog/: {links: [/blog/a, /blog/b]}
  /blog/a: {title: A, links: [/blog/b, /gone, "https://other.org/x", "mailto:a@b.c"]}
  /blog/b: {links: [/moved]}
  /moved: {redirect: /blog/a}
  /pay: {noindex: true}
  /gone: {status: 404}
  /hidden: {blocked: true, known_from: [sitemap]}
  /twin: {canonical: /blog/a, known_from: [sitemap]}
  /file: {content_type: application/pdf, known_from: [sitemap]}
backlinks:
  - {to: /blog/a, from: https://x.org/1, rating: 50, anchor_text: "<b>hi</b>"}
  - {to: /moved, from: https://y.org/2, rating: 20}
  - {to: /blog/a, from: https://z.org/3, lost: true}
  - {to: /gone, from: https://x.org/4, rating: 70}
search:
  - {url: /blog/a, query: tax, clicks: 2, impressions: 30, search_position: 4}
  - {url: /moved, query: tax, impressions: 10, search_position: 12}
  - {url: /blog/a, query: more, impressions: 5}
  - {url: /blog/b, query: other, impressions: 500}
"""


@cache
def facts() -> Facts:
    return facts_of(
        site(
            SITE.replace('"https', "'https")
            .replace('x", ', "x', ")
            .replace('"mailto:a@b.c"', "'mailto:a@b.c'")
        )
    )


def card(name: str) -> PageCard:
    found = page_card(facts(), None, Path("nowhere"), name)
    assert isinstance(found, PageCard)
    return found


def test_what_comes_in_goes_somewhere() -> None:
    """Of every page: its own, backlinks and links are what it keeps, passes on and leaks."""
    for name in ("/", "/blog/", "/blog/a", "/blog/b", "/pay"):
        ledger = card(name).ledger
        comes = ledger.from_baseline + ledger.from_backlinks + ledger.received
        goes = ledger.kept + ledger.passed_on + sum(ledger.leaked.values())
        assert comes == pytest.approx(goes)
        if name != "/pay":  # noindex: what links to it carry leaks
            assert card(name).links_in.carried == pytest.approx(ledger.received)


def test_equity_is_told_by_where_it_entered_and_who_brought_it() -> None:
    """Both splits sum to what the page keeps."""
    found = card("/blog/a")
    for split in (found.by_segment, found.by_domain):
        assert sum(each.equity for each in split) == pytest.approx(found.equity)
    assert {"x.org", "y.org", None} == {each.origin for each in found.by_domain}


def test_links_come_with_their_share_the_largest_first() -> None:
    """Links to a URL that folds into the page are its own; links to itself are not."""
    found = card("/blog/a")
    shares = [link.share for link in found.links_in.links]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)
    assert url("/blog/b") in {link.url for link in found.links_in.links}
    out = {link.url: link.kind for link in found.links_out.links}
    assert out[url("/gone")] == "broken"
    assert out["https://other.org/x"] == "external"
    assert sum(link.share for link in found.links_out.links) == pytest.approx(1)


def test_backlinks_and_queries_of_folded_urls_are_the_pages_own() -> None:
    """Lost backlinks last; positions are the mean of the impressions."""
    found = card("/blog/a")
    pages = [each.referring_page for each in found.backlinks.backlinks]
    assert pages == ["https://x.org/1", "https://y.org/2", "https://z.org/3"]
    assert [each.lost for each in found.backlinks.backlinks] == [False, False, True]
    assert found.backlinks.pages_lifted is not None
    tax = found.queries[0]
    assert (tax.query, tax.clicks, tax.impressions) == ("tax", 2, 40)
    assert tax.search_position == pytest.approx((4 * 30 + 12 * 10) / 40)
    assert found.queries[1].search_position is None


@pytest.mark.parametrize(
    ("name", "kind", "leads_to"),
    [
        ("/moved", "redirected", "/blog/a"),
        ("/twin", "canonicalised", "/blog/a"),
        ("/gone", "broken", None),
        ("/hidden", "blocked", None),
        ("/file", "not_html", None),
        ("/blog/c", "unknown", None),
        ("https://other.org/x", "external", None),
        ("javascript:alert(1)", "external", None),
        ("http://[", "external", None),
        ("", "external", None),
    ],
)
def test_what_is_no_page_says_what_it_is(name: str, kind: str, leads_to: str | None) -> None:
    """Where it leads, who still links to it, and which page may have been meant."""
    if name == "":
        assert card(name).url == url("/")
        return
    found = page_card(facts(), None, Path("nowhere"), name)
    assert isinstance(found, NoPage)
    assert (found.kind, found.leads_to) == (kind, leads_to and url(leads_to))
    if kind == "broken":
        assert [link.url for link in found.links_here.links] == [url("/blog/a")]
        assert (found.backlinks, found.lost_at_door > 0) == (1, True)
    if kind == "unknown":
        assert {hit.path for hit in found.near} >= {"/blog/a", "/blog/b"}

"""Weights: what one link is worth beside the others of its page."""

import polars as pl
import pytest

from linkequity.model.facts import Facts
from tiny import facts_of, site, url


def weights(pages: str, source: str = "/") -> dict[tuple[str, str], float]:
    links = facts_of(site(pages)).links.filter(pl.col("source") == url(source))
    return {
        (row["href"], row["link_position"]): row["weight"] for row in links.iter_rows(named=True)
    }


PLACES = """
pages:
  /:
    links:
      - /content
      - {to: /block, repeated: true}
      - {to: /crumb, position: breadcrumb, repeated: true}
      - {to: /side, position: sidebar}
      - {to: /menu, position: navigation, repeated: true}
      - {to: /head, position: header}
      - {to: /foot, position: footer}
  /content: {}
  /block: {}
  /crumb: {}
  /side: {}
  /menu: {}
  /head: {}
  /foot: {}
"""


def test_a_link_weighs_by_its_position() -> None:
    """Content over repeated blocks over sidebars over menus over footers; never 0."""
    assert weights(PLACES) == {
        ("/content", "content"): 0.75,
        ("/block", "content"): 0.5,
        ("/crumb", "breadcrumb"): 0.5,
        ("/side", "sidebar"): 0.3,
        ("/menu", "navigation"): 0.2,
        ("/head", "header"): 0.2,
        ("/foot", "footer"): 0.1,
    }


def test_of_links_to_one_page_the_best_placed_counts() -> None:
    """A menu link beside a content link to the same page adds nothing, redirected or not."""
    assert weights(
        """
        pages:
          /: {links: [{to: /a, position: footer}, /old, {to: /a, position: header}]}
          /a: {}
          /old: {redirect: /a}
        """
    ) == {("/a", "footer"): 0.0, ("/old", "content"): 0.75, ("/a", "header"): 0.0}


def test_a_followed_link_counts_before_a_better_placed_nofollow_one() -> None:
    """The nofollow link beside a followed one neither passes nor leaks."""
    assert weights(
        """
        pages:
          /: {links: [{to: /a, rel: nofollow}, {to: /a, position: footer}]}
          /a: {}
        """
    ) == {("/a", "content"): 0.0, ("/a", "footer"): 0.1}


def test_other_hosts_count_once_each_and_links_to_oneself_never() -> None:
    """Ten links to one host take one link's share out of the site."""
    assert weights(
        """
        pages:
          /:
            links: [/, "/#top", "https://x.org/1", "https://x.org/2", "https://y.org/", "mailto:a"]
        """
    ) == {
        ("/", "content"): 0.0,
        ("/#top", "content"): 0.0,
        ("https://x.org/1", "content"): 0.75,
        ("https://x.org/2", "content"): 0.0,
        ("https://y.org/", "content"): 0.75,
        ("mailto:a", "content"): 0.0,
    }


LEAKS = {
    "nofollow": "{to: /a, rel: nofollow}",
    "external": "https://x.org/",
    "broken": "/gone",
    "uncertain": "/walled",
    "blocked": "/private",
    "noindex": "/quiet",
    "not_html": "/file.pdf",
    "not_crawled": "/later",
}
TARGETS = """
  /a: {known_from: [sitemap], links: [/]}
  /gone: {status: 410, known_from: [sitemap]}
  /walled: {status: 429, known_from: [sitemap]}
  /private: {blocked: true, known_from: [sitemap]}
  /quiet: {noindex: true, known_from: [sitemap], links: [/]}
  /file.pdf: {content_type: application/pdf, known_from: [sitemap]}
  /later: {not_crawled: true, known_from: [sitemap]}
"""


@pytest.mark.parametrize("cause", LEAKS)
def test_every_leak_is_booked_under_its_cause(cause: str) -> None:
    """Half of what the start page passes on leaks, under that cause and no other."""
    facts = facts_of(
        site(f"pages:\n  /: {{links: [/b, {LEAKS[cause]}]}}\n  /b: {{links: [/]}}{TARGETS}")
    )
    through_start = facts.flow.x[facts.graph.start]
    assert facts.ledger.leaked[cause] == pytest.approx(0.85 * through_start / 2)
    assert {name for name, amount in facts.ledger.leaked.items() if amount} == {cause}


def test_nofollow_of_the_page_is_nofollow_of_its_links() -> None:
    """All links of a page that says nofollow leak."""
    facts = facts_of(site("pages:\n  /: {nofollow: true, links: [/a]}\n  /a: {links: [/]}"))
    assert facts.ledger.leaked["nofollow"] == pytest.approx(0.85 * facts.flow.x[0])
    assert not facts.links.filter(pl.col("source") == url("/"))["followed"].any()


def test_a_page_without_links_is_a_dead_end() -> None:
    """What a page without any weight would pass on is booked, not handed round."""
    ledger = facts_of(site("pages:\n  /: {links: [/a]}\n  /a: {}")).ledger
    assert ledger.leaked["dead_end"] == pytest.approx(0.85 * 1.85)


def test_noindex_pages_pass_equity_on_only_if_asked() -> None:
    """By default noindex ends the flow; with the knob its links count again."""
    text = "pages:\n  /: {links: [/q]}\n  /q: {noindex: true, links: [/a]}\n  /a: {links: [/]}"
    closed: Facts = facts_of(site(text))
    opened = facts_of(site(text + "\nsettings: {weights: {noindex_passes: true}}"))
    received = [
        f.pages.row(by_predicate=pl.col("url") == url("/a"), named=True)["equity_received"]
        for f in (closed, opened)
    ]
    assert received[0] == 0
    assert received[1] > 0

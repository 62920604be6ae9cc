"""Backlinks: what each brings, and where it lands."""

from datetime import date

import polars as pl
import pytest

from linkequity.model.facts import Facts
from random_sites import backlink, facts_of, link, page, tables_of, url_of

HOME = url_of(0)


def facts_with(*backlinks: dict[str, object], states: tuple[str, ...] = ()) -> Facts:
    pages = [page(0), *(page(n, state) for n, state in enumerate(states, start=1))]
    return facts_of(tables_of(pages, [link(0, url_of(1))] if states else [], list(backlinks)))


def strengths(*backlinks: dict[str, object]) -> list[float]:
    return facts_with(*backlinks).backlinks["strength"].to_list()


RATINGS = [
    ({}, 1.0),
    ({"page_rating": 50.0}, 0.1 * 10 ** (50 / 25)),
    ({"domain_rating": 40.0}, 0.25 * 10),
    ({"page_rating": 50.0, "domain_rating": 90.0}, 10.0),
    ({"ahrefs_url_rating": 25.0, "page_rating": 50.0}, 1.0),
    ({"ahrefs_domain_rating": 80.0, "domain_rating": 40.0}, 25.0),
    ({"page_rating": float("nan"), "domain_rating": 40.0}, 2.5),
    ({"page_rating": 1000.0}, 1000.0),
    ({"page_rating": 50.0, "link_position": "footer"}, 1.0),
    ({"page_rating": 50.0, "nofollow": True}, 0.0),
    ({"page_rating": 50.0, "ugc": True}, 0.0),
    ({"page_rating": 50.0, "sponsored": True}, 0.0),
    ({"page_rating": 50.0, "lost": True}, 0.0),
]


@pytest.mark.parametrize(("values", "expected"), RATINGS, ids=str)
def test_a_backlink_is_worth_its_rating(values: dict[str, object], expected: float) -> None:
    """Page ratings before domain ratings, a vendor's own first, without any 1; rel and position."""
    assert strengths(backlink(HOME, "a.org", **values)) == pytest.approx([expected])


def test_each_further_backlink_of_a_domain_counts_half() -> None:
    """By first-seen date, undated ones last, then by referring URL; domains do not mix."""
    given = [
        backlink(HOME, "a.org", referring_page="https://a.org/z"),
        backlink(HOME, "a.org", referring_page="https://a.org/y"),
        backlink(HOME, "a.org", referring_page="https://a.org/2", first_seen=date(2025, 2, 1)),
        backlink(HOME, "a.org", referring_page="https://a.org/1", first_seen=date(2024, 2, 1)),
        backlink(HOME, "b.org", referring_page="https://b.org/1"),
    ]
    assert strengths(*given) == [0.125, 0.25, 0.5, 1.0, 1.0]


def test_a_nofollow_backlink_takes_no_turn() -> None:
    """An early nofollow link does not halve the followed one after it."""
    early = backlink(
        HOME, "a.org", referring_page="https://a.org/1", nofollow=True, first_seen=date(2020, 1, 1)
    )
    assert strengths(early, backlink(HOME, "a.org", referring_page="https://a.org/2")) == [0, 1]


def test_one_referring_page_and_one_target_make_one_backlink() -> None:
    """Two vendors that report the same link do not make it two: the better placed one counts."""
    same = {"referring_page": "https://a.org/1"}
    twice = [
        backlink(HOME, "a.org", link_position="footer", vendor="one", **same),
        backlink(HOME, "a.org", vendor="two", **same),
    ]
    facts = facts_with(*twice)
    assert facts.backlinks["strength"].to_list() == [0, 1]
    assert facts.pages["backlinks"].to_list() == [1]


STATES = {
    "noindex": True,
    "gone": True,
    "blocked": True,
    "pdf": True,
    "walled": False,
    "unread": False,
    "timed_out": False,
}


@pytest.mark.parametrize("state", STATES)
def test_what_hits_a_page_that_takes_none_is_lost_at_the_door(state: str) -> None:
    """Lost where that is proved; where the page was not read nobody knows, and nothing enters."""
    facts = facts_with(backlink(url_of(1), "a.org"), states=(state,))
    row = facts.backlinks.row(0, named=True)
    assert row["landing"] is None
    assert row["lost_at_door"] is STATES[state]
    assert facts.ledger.from_backlinks == 0
    assert facts.ledger.lost_at_door == (1 if STATES[state] else 0)
    assert facts.ledger.unread_at_door == (0 if STATES[state] else 1)


def test_a_backlink_lands_where_the_redirect_leads() -> None:
    """The target's redirect is followed, and its http variant is the page that was fetched."""
    pages = [page(0), page(1, "gone", status=301, redirect_to=url_of(2)), page(2)]
    given = [backlink(url_of(1), "a.org"), backlink(url_of(2).replace("https", "http"), "b.org")]
    facts = facts_of(tables_of(pages, [], given))
    assert facts.backlinks["landing"].to_list() == [url_of(2), url_of(2)]
    assert facts.landings.select("url", "backlinks", "equity").rows() == [(url_of(2), 2, 2.0)]


def test_rows_of_other_sites_are_left_out() -> None:
    """A whole vendor's export may name other sites' pages too."""
    facts = facts_with(backlink("https://other.org/", "a.org"), backlink(HOME, "b.org"))
    assert facts.backlinks["referring_domain"].to_list() == ["b.org"]


def test_a_domain_is_credited_with_what_it_brings_and_loses() -> None:
    """By domain: what came in, what was lost at the door, and its share of all that entered."""
    facts = facts_with(
        backlink(HOME, "a.org", domain_rating=40.0),
        backlink(url_of(1), "b.org"),
        backlink(HOME, "c.org", lost=True),
        states=("gone",),
    )
    columns = ("referring_domain", "backlinks", "equity", "lost_at_door", "share_of_equity_in")
    assert facts.referring_domains.select(columns).rows() == [
        ("a.org", 1, 2.5, 0.0, pytest.approx(2.5 / 3.5)),
        ("b.org", 1, 0.0, 1.0, 0.0),
        ("c.org", 0, 0.0, 0.0, 0.0),
    ]
    assert facts.sources == {"crawl", "backlinks"}
    assert facts.pages.filter(pl.col("start"))["backlink_equity"].item() == 2.5

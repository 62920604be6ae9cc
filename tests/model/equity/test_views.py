"""Views of the ledger add up to it, and lists of pages say what the flow says."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from linkequity.model.equity.views import (
    hoarders,
    ledger_by_page,
    ledger_by_segment,
    reach_by_backlink,
    starved,
    wasters,
)
from linkequity.model.links.weights import LEAKS
from linkequity.model.site import SiteTables
from linkequity.snapshot.tables import SEARCH
from random_sites import backlink, facts_of, link, page, sites, tables_of, url_of

some = settings(max_examples=15, deadline=None)
few = settings(max_examples=10, deadline=None)


@some
@given(sites())
def test_each_page_gives_away_or_keeps_what_comes_in(tables: SiteTables) -> None:
    """What a page brings, and receives, is what it keeps, passes on and leaks."""
    pages = ledger_by_page(facts_of(tables))
    comes_in = pages.select(pl.sum_horizontal("from_baseline", "from_backlinks", "received"))
    goes_out = pages.select(pl.sum_horizontal("kept", "passed_on", *LEAKS))
    np.testing.assert_allclose(goes_out.to_numpy(), comes_in.to_numpy(), atol=1e-9)


@some
@given(sites())
def test_segments_add_up_to_the_ledger(tables: SiteTables) -> None:
    """Kept, each leak, and both sources: the segments' sums are the ledger's, to 1e-9 of it."""
    facts = facts_of(tables)
    ledger, found = facts.ledger, ledger_by_segment(facts)
    close = 1e-9 * max(1.0, ledger.equity_in)
    assert found["kept"].sum() == pytest.approx(ledger.kept, abs=close)
    assert found["from_baseline"].sum() == pytest.approx(ledger.from_baseline, abs=close)
    assert found["from_backlinks"].sum() == pytest.approx(ledger.from_backlinks, abs=close)
    for cause, amount in ledger.leaked.items():
        assert found[cause].sum() == pytest.approx(amount, abs=close)


@few
@given(sites())
def test_every_backlink_that_lands_has_a_reach(tables: SiteTables) -> None:
    """One row a backlink, in order; reach where it brings something, null where it does not."""
    facts = facts_of(tables)
    found = reach_by_backlink(facts)
    assert found.select(facts.backlinks.columns).equals(facts.backlinks)
    brings = found["landing"].is_not_null() & (found["strength"] > 0)
    assert (found["pages_lifted"].is_not_null() == brings).all()


def test_a_hoarder_holds_much_and_links_nowhere() -> None:
    """Of two strong pages the one without content links hoards; the weak ones do not."""
    pages = [page(n) for n in range(8)]
    links = [link(n, url_of(to)) for n in range(3, 8) for to in (1, 2)]
    links += [link(1, url_of(n)) for n in range(3, 8)]
    found = hoarders(facts_of(tables_of(pages, links)))
    assert found["url"].to_list() == [url_of(2)]
    assert found["passed_in_content"].to_list() == [0.0]


def test_a_waster_feeds_pages_that_need_nothing() -> None:
    """A content link to a legal page wastes what it carries; one in the footer does not."""
    legal = page(4, url="https://example.com/privacy-policy")
    pages = [page(0), page(1), page(2), legal]
    links = [link(1, str(legal["url"])), link(1, url_of(0))]
    links += [link(2, str(legal["url"]), "footer"), link(2, url_of(0))]
    found = wasters(facts_of(tables_of(pages, links)))
    assert found["url"].to_list() == [url_of(1)]
    assert found["wasted_share"].to_list() == [0.5]


def test_starved_pages_are_known_by_search_data_alone() -> None:
    """Without search data none; with it those whose share of it is above that of equity."""
    tables = tables_of(
        [page(n) for n in range(3)], [link(1, url_of(0))], [backlink(url_of(0), "a.org")]
    )
    assert starved(facts_of(tables)).is_empty()
    rows = [{"url": url_of(2), "impressions": 90}, {"url": url_of(0), "impressions": 10}]
    asked = tables.__class__(
        tables.pages, tables.links, tables.redirects, tables.backlinks, SEARCH.frame(rows)
    )
    facts = facts_of(asked)
    found = starved(facts)
    assert found["url"].to_list() == [url_of(2)]
    content = facts.pages["equity"].sum()
    assert found["demand"][0] == pytest.approx(0.9 * content)
    assert found["short"][0] == pytest.approx(0.9 * content - found["equity"][0])

"""Which page a URL means."""

import polars as pl
import pytest

from linkequity.model.pages.addresses import Addresses
from random_sites import MANIFEST, page, tables_of

MEANT = {
    "https://example.com/a/1": "https://example.com/a/1",
    "http://example.com/a/1": "https://example.com/a/1",
    "https://www.example.com/a/1": "https://example.com/a/1",
    "http://www.example.com/": "https://example.com/",
    "https://example.com/a/1/": None,
    "https://shop.example.com/a/1": None,
    "https://example.com.evil.org/a/1": None,
    "https://notexample.com/a/1": None,
    None: None,
}


@pytest.mark.parametrize("url", MEANT, ids=str)
def test_scheme_and_www_do_not_make_another_page(url: str | None) -> None:
    """A URL that was not fetched means the page with its path on the site's own host, or none."""
    pages = tables_of([page(0), page(1, url="https://example.com/a/1")], []).pages.sort("url")
    addresses = Addresses.of(pages, MANIFEST)
    found = addresses.ids(pl.Series([url], dtype=pl.String))[0]
    assert (None if found is None else pages["url"][found]) == MEANT[url]


def test_the_site_is_where_the_start_page_leads() -> None:
    """A start URL that redirects to www makes www the site's own host."""
    start = page(0, "gone", status=301, redirect_to="https://www.example.com/")
    pages = tables_of([start, page(1, url="https://www.example.com/")], []).pages.sort("url")
    assert Addresses.of(pages, MANIFEST).origin == "https://www.example.com"


def test_a_start_page_that_sends_readers_away_keeps_its_site() -> None:
    """A refresh to another site, or to a page nobody knows, does not make that the site."""
    start = page(0, redirect_to="https://elsewhere.org/")
    assert Addresses.of(tables_of([start], []).pages, MANIFEST).origin == "https://example.com"

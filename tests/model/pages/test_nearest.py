"""What somebody who mistyped a page may have meant, found among many without comparing them all."""

import polars as pl

from linkequity.model.pages.nearest import COMPARED, nearest_urls

SITE = "https://example.com"


def test_a_slip_of_the_pen_finds_its_page_among_thousands() -> None:
    """The page that differs by a letter comes first, however many others share its folder."""
    urls = pl.Series([f"{SITE}/blog/post-{n}/" for n in range(20 * COMPARED)] + [f"{SITE}/a/tax"])
    assert nearest_urls(urls, f"{SITE}/blog/pots-1234/")[0] == f"{SITE}/blog/post-1234/"
    assert nearest_urls(urls, f"{SITE}/a/tqx") == [f"{SITE}/a/tax"]


def test_nothing_is_named_that_is_not_alike() -> None:
    """A path like no other has no nearest page; the start page is only like itself."""
    urls = pl.Series([SITE, f"{SITE}/tax/"])
    assert nearest_urls(urls, f"{SITE}/zzzzzz-qqqq") == []
    assert nearest_urls(urls, f"{SITE}/tax") == [f"{SITE}/tax/"]

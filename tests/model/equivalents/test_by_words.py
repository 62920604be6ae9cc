"""The live page a dead URL meant is clear where its words are those of one page alone."""

import polars as pl
import pytest

from linkequity.model.equivalents.by_words import COMMONEST, nearest_by_words

PAGES = {
    "/": "Home | Firm",
    "/services/tax-advisory": "Tax advisory | Firm",
    "/services/payroll/": "Payroll for small firms | Firm",
    "/blog/super-2024": "Super in 2024 | Firm",
    "/blog/super-2025": "Super in 2025 | Firm",
    "/about/u": "Über die Steuerberatung",
}
LIVE = pl.DataFrame(
    {"url": [f"https://example.com{path}" for path in PAGES], "title": list(PAGES.values())}
)


def clear_ones(dead: pl.Series, live: pl.DataFrame) -> dict[str, str]:
    """Dead URLs, and the pages that are clearly meant."""
    found = nearest_by_words(dead, live).filter("clear")
    return dict(found.select("url", "equivalent").iter_rows())


@pytest.mark.parametrize(
    ("dead", "meant"),
    [
        ("/2019/05/tax-advisory.html", "/services/tax-advisory"),  # another directory
        ("/PAYROLL/index.html", "/services/payroll/"),  # another case and ending
        ("/super-in-2025", "/blog/super-2025"),  # by its title
        ("/%C3%BCber-die-steuerberatung", "/about/u"),  # percent-encoded
        ("/super", None),  # two are as near
        ("/kiosk", None),  # none is near
        ("/tax-return-checklist-for-cafes", None),  # one word of five
        ("/", None),  # no words
    ],
)
def test_a_page_is_named_where_slug_or_title_is_clearly_the_nearest(dead, meant) -> None:
    found = clear_ones(pl.Series([f"https://example.com{dead}"]), LIVE)
    assert list(found.values()) == ([f"https://example.com{meant}"] if meant else [])


def test_words_that_stand_on_too_many_pages_name_none() -> None:
    urls = [f"https://example.com/{number}/tax" for number in range(COMMONEST + 1)]
    live = pl.DataFrame({"url": urls, "title": [None] * len(urls)}, schema_overrides={"title": str})
    assert clear_ones(pl.Series(["https://example.com/tax"]), live) == {}


def test_without_dead_or_live_pages_there_is_nothing_to_name() -> None:
    assert clear_ones(pl.Series([], dtype=pl.String), LIVE) == {}
    assert clear_ones(pl.Series(["https://example.com/a"]), LIVE.head(0)) == {}


def test_what_is_not_clear_is_told_with_how_near_it_is() -> None:
    """Two pages share two words of three with the dead one: the first is named, and not clear."""
    [row] = nearest_by_words(pl.Series(["https://example.com/super-in-2023"]), LIVE).to_dicts()
    assert row["equivalent"] == "https://example.com/blog/super-2024"
    assert not row["clear"]
    assert 0 < row["similarity"] < 1

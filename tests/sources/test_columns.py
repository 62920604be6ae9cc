"""A cell is read for what it says, or refused; it is never guessed."""

from datetime import date

import polars as pl
import pytest

from linkequity.sources import columns as c


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (c.URL, "HTTPS://Example.com:443/a/../b#top", "https://example.com/b"),
        (c.URL, "example.com/b", None),
        (c.URL, "javascript:alert(1)", None),
        (c.URL, "n/a", None),
        (c.FLAG, "TRUE", True),
        (c.FLAG, "0", False),
        (c.FLAG, "Yes", True),
        (c.FLAG, "FALSCH", False),
        (c.FLAG, "perhaps", None),
        (c.RATING, "46,5", 46.5),
        (c.RATING, "100", 100.0),
        (c.RATING, "101", None),
        (c.RATING, "-1", None),
        (c.RATING, "nan", None),
        (c.RATING, "2.1K", None),
        (c.COUNT, "12252", 12252),
        (c.COUNT, "1,240", 1240),
        (c.COUNT, "1.204.000", 1204000),
        (c.COUNT, "12 252", 12252),
        (c.COUNT, "1\u202f240\u00a0000", 1240000),
        (c.COUNT, "1’240", 1240),
        (c.COUNT, "2.1K", 2100),
        (c.COUNT, "1,2M", 1200000),
        (c.COUNT, "1,24", None),
        (c.COUNT, "-3", None),
        (c.COUNT, "2.5", None),
        (c.COUNT, "99999999999999999999999", None),
        (c.DOMAIN, "Blog.Example.co.uk", "example.co.uk"),
        (c.DOMAIN, "https://www.example.org/page", "example.org"),
        (c.DOMAIN, "127.0.0.1", None),
        (c.DOMAIN, "not a domain", None),
        (c.DOMAIN, "localhost", None),
        (c.PRICE, "250", 250.0),
        (c.PRICE, "$1,200.50", 1200.5),
        (c.PRICE, "1.200,5 EUR", 1200.5),
        (c.PRICE, "1.200", 1200.0),
        (c.PRICE, "€ 90", 90.0),
        (c.PRICE, "-90", None),
        (c.PRICE, "on request", None),
        (c.DECIMAL, "13,48", 13.48),
        (c.DECIMAL, "1,234.5", 1234.5),
        (c.DECIMAL, "1.234,5", 1234.5),
        (c.DECIMAL, "1\u202f234,5", 1234.5),
        (c.DECIMAL, "1,2,3", None),
        (c.BARE_URL, "example.com/b", "https://example.com/b"),
        (c.BARE_URL, "http://example.com/b", "http://example.com/b"),
        (c.BARE_URL, "/b", None),
        (c.BARE_URL, "no url", None),
        (c.PATH, "//b/", "//b/"),
        (c.PATH, "/b?c=1", "/b?c=1"),
        (c.PATH, "example.com/b", "https://example.com/b"),
        (c.PATH, "(not set)", None),
        (c.DATE, "20260224", date(2026, 2, 24)),
        (c.DECIMAL, "inf", None),
        (c.DATE, "2022-06-11 6:20", date(2022, 6, 11)),
        (c.DATE, "2022-06-11T06:20:00Z", date(2022, 6, 11)),
        (c.DATE, "2022-06-11", date(2022, 6, 11)),
        (c.DATE, "11.06.2022", date(2022, 6, 11)),
        (c.DATE, "11 Jun 2022", date(2022, 6, 11)),
        (c.DATE, "Jun 11, 2022", date(2022, 6, 11)),
        (c.DATE, "2022-02-30", None),
        (c.DATE, "03/04/2022", None),
        (c.DATE, "yesterday", None),
        (c.POSITION, "Body", "content"),
        (c.POSITION, "above the fold", None),
    ],
)
def test_a_cell_is_its_value_or_nothing(kind: c.CellKind, cell: str, value: object) -> None:
    assert kind.read(pl.Series("cell", [None, cell])).to_list() == [None, value]


def test_headers_match_whatever_their_case_spaces_and_byte_order_mark() -> None:
    columns = (c.ImportColumn("target", ("target url",), c.URL),)
    for header in ("Target URL", "target_url", "\ufeffTARGET  url "):
        assert [place.index for place in c.find_columns(["x", header], columns)] == [1]


def test_of_several_aliases_in_one_file_the_first_declared_counts() -> None:
    columns = (c.ImportColumn("target", ("target url", "to"), c.URL),)
    assert c.find_columns(["to", "Target URL"], columns)[0].header == "Target URL"

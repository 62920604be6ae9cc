"""Sitemaps given as files name pages, and can do nothing else."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkequity.base.errors import FileUnreadable
from linkequity.snapshot.tables import SITEMAP_URLS
from linkequity.sources.registry import Imported, read

URLSET = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://example.com/a</loc><lastmod>2026-11-20</lastmod></url>"
    "<url><lastmod>2026-11-21T23:30:00-02:00</lastmod><loc>https://example.com/b</loc></url>"
    "<url><loc>/c</loc></url><url><loc>https://example.com/a</loc></url>"
    "<url><loc>https://example.com/d</loc><lastmod>yesterday</lastmod></url></urlset>"
)
A, B = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


def read_text(folder: Path, text: str, name: str = "sitemap.xml") -> Imported:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return read(path, side_folder=folder)


@pytest.mark.parametrize("name", ["sitemap.xml", "sitemap.xml.gz"])
def test_each_url_is_a_row_once_with_the_day_of_its_last_change(tmp_path: Path, name: str) -> None:
    sitemap = read_text(tmp_path, URLSET, name)
    assert sitemap.frame.schema == SITEMAP_URLS.schema
    assert sitemap.frame.select("url", "last_modified").rows() == [
        ("https://example.com/a", A),
        ("https://example.com/b", B),
        ("https://example.com/d", None),
    ]
    assert (sitemap.vendor, sitemap.rows, sitemap.used, sitemap.refused) == ("sitemap", 5, 4, 1)


def test_an_index_names_no_pages_and_requests_nothing(tmp_path: Path) -> None:
    index = "<sitemapindex><sitemap><loc>http://127.0.0.1:1/s.xml</loc></sitemap></sitemapindex>"
    sitemap = read_text(tmp_path, index)
    assert sitemap.frame.is_empty()
    assert sitemap.left_out == {"sitemaps listed: import those files too": 1}


def test_feeds_and_lists_of_urls_are_sitemaps_too(tmp_path: Path) -> None:
    rss = (
        "<rss><channel><link>https://example.com/</link><pubDate>now</pubDate><item>"
        "<link>https://example.com/a</link><pubDate>Fri, 20 Nov 2026 00:00:00 GMT</pubDate>"
        "</item><item><link>https://example.com/b</link></item></channel></rss>"
    )
    assert read_text(tmp_path, rss, "feed.xml").frame.select("url", "last_modified").rows() == [
        ("https://example.com/a", A),
        ("https://example.com/b", None),
    ]
    urls = read_text(tmp_path, "https://example.com/a\n\nhttps://example.com/b\n", "sitemap.txt")
    assert urls.frame["url"].to_list() == ["https://example.com/a", "https://example.com/b"]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    "<urlset><url><loc>&b;</loc></url></urlset>"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "DOCTYPE"),
        ("<urlset><url>" + "<loc>" * 10, "not XML"),
        ("<urlset><url><loc>https://example.com/" + " " * 50_000_100, "larger than"),
    ],
)
def test_what_is_no_sitemap_is_refused_in_words(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FileUnreadable, match=message):
        read_text(tmp_path, text, "sitemap.xml.gz")


def test_a_packed_sitemap_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sitemap.xml.gz"
    urls = "".join(f"<url><loc>https://example.com/{n * 7919}</loc></url>" for n in range(9_000))
    path.write_bytes(gzip.compress(f"<urlset>{urls}</urlset>".encode())[:-5_000])
    with pytest.raises(FileUnreadable):
        read(path)

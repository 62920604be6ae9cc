import gzip

import pytest

from linkequity.sources.crawl.sitemap import SitemapInvalid, parse_sitemap

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
URLS = (
    f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc> https://a.test/1 </loc><lastmod>2026-01-01</lastmod>"
    '<xhtml:link rel="alternate" href="https://a.test/de"/>'
    "<image:image><image:loc>https://a.test/i.png</image:loc></image:image></url>"
    "<url><loc>https://a.test/2?a=1&amp;b=2</loc></url></urlset>"
)
PAGES = ["https://a.test/1", "https://a.test/2?a=1&b=2"]
CASES = {
    "plain": (URLS, PAGES, []),
    "with blank lines before": ("\n\n" + URLS.replace(HEAD, ""), PAGES, []),
    "prefixed": (
        '<sm:urlset xmlns:sm="x"><sm:url><sm:loc>https://a.test/1</sm:loc></sm:url></sm:urlset>',
        ["https://a.test/1"],
        [],
    ),
    "index": (
        "<sitemapindex><sitemap><loc>https://a.test/s.xml</loc></sitemap></sitemapindex>",
        [],
        ["https://a.test/s.xml"],
    ),
    "rss": (
        "<rss><channel><link>https://a.test/</link><item><link>https://a.test/1</link></item>"
        "</channel></rss>",
        ["https://a.test/1"],
        [],
    ),
    "atom": (
        '<feed><entry><link href="https://a.test/1"/></entry></feed>',
        ["https://a.test/1"],
        [],
    ),
    "text": (
        "https://a.test/1\n\nhttps://a.test/2\n",
        ["https://a.test/1", "https://a.test/2"],
        [],
    ),
    "empty": ("<urlset></urlset>", [], []),
    "cut short": (URLS[: URLS.index("<url><loc>https://a.test/2")], PAGES[:1], []),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_every_form_of_sitemap_names_its_pages(name: str, pack: type[bytes]) -> None:
    text, pages, sitemaps = CASES[name]
    file = parse_sitemap(pack(text.encode()))
    assert (file.pages, file.sitemaps) == (pages, sitemaps)
    assert bool(file.broken) is (name == "cut short")  # what is missing is not hidden


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>https://a/&a;</loc></url></urlset>',
        b"<html><body>Not found</body></html>",
        b"nothing of the kind",
        b"\x1f\x8bbroken",
        b"",
    ],
)
def test_what_is_no_sitemap_or_hides_entities_is_refused(data: bytes) -> None:
    with pytest.raises(SitemapInvalid):
        parse_sitemap(data)

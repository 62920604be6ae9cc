"""One request shows how a site answers for what is not there; what answers so too is a soft 404."""

from pathlib import Path
from typing import Any

import polars as pl

from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import PAGES

SORRY = (
    "<html><title>Shop</title><body><main><h1>Sorry</h1><p>We have no such page.</p></main></body>"
)


def errors(snapshot: Snapshot) -> dict[str, str | None]:
    rows = snapshot.read(PAGES).select(pl.col("url").str.extract(r"//[^/]+(/.*)"), "error")
    return dict(rows.iter_rows())


def probes(site: Any) -> list[str]:
    return [hit.path for hit in site.hits if hit.path.startswith("/linkequity-")]


def test_a_site_that_says_404_is_asked_once_and_keeps_no_trace_of_it(
    site: Any, tmp_path: Path
) -> None:
    site.add("/", "/a")
    site.add("/a")
    snapshot = site.crawl(tmp_path)
    assert len(probes(site)) == 1
    assert snapshot.manifest.probe_status == 404
    assert set(errors(snapshot)) == {"/", "/a"}


def test_pages_with_the_text_of_one_that_cannot_be_are_soft_404s(site: Any, tmp_path: Path) -> None:
    site.add("/", "/a", "/gone")
    site.add("/a")
    site.fallback = lambda path: type(site.pages["/"])(SORRY)
    snapshot = site.crawl(tmp_path)
    found = errors(snapshot)
    assert (found["/"], found["/a"]) == (None, None)
    assert found["/gone"] == "soft 404: the text of a page that cannot be there"
    assert snapshot.manifest.probe_status == 200
    [probe] = set(probes(site))
    assert str(found[probe]).startswith("soft 404")
    known = snapshot.read(PAGES).filter(pl.col("url").str.ends_with(probe))["known_from"]
    assert known.to_list() == [["probe"]]


def test_where_any_url_shows_the_start_page_nothing_can_be_told(site: Any, tmp_path: Path) -> None:
    site.add("/", "/a")
    site.add("/a")
    site.fallback = lambda path: site.pages["/"]
    site.pages["/"].body = str(site.pages["/"].body).replace("to /a", "Welcome to us")
    found = errors(site.crawl(tmp_path))
    assert [path for path, error in found.items() if error] == list(set(probes(site)))


def test_robots_txt_may_forbid_the_probe(site: Any, tmp_path: Path) -> None:
    site.add("/")
    rules = "User-agent: *\nDisallow: /linkequity-\n"
    site.pages["/robots.txt"] = type(site.pages["/"])(rules, type="text/plain")
    snapshot = site.crawl(tmp_path)
    assert probes(site) == []
    assert snapshot.manifest.probe_url is None


def test_a_challenge_in_place_of_a_page_is_no_page_and_leaves_the_crawl_incomplete(
    site: Any, tmp_path: Path
) -> None:
    site.add("/", "/a", "/b", "/c")
    site.add("/a", headers={"cf-mitigated": "challenge"}, status=403)
    site.add("/b", headers={"X-Amzn-Waf-Action": "challenge"}, status=202)
    site.pages["/c"] = type(site.pages["/"])("<title>Making sure you're not a bot!</title>")
    snapshot = site.crawl(tmp_path)
    assert errors(snapshot) == {
        "/": None,
        "/a": "challenge: Cloudflare",
        "/b": "challenge: AWS WAF",
        "/c": "challenge: Anubis",
    }
    assert snapshot.manifest.incomplete_because == ["unfetched pages (3 URLs)"]

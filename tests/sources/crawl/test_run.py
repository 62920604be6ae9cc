from pathlib import Path
from typing import Any

import polars as pl
import pytest

from linkequity.base.errors import (
    HostUnreachable,
    LoginRequired,
    RobotsForbids,
    SiteEmpty,
    TlsFailed,
    UsageError,
)
from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import LINKS, PAGES, REDIRECTS
from linkequity.sources.crawl.progress import Progress
from linkequity.sources.crawl.run import CrawlOrder, crawl


def rows(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """Pages by path."""
    pages = snapshot.read(PAGES)
    assert pages["url"].is_unique().all()
    return {row["url"].partition("/")[2].partition("/")[2].partition("/")[2]: row
            for row in pages.iter_rows(named=True)}  # fmt: skip


def test_a_crawl_finds_every_page_once_and_writes_what_it_saw(site: Any, tmp_path: Path) -> None:
    site.add(
        "/", "/a", "/a#part", "/b?utm_source=x", "/gone", "/old", "/file.pdf", "https://b.test/"
    )
    site.add("/a", "/", "/b")
    site.add("/b", "/a")
    site.redirect("/old", "/older")
    site.redirect("/older", "/a", 302)
    site.pages["/file.pdf"] = type(site.pages["/"])(b"%PDF", type="application/pdf")
    snapshot = site.crawl(tmp_path)
    found = rows(snapshot)
    assert {path: row["status"] for path, row in found.items()} == {
        "": 200, "a": 200, "b": 200, "gone": 404, "old": 301, "older": 302, "file.pdf": 200,
    }  # fmt: skip
    assert sorted(site.paths()) == sorted(
        ["/", "/", "/a", "/b", "/gone", "/old", "/older", "/file.pdf"]
    )
    assert found["older"]["found_on"] == site.url + "/old"
    assert (found[""]["crawl_depth"], found["a"]["crawl_depth"]) == (0, 1)
    assert (found["file.pdf"]["content_type"], found["file.pdf"]["is_html"]) == (
        "application/pdf",
        False,
    )
    assert snapshot.read(REDIRECTS)["status"].sort().to_list() == [301, 302]
    assert snapshot.read(LINKS).filter(pl.col("source") == site.url + "/").height == 7
    assert snapshot.manifest.complete
    assert not (tmp_path / "frontier.sqlite").exists()
    assert not list((tmp_path / "snapshots" / ".unfinished").iterdir())


def test_what_only_sitemaps_and_imports_know_is_asked_but_is_not_linked(
    site: Any, tmp_path: Path
) -> None:
    site.add("/")
    for path in ("/mapped", "/backlinked", "/both"):
        site.add(path)
    locs = "".join(f"<url><loc>{site.url}/{p}</loc></url>" for p in ("mapped", "both"))
    site.pages["/sitemap.xml"] = type(site.pages["/"])(f"<urlset>{locs}</urlset>", type="text/xml")
    seeds = {
        f"{site.url}/backlinked?fbclid=1": ("backlinks", "search"),
        f"{site.url}/both": ("backlinks",),
        "https://elsewhere.test/": ("backlinks",),
    }
    snapshot = crawl(CrawlOrder(site.url, CrawlSettings(), seeds), tmp_path, lambda progress: None)
    found = rows(snapshot)
    assert {path: row["known_from"] for path, row in found.items()} == {
        "": ["start"],
        "mapped": ["sitemap"],
        "backlinked": ["backlinks", "search"],
        "both": ["backlinks", "sitemap"],
    }
    assert snapshot.manifest.sitemaps == [site.url + "/sitemap.xml"]


def test_robots_keeps_out_of_what_it_names_for_us_and_the_rest_is_crawled(
    site: Any, tmp_path: Path
) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: LinkEquity\nDisallow: /private\n"
    site.add("/", "/private/a", "/open")
    site.add("/open")
    site.pages["/robots.txt"] = type(site.pages["/"])(rules, type="text/plain")
    found = rows(site.crawl(tmp_path))
    assert found["private/a"]["outcome"] == "blocked"
    assert found["open"]["outcome"] == "answered"
    assert "/private/a" not in site.paths()


@pytest.mark.parametrize(
    ("status", "text"), [(503, ""), (200, "User-agent: *\nDisallow: /"), (429, "")]
)
def test_a_site_that_robots_closes_is_not_asked_for_one_page(
    site: Any, tmp_path: Path, status: int, text: str
) -> None:
    site.add("/")
    site.pages["/robots.txt"] = type(site.pages["/"])(text, status, "text/plain")
    with pytest.raises(RobotsForbids):
        site.crawl(tmp_path, tries=1)
    assert site.paths() == []


def test_robots_that_cannot_be_had_for_the_asker_leaves_the_site_free(
    site: Any, tmp_path: Path
) -> None:
    site.add("/")
    site.pages["/robots.txt"] = type(site.pages["/"])("Disallow: /", 403)
    assert rows(site.crawl(tmp_path))[""]["status"] == 200


def test_limits_and_patterns_keep_pages_out_with_their_reason(site: Any, tmp_path: Path) -> None:
    site.add("/", "/blog/a", "/shop/a", "/blog/draft")
    site.add("/blog/a", "/blog/b")
    site.add("/blog/b", "/blog/c")
    snapshot = site.crawl(tmp_path, include=["/blog/*"], exclude=["/blog/draft"], max_depth=2)
    outcomes = {path: (row["outcome"], row["error"]) for path, row in rows(snapshot).items()}
    assert outcomes == {
        "": ("answered", None),
        "blog/a": ("answered", None),
        "blog/b": ("answered", None),
        "blog/c": ("not_crawled", "depth limit"),
        "blog/draft": ("not_crawled", "exclude pattern"),
        "shop/a": ("not_crawled", "not in the include patterns"),
    }
    assert not snapshot.manifest.complete
    assert "depth limit (1 URLs)" in snapshot.manifest.incomplete_because


def test_the_page_limit_is_exact_and_the_rest_is_recorded(site: Any, tmp_path: Path) -> None:
    site.add("/", *(f"/{number}" for number in range(20)))
    snapshot = site.crawl(tmp_path, max_pages=5)
    counts = snapshot.read(PAGES)["outcome"].cast(pl.String).value_counts().rows()
    assert dict(counts) == {"answered": 5, "not_crawled": 16}
    assert snapshot.manifest.incomplete_because == ["page limit (16 URLs)"]


def test_an_endless_calendar_ends(site: Any, tmp_path: Path) -> None:
    page = type(site.add("/", "/calendar?month=1") or site.pages["/"])

    def month(path: str) -> Any:
        number = int(path.rpartition("=")[2]) if "month=" in path else 0
        return page(f'<a href="/calendar?month={number + 1}">next</a>', 200 if number else 404)

    site.fallback = month
    snapshot = site.crawl(tmp_path)
    refused = snapshot.read(PAGES).filter(pl.col("outcome") == "not_crawled")
    assert refused["error"].to_list() == ["trap: endless pages of one shape"]
    assert snapshot.read(PAGES).height < 150
    assert any("Endless" in warning for warning in snapshot.manifest.warnings)


def test_redirect_loops_end_and_are_recorded_hop_by_hop(site: Any, tmp_path: Path) -> None:
    site.add("/", "/loop", "/self")
    site.redirect("/loop", "/loop2")
    site.redirect("/loop2", "/loop")
    site.redirect("/self", "/self")
    assert site.crawl(tmp_path).read(REDIRECTS).height == 3


def test_the_site_is_the_host_that_the_start_page_redirects_to(serve: Any, tmp_path: Path) -> None:
    old, new = serve(), serve()
    old.redirect("/", new.url + "/home")
    new.add("/home", "/a")
    new.add("/a")
    snapshot = old.crawl(tmp_path)
    assert snapshot.manifest.start_url == new.url + "/home"
    assert set(rows(snapshot)) == {"home", "a"}


def test_passing_faults_are_tried_again_and_lasting_ones_are_not(site: Any, tmp_path: Path) -> None:
    site.add("/", "/flaky", "/gone", "/broken")
    site.add("/flaky", statuses=[503])
    site.pages["/gone"] = type(site.pages["/"])("", 410)
    site.pages["/broken"] = type(site.pages["/"])("", 500)
    found = rows(site.crawl(tmp_path))
    assert (found["flaky"]["status"], found["gone"]["status"]) == (200, 410)
    asked = site.paths()
    assert (asked.count("/flaky"), asked.count("/gone"), asked.count("/broken")) == (2, 1, 1)


def test_a_host_that_asks_for_rest_gets_it(site: Any, tmp_path: Path) -> None:
    site.add("/", "/tired")
    site.add("/tired", statuses=[429], headers={"Retry-After": "1"})
    site.crawl(tmp_path)
    first, second = [hit.at for hit in site.hits if hit.path == "/tired"]
    assert second - first >= 1.0


def test_slow_pages_and_large_pages_are_bounded_and_recorded(site: Any, tmp_path: Path) -> None:
    site.add("/", "/slow", "/large", "/nul", "/image")
    page = type(site.pages["/"])
    site.pages["/slow"] = page("late", delay=1.5)
    site.pages["/large"] = page('<a href="/in">in</a>' + "x" * 50_000 + '<a href="/out">out</a>')
    site.pages["/nul"] = page(b"<title>a\0b</title>\0\0<a href='/in'>in</a>")
    site.pages["/image"] = page(b"\x89PNG\r\n\x1a\n" + bytes(100))
    snapshot = site.crawl(tmp_path, timeout=1.0, max_bytes=20_000, tries=1)
    found = rows(snapshot)
    assert (found["slow"]["outcome"], found["slow"]["error"]) == ("failed", "timeout")
    assert (found["large"]["size"], found["large"]["status"]) == (20_000, 200)
    assert "size" in (found["large"]["error"] or "")
    assert "in" in found and "out" not in found
    assert not found["image"]["is_html"]
    assert snapshot.manifest.incomplete_because == ["unfetched pages (1 URLs)"]


def test_navigation_by_script_is_warned_about(site: Any, tmp_path: Path) -> None:
    page = type(site.add("/") or site.pages["/"])
    site.pages["/"] = page('<div id="app"></div><script src="/app.js"></script>')
    manifest = site.crawl(tmp_path).manifest
    assert manifest.incomplete_because == ["navigation by script"]
    assert len(manifest.warnings) == 1


def test_a_login_goes_to_the_typed_site_and_to_no_other(serve: Any, tmp_path: Path) -> None:
    old, new = serve(), serve()
    old.redirect("/", new.url + "/")
    new.add("/", "/a")
    settings = CrawlSettings(headers={"X-Token": "secret"})
    typed = old.url.replace("://", "://me:word@")
    crawl(CrawlOrder(typed, settings), tmp_path, lambda progress: None)
    assert old.hits[-1].headers["Authorization"] == "Basic bWU6d29yZA=="
    assert old.hits[-1].headers["X-Token"] == "secret"
    assert new.hits
    assert not [hit for hit in new.hits if {"Authorization", "X-Token"} & set(hit.headers)]
    assert "secret" not in (next((tmp_path / "snapshots").glob("2*")) / "manifest.json").read_text()


def test_a_typed_host_may_be_private_but_may_not_lead_to_another(site: Any, tmp_path: Path) -> None:
    port = site.url.rpartition(":")[2]
    site.redirect("/", f"http://127.0.0.1:{port}/inside")
    site.add("/inside")
    with pytest.raises(HostUnreachable, match="private"):
        site.crawl(tmp_path)
    assert "/inside" not in site.paths()


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://localhost:1/", HostUnreachable),
        ("http://no-such-host.invalid/", HostUnreachable),
        ("ftp://localhost/", UsageError),
        ("not a url", UsageError),
    ],
)
def test_a_host_that_cannot_be_reached_is_one_clear_error(
    url: str, error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        crawl(CrawlOrder(url, CrawlSettings(tries=1)), tmp_path, lambda progress: None)


def test_a_host_without_tls_is_a_tls_error(site: Any, tmp_path: Path) -> None:
    site.add("/")
    order = CrawlOrder(site.url.replace("http:", "https:"), CrawlSettings(tries=1))
    with pytest.raises(TlsFailed):
        crawl(order, tmp_path, lambda progress: None)


def test_pages_that_ask_for_a_login_are_one_clear_error(site: Any, tmp_path: Path) -> None:
    page = type(site.add("/") or site.pages["/"])
    site.pages["/"] = page("who are you", 401)
    with pytest.raises(LoginRequired):
        site.crawl(tmp_path)
    site.redirect("/", "/login?next=/")
    site.pages["/login?next=/"] = page('<form><input name="p" type="password"></form>')
    with pytest.raises(LoginRequired):
        site.crawl(tmp_path)


def test_a_site_without_a_page_is_one_clear_error_and_leaves_nothing_behind(
    site: Any, tmp_path: Path
) -> None:
    with pytest.raises(SiteEmpty, match="404"):
        site.crawl(tmp_path)
    assert not (tmp_path / "frontier.sqlite").exists()
    assert not list(tmp_path.glob("snapshots/2*"))


def test_progress_is_told_and_never_goes_back(site: Any, tmp_path: Path) -> None:
    site.add("/", *(f"/{number}" for number in range(30)))
    for number in range(30):
        site.add(f"/{number}", delay=0.3)
    told: list[Progress] = []
    crawl(CrawlOrder(site.url, CrawlSettings()), tmp_path, told.append)
    crawling = [progress for progress in told if progress.phase == "crawl"]
    done = [progress.done for progress in crawling]
    assert len(crawling) >= 2 and done == sorted(done)
    assert [told[0].phase, told[-1].phase] == ["start", "freeze"]


def test_a_host_that_falls_silent_is_one_clear_error_and_the_crawl_goes_on_later(
    site: Any, tmp_path: Path
) -> None:
    site.add("/", *(f"/{number}" for number in range(120)))
    for number in range(120):
        site.add(f"/{number}", "/")
    site.silent_after = 20
    with pytest.raises(HostUnreachable, match="after"):
        site.crawl(tmp_path, tries=1)
    site.silent_after = None
    snapshot = site.crawl(tmp_path, tries=1)
    assert snapshot.read(PAGES)["is_html"].to_list() == [True] * 121
    assert snapshot.manifest.complete
    assert snapshot.manifest.warnings == ["This crawl was stopped on its way, and went on later."]


def test_sitemaps_of_another_site_are_said_so(site: Any, tmp_path: Path) -> None:
    site.add("/")
    text = "<urlset><url><loc>https://other.test/a</loc></url></urlset>"
    site.pages["/sitemap.xml"] = type(site.pages["/"])(text, type="text/xml")
    manifest = site.crawl(tmp_path).manifest
    assert manifest.warnings == ["1 of 1 URLs in the sitemaps are of another site."]
    assert manifest.complete


def test_a_crawl_is_polite_where_it_is_asked_to_be(site: Any, tmp_path: Path) -> None:
    site.add("/", *(f"/{number}" for number in range(8)))
    for number in range(8):
        site.add(f"/{number}", delay=0.1)
    site.crawl(tmp_path, concurrency=2, rate=20)
    assert site.most_busy <= 2
    times = sorted(hit.at for hit in site.hits)
    assert times[-1] - times[0] >= (len(times) - 2) / 20

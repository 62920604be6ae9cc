"""A folder gives what a static server would."""

import asyncio
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from linkequity.base.errors import FileUnreadable, FolderWithoutPages
from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import LINKS, PAGES
from linkequity.sources.crawl.reply import BodyRule, Reply
from linkequity.sources.crawl.run import CrawlOrder
from linkequity.sources.folder import FolderTransport, read_folder

BASE = "https://www.example.com"
PAGE = BodyRule(1000, html_only=True)
PAGES_READ = pl.col("status") == 200


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "index.html": "home",
        "about.html": "about",
        "blog/index.html": "blog",
        "both/one.html": "one",
        "both.html": "both",
        "404.html": "lost",
        "feed/index.html": '<?xml version="1.0"?><rss></rss>',
        "a (b) ü?.html": "odd",
        "logo.png": "png",
        "noext": "<p>page</p>",
    }
    (tmp_path / "secret.html").write_text("secret")
    folder = write(tmp_path / "site", files)
    (folder / "way-out").symlink_to(tmp_path)
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    return folder


def ask(root: Path, url: str) -> Reply:
    return asyncio.run(FolderTransport(root, BASE).fetch(BASE + url, PAGE))


@pytest.mark.parametrize(
    ("url", "status", "body"),
    [
        ("/", 200, "home"),
        ("/index.html", 200, "home"),
        ("/about", 200, "about"),
        ("/about.html?a=1", 200, "about"),
        ("/blog/", 200, "blog"),
        ("/both", 200, "both"),
        ("/nothing", 404, "lost"),
        ("/feed/", 200, ""),
        ("/logo.png", 200, ""),
        ("/noext", 200, "<p>page</p>"),
        ("/a%20(b)%20%C3%BC%3F.html", 200, "odd"),
    ],
)
def test_urls_answer_as_from_a_static_server(root: Path, url: str, status: int, body: str) -> None:
    reply = ask(root, url)
    assert (reply.status, reply.body.decode()) == (status, body)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("/plan.PDF", "not in the folder: nor is any other .pdf file"),
        ("/other.png", None),  # there is a .png, so this one is missing
        ("/nothing.html", None),
        ("/feed.xml", None),
        ("/data.json?a=1", None),
        ("/blog/www.example.com", None),  # an address without https://, not a program
    ],
)
def test_media_may_be_elsewhere_where_a_folder_has_none_of_their_kind(
    root: Path, url: str, fault: str | None
) -> None:
    reply = ask(root, url)
    assert (reply.status, reply.fault) == (404, fault)


def test_a_folder_without_its_slash_redirects_and_keeps_the_query(root: Path) -> None:
    reply = ask(root, "/blog?page=2")
    assert (reply.status, reply.header("location")) == (301, BASE + "/blog/?page=2")


def test_media_types_are_told_by_name_and_feeds_by_content(root: Path) -> None:
    assert ask(root, "/logo.png").header("content-type") == "image/png"
    assert ask(root, "/feed/").header("content-type") == "application/rss+xml"


@pytest.mark.parametrize(
    "url",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/blog/..%2f..%2fsecret.html",
        "/way-out/secret.html",
        "/out.html",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/secret.html%00.html",
    ],
)
def test_no_url_leads_out_of_the_folder(root: Path, url: str) -> None:
    assert ask(root, url).status == 404


@pytest.mark.parametrize("origin", ["http://www.example.com", "https://example.com"])
def test_other_spellings_of_the_site_redirect_to_the_base(root: Path, origin: str) -> None:
    reply = asyncio.run(FolderTransport(root, BASE).fetch(origin + "/about?x=1", PAGE))
    assert (reply.status, reply.header("location")) == (301, BASE + "/about?x=1")


def read(root: Path, workspace: Path) -> Snapshot:
    return read_folder(root, CrawlOrder(BASE, CrawlSettings()), workspace, lambda progress: None)


SITE = {
    "index.html": '<a href="/about">a</a> <a href="https://example.com/blog/">b</a>',
    "about.html": '<a href="/gone">g</a> <a href="blog">b</a>',
    "blog/index.html": '<a href="/">home</a>',
    "lonely.html": '<a href="/from-lonely.html">more</a>',
    "from-lonely.html": "<p>found by a page that nothing leads to</p>",
    "sub/mapped.html": "<p>mapped</p>",
    "sitemap.xml": f"<urlset><url><loc>{BASE}/sub/mapped</loc></url></urlset>",
    "robots.txt": "User-agent: *\nDisallow: /hidden",
    "hidden.html": "<p>hidden</p>",
}


def test_pages_that_nothing_leads_to_are_known_from_the_folder_and_none_is_read_twice(
    tmp_path: Path,
) -> None:
    snapshot = read(write(tmp_path / "site", SITE), tmp_path / "work")
    pages = {row["url"].removeprefix(BASE): row for row in snapshot.read(PAGES).to_dicts()}
    known = {url: row["known_from"] for url, row in pages.items() if row["is_html"]}
    assert known == {
        "/": ["folder", "link", "start"],
        "/about": ["folder", "link"],
        "/blog/": ["folder", "redirect"],
        "/sub/mapped": ["folder", "sitemap"],
        "/from-lonely.html": ["folder", "link"],
        "/lonely.html": ["folder"],
    }
    assert pages["/hidden.html"]["outcome"] == "blocked"
    assert pages["https://example.com/blog/"]["redirect_to"] == BASE + "/blog/"
    assert pages["/gone"]["status"] == 404
    assert (snapshot.manifest.source, snapshot.manifest.complete) == ("folder", True)


def test_sitemaps_are_read_wherever_they_lie_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    def listing(path: str) -> str:
        return f"<urlset><url><loc>{BASE}{path}</loc></url></urlset>"

    files = {
        "index.html": '<a href="/a">a</a> <a href="/de/b">b</a>',
        "a.html": "a",
        "de/b.html": "b",
        "post-Sitemap1.xml": listing("/a"),
        "de/sitemap.xml": listing("/de/b"),
        "sitemap.xsl": "<x/>",
        "feed.xml": listing("/"),
    }
    snapshot = read(write(tmp_path / "site", files), tmp_path / "work")
    pages = snapshot.read(PAGES)
    listed = pages.filter(pl.col("known_from").list.contains("sitemap"))["url"]
    assert sorted(listed) == [BASE + "/a", BASE + "/de/b"]
    assert snapshot.manifest.sitemaps == [BASE + "/post-Sitemap1.xml", BASE + "/de/sitemap.xml"]


def test_a_folder_and_its_server_give_the_same_pages_and_links(tmp_path: Path, site: Any) -> None:
    files = {name: text.replace("https://example.com", "") for name, text in SITE.items()}
    files.pop("robots.txt"), files.pop("sitemap.xml")
    root = write(tmp_path / "site", files)
    transport = FolderTransport(root, site.url)

    def answer(path: str) -> Any:
        reply = asyncio.run(transport.fetch(site.url + path, BodyRule(10_000)))
        headers = {name: value for name, value in reply.headers if name == "location"}
        return type(site.add("/x") or site.pages["/x"])(reply.body, reply.status, headers=headers)

    site.fallback = answer
    served = site.crawl(tmp_path / "served")
    order = CrawlOrder(site.url, CrawlSettings())
    read = read_folder(root, order, tmp_path / "read", lambda progress: None)
    both = [snapshot.read(PAGES).select("url", "status") for snapshot in (served, read)]
    assert set(both[0].rows()) <= set(both[1].rows())
    reached = set(both[0]["url"])
    known = [url for url in both[1]["url"] if url not in reached]
    assert [url.removeprefix(site.url) for url in sorted(known)] == [
        "/from-lonely.html",
        "/hidden.html",
        "/lonely.html",
        "/sub/mapped.html",
    ]
    links = [
        snapshot.read(LINKS).select("source", "order", "target") for snapshot in (served, read)
    ]
    assert set(links[0].rows()) == {row for row in links[1].rows() if row[0] not in known}


def test_a_folder_without_html_is_one_clear_error(tmp_path: Path) -> None:
    write(tmp_path / "site", {"readme.txt": "nothing", "feed.xml": "<rss></rss>"})
    with pytest.raises(FolderWithoutPages):
        read(tmp_path / "site", tmp_path / "work")
    with pytest.raises(FileUnreadable):
        read(tmp_path / "no-such-folder", tmp_path / "work")


@pytest.mark.parametrize("base", ["/project/", "/project", "/project/index.html"])
def test_a_folder_is_served_below_the_path_of_its_base_url(root: Path, base: str) -> None:
    folder = FolderTransport(root, BASE + base)

    def status(path: str) -> int | None:
        return asyncio.run(folder.fetch(BASE + path, PAGE)).status

    assert status("/project/blog/") == 200
    assert (status("/project"), status("/blog/"), status("/projects/")) == (301, 404, 404)
    assert {url for urls in folder.unlisted() for url in urls} >= {f"{BASE}/project/about.html"}


def test_a_path_that_the_folder_has_is_a_page_to_start_from(root: Path) -> None:
    folder = FolderTransport(root, f"{BASE}/blog/")
    assert asyncio.run(folder.fetch(f"{BASE}/both", PAGE)).status == 200


def test_an_index_goes_by_the_url_that_the_site_writes_also_without_a_start_page(
    tmp_path: Path,
) -> None:
    files = {"en/index.html": "<p>home</p>", "en/a.html": '<a href="index.html">home</a>'}
    snapshot = read(write(tmp_path / "site", files), tmp_path / "work")
    urls = snapshot.read(PAGES).filter(PAGES_READ)["url"].to_list()
    assert urls == [f"{BASE}/en/a.html", f"{BASE}/en/index.html"]

"""What a kill can leave behind between a part and its acknowledgement."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import UrlPolicy, site_of
from linkequity.snapshot.tables import PAGES
from linkequity.sources.crawl.unfinished import fingerprint, open_unfinished
from linkequity.sources.extract.page import Answer, PageContext, extract
from linkequity.sources.extract.parts import PartWriter


def page(url: str, html: str) -> Answer:
    headers = (("content-type", "text/html"),)
    body = html.encode()
    return Answer(url, "answered", None, 200, headers, body, 5, 0, None, ("link", "start"),
                  datetime.now(UTC))  # fmt: skip


LINKS = '<a href="/a">a</a> <a href="/b">b</a>'


def leave_behind(site: Any, workspace: Path, start: str = LINKS) -> Path:
    """Parts with page /b, then with the start page, of which the frontier knows nothing yet."""
    mark = fingerprint(site.url + "/", CrawlSettings(), "crawl")
    unfinished = open_unfinished(workspace, mark)
    context = PageContext(site_of(site.url), subdomains=False, policy=UrlPolicy())
    numbers = iter(range(2))
    writer = PartWriter(unfinished.folder, lambda: next(numbers))
    for url, html in (("/b", "b"), ("/", start)):
        writer.add(extract(page(site.url + url, html), context))
        writer.flush()
    unfinished.frontier.close()
    return unfinished.folder


def test_a_durable_page_is_not_asked_again_and_what_it_leads_to_is(
    site: Any, tmp_path: Path
) -> None:
    leave_behind(site, tmp_path)
    site.add("/", "/only-in-the-new-version")
    site.add("/a")
    pages = site.crawl(tmp_path).read(PAGES)
    assert sorted(pages["url"]) == [site.url + path for path in ("/", "/a", "/b")]
    assert pages.filter(url=site.url + "/")["known_from"].to_list() == [["link", "start"]]
    assert site.paths() == ["/", "/a"]  # the first only to arrive


def test_versions_in_other_languages_are_learnt_again_from_a_part(
    site: Any, tmp_path: Path
) -> None:
    leave_behind(site, tmp_path, start='<head><link rel=alternate hreflang=de href="/de"></head>')
    site.add("/", "/only-in-the-new-version")
    site.add("/de")
    known = dict(site.crawl(tmp_path).read(PAGES).select("url", "known_from").iter_rows())
    assert known[site.url + "/de"] == ["hreflang"]


def test_a_part_without_its_pages_is_discarded(site: Any, tmp_path: Path) -> None:
    folder = leave_behind(site, tmp_path)
    (folder / "links-00007.parquet").write_bytes(b"torn")
    (folder / "pages-00007.tmp").write_bytes(b"torn")
    site.add("/")
    site.add("/a")
    assert site.crawl(tmp_path).read(PAGES).height == 3


def test_folders_without_a_frontier_are_cleared(site: Any, tmp_path: Path) -> None:
    stray = tmp_path / "snapshots" / ".unfinished" / "2020-01-01T000000Z"
    stray.mkdir(parents=True)
    site.add("/")
    site.crawl(tmp_path)
    assert not stray.exists()

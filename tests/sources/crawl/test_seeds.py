"""What imports name is asked for, and remembered with who named it."""

from pathlib import Path
from typing import Any

import polars as pl

from linkequity.snapshot.tables import PAGES
from linkequity.sources.crawl.run import CrawlOrder, crawl


def test_paths_and_urls_that_any_source_names_are_pages_known_from_it(
    site: Any, tmp_path: Path
) -> None:
    for path in ("/", "/visited", "/asked", "/listed"):
        site.add(path)
    seeds = {
        "/visited?utm_source=x": ("analytics",),
        "/asked": ("logs", "search"),
        f"{site.url}/listed": ("sitemap", "backlinks"),
        "//elsewhere.example/x": ("logs",),
    }
    snapshot = crawl(CrawlOrder(site.url + "/", seeds=seeds), tmp_path, lambda progress: None)
    pages = snapshot.read(PAGES).select(pl.col("url").str.replace(site.url, ""), "known_from")
    assert {url: set(known) for url, known in pages.iter_rows()} == {
        "/": {"start"},
        "/visited": {"analytics"},
        "/asked": {"logs", "search"},
        "/listed": {"sitemap", "backlinks"},
    }

"""Orphans and what names them: the columns of the pages, and what the crawl never met."""

import polars as pl

import tiny

SITE = """
pages:
  /: {links: [/a]}
  /a: {}
  /lonely: {known_from: [sitemap]}
  /thanks: {known_from: [sitemap]}
  /private: {noindex: true, known_from: [sitemap]}
  /old: {redirect: /lonely, known_from: [sitemap]}
visits:
  - {url: /lonely, sessions: 5}
  - {url: /lonely, landing: false, sessions: 9, views: 12}
  - {url: /a, landing: false, views: 3}
hits:
  - {url: /lonely, hits: 2}
  - {url: /old, hits: 3, status: 301}
  - {url: /lonely, crawler: GPTBot, hits: 4}
settings: {audits: {intended_orphans: [/thanks]}}
"""


def pages_of(text: str) -> dict[str, dict[str, object]]:
    pages = tiny.facts_of(tiny.site(text)).pages
    return {row["url"].removeprefix(tiny.ORIGIN): row for row in pages.iter_rows(named=True)}


def test_a_page_says_whether_it_is_an_orphan_and_whether_that_was_meant() -> None:
    verdicts = {path: row["orphan_verdict"] for path, row in pages_of(SITE).items()}
    assert verdicts == {
        "/": None, "/a": None, "/lonely": "proved", "/thanks": "intended", "/private": None,
        "/old": None,
    }  # fmt: skip


def test_visits_and_hits_are_counted_where_they_end() -> None:
    pages = pages_of(SITE)
    shown = ("sessions", "views", "search_crawler_hits", "ai_crawler_hits", "in_sitemap")
    assert [pages["/lonely"][name] for name in shown] == [5, 12, 5, 4, True]
    assert [pages["/a"][name] for name in shown] == [None, 3, None, None, False]


def test_what_imports_name_and_the_crawl_never_met_leaves_it_incomplete() -> None:
    site = tiny.site(SITE)
    snapshot, facts = tiny.snapshot_of(site), tiny.facts_of(site)
    assert facts.crawl_complete
    hit = {"url": tiny.url("/unmet"), "day": tiny.NOON.date(), "status": 200, "hits": 1}
    others = [hit | {"url": tiny.url("/style.css")}, hit | {"url": tiny.url("/x"), "status": 404}]
    tables = facts.tables.__class__(
        **{**vars(facts.tables), "crawler_hits": tiny.CRAWLER_HITS.frame([hit, *others])}
    )
    later = facts.__class__(tables, site.settings, snapshot.manifest)
    assert later.incomplete_because == ("named by logs and never requested (1 URLs)",)
    orphans = later.pages.filter(pl.col("orphan_verdict") == "inconclusive")
    assert orphans["url"].to_list() == [tiny.url("/lonely")]


def test_sources_are_those_that_name_something() -> None:
    assert tiny.facts_of(tiny.site(SITE)).sources == {"crawl", "sitemap", "analytics", "logs"}

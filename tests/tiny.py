"""Tiny sites, written as data, turned into the tables a crawl would have left.

A site in YAML, everything but `pages` optional:

    start: /
    navigation: [/, /tax]                 # on every HTML page, repeated; so do header, footer …
    pages:
      /: {title: Home, links: [/tax, {to: /blog, position: footer, rel: nofollow}]}
      /tax: {links: [https://x.org/, "mailto:a@b.c"]}
      /blog: {noindex: true}
      /old: {redirect: /new, known_from: [sitemap]}
      /gone: {status: 404, known_from: [sitemap]}
    backlinks: [{to: /tax, from: https://x.org/1, rating: 60}]
    search: [{url: /tax, clicks: 3, impressions: 40}]
    visits: [{url: /tax, sessions: 9}]
    hits: [{url: /tax, crawler: GPTBot, hits: 4}]
    external: {https://x.org/: 404}       # what was asked with --check-external
    robots: "User-agent: GPTBot\nDisallow: /"
    sitemap_urls: [/tax]
    before: {/: {links: [/gone]}, /gone: {text: [what stood there]}}  # pages a snapshot ago
    settings: {audits: {deep_clicks: 3}}
    complete: false

Paths are of https://example.com. A link to an undeclared page, a page nothing knows of and an
unknown key are errors, so that a slip of the pen cannot make a test pass.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zlib import crc32

import msgspec
import polars as pl
import yaml

from linkequity.base.crawlers import known_crawlers
from linkequity.base.settings import Settings
from linkequity.base.urls import host_of, in_scope, registrable_domain, resolve, site_of
from linkequity.model.facts import Facts
from linkequity.snapshot.declared import (
    EXTERNAL_ANSWERS,
    HREFLANGS,
    ROBOTS,
    STRUCTURED_DATA,
    UNCRAWLABLE_LINKS,
)
from linkequity.snapshot.imported import ImportedTables
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import (
    BACKLINKS,
    CRAWLER_HITS,
    LINKS,
    PAGES,
    PASSAGES,
    REDIRECTS,
    SEARCH,
    SITEMAP_URLS,
    TEMPLATES,
    VISITS,
    Table,
)

ORIGIN = "https://example.com"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BLOCKS = ("header", "navigation", "breadcrumb", "sidebar", "footer")
Row = dict[str, object]


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link; written as a bare path it is a followed one in the content."""

    to: str
    position: str = "content"
    rel: str = ""
    anchor_text: str | None = None
    alt_text: str | None = None
    repeated: bool = False
    before: str = ""
    after: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A URL of the site; an empty one is an indexable page with 300 words and no links."""

    title: str | None = None
    status: int = 200
    links: list[str | Link] = []
    redirect: str | None = None
    meta_refresh: str | None = None
    canonical: str | None = None
    noindex: bool = False
    nofollow: bool = False
    blocked: bool = False
    not_crawled: bool = False
    failed: str | None = None
    error: str | None = None
    content_type: str = "text/html"
    language: str | None = None
    headings: list[str] = []
    words: int = 300
    scripts: int = 0
    meta_robots: str | None = None
    content_hash: int | None = None
    text: list[str] = []
    code: list[str] = []
    known_from: list[str] = []
    hreflang: dict[str, str] = {}
    json_ld_error: str | None = None
    uncrawlable: dict[str, str] = {}  # the words of each, and its handler


class Backlink(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"source": "from"}
):
    """A link from elsewhere; `rating` is the referring page's, `domain_rating` its domain's."""

    to: str
    source: str
    rating: float | None = None
    domain_rating: float | None = None
    rel: str = ""
    lost: bool = False
    anchor_text: str = ""
    title: str | None = None
    position: str | None = None
    first_seen: date | None = None


class Search(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Search demand of a page, or of one query on it."""

    url: str
    query: str | None = None
    clicks: int = 0
    impressions: int = 0
    search_position: float | None = None


class Visit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Visits to a page."""

    url: str
    landing: bool = True
    sessions: int | None = None
    views: int | None = None
    period_end: date | None = None


class Hit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Requests of a crawler for a page."""

    url: str
    crawler: str = "Googlebot"
    day: date = NOON.date()
    status: int = 200
    hits: int = 1


class Site(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole tiny site; `expect` is whatever the test that reads it compares with."""

    pages: dict[str, Page]
    start: str = "/"
    header: list[str | Link] = []
    navigation: list[str | Link] = []
    breadcrumb: list[str | Link] = []
    sidebar: list[str | Link] = []
    footer: list[str | Link] = []
    backlinks: list[Backlink] = []
    search: list[Search] = []
    visits: list[Visit] = []
    hits: list[Hit] = []
    external: dict[str, int | None] = {}
    robots: str | None = None
    sitemap_urls: list[str] = []
    before: dict[str, Page] = {}
    settings: Settings = Settings()
    source: str = "crawl"
    complete: bool = True
    expect: dict[str, object] = {}


def site(text: str) -> Site:
    """One site from YAML."""
    return msgspec.convert(yaml.safe_load(text), Site)


def sites(path: Path) -> dict[str, Site]:
    """The named sites of a YAML file."""
    return msgspec.convert(yaml.safe_load(path.read_text()), dict[str, Site])


def url(path: str) -> str:
    """The URL of a path of the tiny site; whole URLs stay as they are."""
    return resolve(f"{ORIGIN}/", path) or path


@dataclass(frozen=True)
class MemorySnapshot(Snapshot):
    """A snapshot whose tables are at hand; nothing is on disk."""

    tables: dict[str, pl.DataFrame]
    older: tuple[Snapshot, ...] = ()

    def before(self) -> Iterator[Snapshot]:
        """What a snapshot on disk finds beside it."""
        return iter(self.older)

    def scan(self, table: Table) -> pl.LazyFrame:
        """The table as a whole, lazily, as a snapshot on disk gives it."""
        return self.tables.get(table.name, table.empty()).lazy()


def snapshot_of(site: Site) -> Snapshot:
    """The tables and the manifest that a crawl of the site would have left."""
    links = [row for path in site.pages for row in _link_rows(site, path)]
    known = _known(site, links)
    pages = [_page_row(site, path, known.get(url(path), set())) for path in site.pages]
    _refuse_slips(pages, known)
    tables = {
        PAGES.name: PAGES.frame(pages).sort("url"),
        LINKS.name: LINKS.frame(links).sort("source", "order"),
        PASSAGES.name: PASSAGES.frame([r for path in site.pages for r in _passages(site, path)]),
        REDIRECTS.name: REDIRECTS.frame([r for path in site.pages for r in _redirects(site, path)]),
        TEMPLATES.name: TEMPLATES.empty(),
        **_declared(site),
    }
    older = (snapshot_of(Site(pages=site.before, start=site.start)),) if site.before else ()
    return MemorySnapshot(Path("tiny"), _manifest(site, pages), tables, older)


def facts_of(site: Site) -> Facts:
    """The facts of a tiny site, by the real model."""
    imported = ImportedTables(
        backlinks=backlinks_of(site),
        search=search_of(site),
        visits=visits_of(site),
        crawler_hits=hits_of(site),
        sitemap_urls=SITEMAP_URLS.frame([{"url": url(path)} for path in site.sitemap_urls]),
    )
    return Facts.of(snapshot_of(site), imported, site.settings)


def backlinks_of(site: Site) -> pl.DataFrame:
    """The backlinks table of a tiny site."""
    return BACKLINKS.frame(
        [
            {
                "referring_page": b.source,
                "referring_domain": registrable_domain(host_of(b.source)),
                "target": url(b.to),
                "anchor_text": b.anchor_text,
                "source_title": b.title,
                **_rel(b.rel),
                "lost": b.lost,
                "link_position": b.position,
                "page_rating": b.rating,
                "domain_rating": b.domain_rating,
                "first_seen": b.first_seen,
                "vendor": "generic",
                "file": "backlinks.csv",
                "row": number,
            }
            for number, b in enumerate(site.backlinks, start=2)
        ]
    )


def search_of(site: Site) -> pl.DataFrame:
    """The search table of a tiny site."""
    rows = [
        {**msgspec.structs.asdict(s), "url": url(s.url), "vendor": "generic", "file": "search.csv"}
        for s in site.search
    ]
    return SEARCH.frame([{**row, "row": number} for number, row in enumerate(rows, start=2)])


def visits_of(site: Site) -> pl.DataFrame:
    """The visits table of a tiny site."""
    return VISITS.frame([{**msgspec.structs.asdict(v), "url": url(v.url)} for v in site.visits])


def hits_of(site: Site) -> pl.DataFrame:
    """The crawler hits of a tiny site."""
    kinds = {crawler.name: crawler.kind for crawler in known_crawlers()}
    return CRAWLER_HITS.frame(
        [
            {**msgspec.structs.asdict(h), "url": url(h.url), "crawler_kind": kinds[h.crawler]}
            for h in site.hits
        ]
    )


def _declared(site: Site) -> dict[str, pl.DataFrame]:
    """The tables of what pages declare and hosts answer."""
    pages = [(url(path), page) for path, page in site.pages.items()]
    hreflangs: list[Row] = [
        {"url": at, "hreflang": language, "target": url(to), "internal": True}
        for at, page in pages
        for language, to in page.hreflang.items()
    ]
    data: list[Row] = [
        {"url": at, "format": "json_ld", "types": [], "error": page.json_ld_error}
        for at, page in pages
        if page.json_ld_error
    ]
    clicked: list[Row] = [
        {"url": at, "tag": "a", "text": text, "script": script}
        for at, page in pages
        for text, script in page.uncrawlable.items()
    ]
    rules: list[Row] = [{"origin": ORIGIN, "status": 200, "text": site.robots}]
    answers: list[Row] = [{"url": to, "status": status} for to, status in site.external.items()]
    return {
        HREFLANGS.name: HREFLANGS.frame(hreflangs),
        STRUCTURED_DATA.name: STRUCTURED_DATA.frame(data),
        UNCRAWLABLE_LINKS.name: UNCRAWLABLE_LINKS.frame(clicked),
        ROBOTS.name: ROBOTS.frame(rules if site.robots else []),
        EXTERNAL_ANSWERS.name: EXTERNAL_ANSWERS.frame(answers),
    }


def _rel(rel: str) -> Row:
    tokens = set(rel.split())
    return {name: name in tokens for name in ("nofollow", "ugc", "sponsored")}


def _is_html(page: Page) -> bool:
    unanswered = page.blocked or page.not_crawled or page.failed
    return not (unanswered or page.redirect) and page.status == 200 and "html" in page.content_type


def _outcome(page: Page) -> str:
    if page.blocked:
        return "blocked"
    if page.not_crawled:
        return "not_crawled"
    return "failed" if page.failed else "answered"


def _status(page: Page) -> int | None:
    if _outcome(page) != "answered":
        return None
    return 301 if page.redirect and page.status == 200 else page.status


def _page_row(site: Site, path: str, known_from: set[str]) -> Row:
    page = site.pages[path]
    redirect_to = page.redirect or page.meta_refresh
    return {
        "url": url(path),
        "outcome": _outcome(page),
        "error": page.failed or page.error,
        "status": _status(page),
        "content_type": page.content_type if _outcome(page) == "answered" else None,
        "is_html": _is_html(page),
        "redirect_to": redirect_to and url(redirect_to),
        "declared_canonical": page.canonical and url(page.canonical),
        "canonical_source": "html" if page.canonical else None,
        "noindex": page.noindex,
        "nofollow": page.nofollow,
        "language": page.language,
        "title": page.title,
        "headings": page.headings,
        "words": page.words,
        "scripts": page.scripts,
        "meta_robots": page.meta_robots,
        "content_hash": page.content_hash,
        "known_from": sorted(known_from),
        "crawled_at": NOON,
    }


def _link_rows(site: Site, path: str) -> Iterator[Row]:
    page = site.pages[path]
    if not _is_html(page):
        return
    menus = ((block, link) for block in BLOCKS for link in _links(getattr(site, block)))
    blocks = [msgspec.structs.replace(link, position=block, repeated=True) for block, link in menus]
    for order, link in enumerate([*blocks, *_links(page.links)]):
        yield _link_row(url(path), order, link)


def _links(links: Iterable[str | Link]) -> Iterator[Link]:
    return (Link(to=link) if isinstance(link, str) else link for link in links)


def _link_row(source: str, order: int, link: Link) -> Row:
    target = resolve(source, link.to)
    words = "" if link.alt_text is not None else f"all about {link.to.strip('/') or 'us'}"
    return {
        "source": source,
        "order": order,
        "href": link.to,
        "target": target,
        "internal": target is not None and in_scope(target, site_of(ORIGIN)),
        "anchor_text": words if link.anchor_text is None else link.anchor_text,
        "alt_text": link.alt_text,
        "rel": link.rel,
        **_rel(link.rel),
        "link_position": link.position,
        "position_evidence": f"landmark {link.position}",
        "repeated": link.repeated,
        "text_before": link.before,
        "text_after": link.after,
    }


def _passages(site: Site, path: str) -> Iterator[Row]:
    page = site.pages[path]
    tagged = [*(("p", text) for text in page.text), *(("pre", text) for text in page.code)]
    for number, (tag, text) in enumerate(tagged):
        yield {
            "url": url(path),
            "passage": number,
            "tag": tag,
            "text": text,
            "text_hash": crc32(text.encode()),
            "link_position": "content",
            "repeated": False,
        }


def _redirects(site: Site, path: str) -> Iterator[Row]:
    page = site.pages[path]
    location = page.redirect or page.meta_refresh
    if location:
        yield {
            "url": url(path),
            "target": url(location),
            "location": location,
            "status": _status(page),
            "kind": "http" if page.redirect else "meta_refresh",
            "internal": in_scope(url(location), site_of(ORIGIN)),
        }


def _known(site: Site, links: list[Row]) -> dict[str, set[str]]:
    """Every URL of the site that something names, and what names it."""
    named = [(url(site.start), "start")]
    named += [(str(link["target"]), "link") for link in links if link["internal"]]
    named += [(url(b.to), "backlinks") for b in site.backlinks]
    named += [(url(s.url), "search") for s in site.search]
    named += [(url(v.url), "analytics") for v in site.visits]
    # As a crawl does: what was asked for and was not there is no page that logs make known.
    named += [(url(h.url), "logs") for h in site.hits if h.status == 200 or h.url in site.pages]
    named += [(url(path), "sitemap") for path in site.sitemap_urls]
    for path, page in site.pages.items():
        named += [(url(path), source) for source in page.known_from]
        named += [(url(to), "redirect") for to in (page.redirect, page.meta_refresh) if to]
        named += [(url(page.canonical), "canonical")] if page.canonical else []
        named += [(url(to), "hreflang") for to in page.hreflang.values()]
    known: dict[str, set[str]] = {}
    for name, source in named:
        if in_scope(name, site_of(ORIGIN)):
            known.setdefault(name, set()).add(source)
    return known


def _refuse_slips(pages: list[Row], known: dict[str, set[str]]) -> None:
    undeclared = known.keys() - {page["url"] for page in pages}
    unknown = {page["url"] for page in pages} - known.keys()
    if undeclared or unknown:
        raise ValueError(f"undeclared: {sorted(undeclared)}; nothing knows of: {sorted(unknown)}")


def _manifest(site: Site, pages: list[Row]) -> Manifest:
    sitemap = any("sitemap" in page.known_from for page in site.pages.values())
    return Manifest(
        site=site_of(ORIGIN),
        start_url=url(site.start),
        source=site.source,
        started_at=NOON,
        finished_at=NOON,
        complete=site.complete,
        incomplete_because=[] if site.complete else ["a limit of the crawl"],
        sitemaps=[f"{ORIGIN}/sitemap.xml"] if sitemap else [],
        counts={"pages": len(pages)},
    )

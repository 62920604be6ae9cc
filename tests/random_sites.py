"""Sites drawn at random, as the tables a crawl and an import would have left."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl
from hypothesis import strategies as st

from linkequity.base.settings import Settings
from linkequity.model.facts import Facts
from linkequity.model.site import LINK_COLUMNS, SiteTables
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.tables import BACKLINKS, LINKS, PAGES, REDIRECTS, SEARCH

ORIGIN = "https://example.com"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MANIFEST = Manifest(
    site="example.com",
    start_url=f"{ORIGIN}/",
    source="crawl",
    started_at=NOON,
    finished_at=NOON,
    complete=True,
)
POSITIONS = ["content", "breadcrumb", "sidebar", "navigation", "header", "footer"]
Row = dict[str, object]
STATES: dict[str, Row] = {
    "html": {"status": 200, "is_html": True},
    "noindex": {"status": 200, "is_html": True, "noindex": True},
    "quiet": {"status": 200, "is_html": True, "nofollow": True},
    "gone": {"status": 404},
    "walled": {"status": 403},
    "pdf": {"status": 200},
    "blocked": {"outcome": "blocked"},
    "unread": {"outcome": "not_crawled"},
    "timed_out": {"outcome": "failed", "error": "timeout"},
}


def url_of(number: int) -> str:
    """Page 0 is the start page; the others are in three directories."""
    return f"{ORIGIN}/" if number == 0 else f"{ORIGIN}/{'abc'[number % 3]}/{number}"


def page(number: int, state: str = "html", **values: object) -> Row:
    found = {"url": url_of(number), "outcome": "answered", "is_html": False, **STATES[state]}
    return {"noindex": False, "nofollow": False, "known_from": ["link"], **found, **values}


def link(source: int, target: str | None, position: str = "content", **values: object) -> Row:
    rel = {"nofollow": False, "ugc": False, "sponsored": False}
    return {
        "source": url_of(source),
        "href": target or "mailto:us@example.com",
        "target": target,
        "internal": bool(target) and str(target).startswith(ORIGIN),
        "link_position": position,
        "repeated": position != "content",
        **rel,
        **values,
    }


def backlink(target: str, domain: str, **values: object) -> Row:
    return {
        "referring_page": f"https://{domain}/{len(target)}",
        "referring_domain": domain,
        "target": target,
        "vendor": "generic",
        **values,
    }


def tables_of(pages: list[Row], links: list[Row], backlinks: list[Row] | None = None) -> SiteTables:
    """The tables of a site, links numbered page by page."""
    numbered = pl.int_range(pl.len(), dtype=pl.UInt32).over("source")
    topic = pl.Series("topic", [row.get("topic") for row in links], dtype=pl.Int8)
    written = [{name: value for name, value in row.items() if name != "topic"} for row in links]
    return SiteTables(
        pages=PAGES.frame(pages),
        links=LINKS.frame(written)
        .with_columns(order=numbered)
        .select(LINK_COLUMNS)
        .with_columns(topic),
        redirects=REDIRECTS.empty(),
        backlinks=BACKLINKS.frame(backlinks or []),
        search=SEARCH.empty(),
    )


def facts_of(tables: SiteTables, settings: Settings | None = None) -> Facts:
    return Facts(tables, settings or Settings(), MANIFEST)


def equity(facts: Facts) -> dict[str, float]:
    return dict(facts.pages.select("url", "equity").iter_rows())


@dataclass(frozen=True)
class Plain:
    """A graph as pairs of numbers, every page linking out, and its tables."""

    pairs: list[tuple[int, int]]
    pages: int

    @property
    def tables(self) -> SiteTables:
        return tables_of(
            [page(n) for n in range(self.pages)], [link(u, url_of(v)) for u, v in self.pairs]
        )


@st.composite
def plain_graphs(draw: st.DrawFn) -> Plain:
    """Plain sites: all pages indexable, links followed, distinct and in content, no dead ends."""
    count = draw(st.integers(2, 9))
    numbers = st.integers(0, count - 1)
    pairs = set(draw(st.lists(st.tuples(numbers, numbers), max_size=40)))
    around = {(n, (n + draw(st.integers(1, count - 1))) % count) for n in range(count)}
    return Plain(sorted((u, v) for u, v in pairs | around if u != v), count)


@st.composite
def sites(draw: st.DrawFn) -> SiteTables:
    """Any site: every kind of page, fold, link and backlink."""
    count = draw(st.integers(1, 8))
    numbers = st.integers(0, count - 1)
    pages = [page(0), *(_page(draw, n, numbers) for n in range(1, count))]
    links = draw(st.lists(_links(numbers), max_size=30))
    backlinks = draw(st.lists(_backlinks(numbers), max_size=6))
    return tables_of(pages, links, backlinks)


def _page(draw: st.DrawFn, number: int, numbers: st.SearchStrategy[int]) -> Row:
    fold = draw(st.sampled_from(["no", "no", "no", "redirect", "canonical", "leaves"]))
    target = url_of(draw(numbers))
    if fold == "redirect":
        return page(number, "gone", status=301, redirect_to=target)
    if fold == "leaves":
        return page(number, "gone", status=301, redirect_to="https://elsewhere.org/")
    state = draw(st.sampled_from(["html", "html", "html", *STATES]))
    return page(number, state, declared_canonical=target if fold == "canonical" else None)


@st.composite
def _links(draw: st.DrawFn, numbers: st.SearchStrategy[int]) -> Row:
    outside = st.sampled_from(
        [None, "https://x.org/1", "https://x.org/2", "https://y.org/", f"{ORIGIN}/unknown"]
    )
    target = draw(st.one_of(numbers.map(url_of), numbers.map(url_of), outside))
    position = draw(st.sampled_from(POSITIONS))
    rel = {name: draw(st.sampled_from([False, False, False, True])) for name in ("nofollow", "ugc")}
    topic = draw(st.sampled_from([None, 0, 7, 20]))
    repeated = draw(st.booleans())
    return link(draw(numbers), target, position, repeated=repeated, topic=topic, **rel)


@st.composite
def _backlinks(draw: st.DrawFn, numbers: st.SearchStrategy[int]) -> Row:
    domain = draw(st.sampled_from(["news.org", "blog.net", "shop.com"]))
    return backlink(
        url_of(draw(numbers)),
        domain,
        referring_page=f"https://{domain}/{draw(st.integers(0, 3))}",
        page_rating=draw(st.one_of(st.none(), st.floats(0, 100))),
        domain_rating=draw(st.one_of(st.none(), st.floats(0, 100))),
        nofollow=draw(st.booleans()),
        lost=draw(st.sampled_from([False, False, True])),
        first_seen=draw(st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2025, 1, 1)))),
    )

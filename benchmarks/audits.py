"""All audits on a generated site of 100,000 pages and 5 million links: seconds of CPU, and by the
clock, which is less where polars works on several cores.

The site has a little of everything that audits look for: dead pages, redirects, noindex, copies,
canonicals, languages, a thousand backlinks, search data, a month of crawler hits, and 160 words of
text on each page, one page in fifty nearly repeating the one before it. What the facts cost is
stated apart, since every answer of the product needs them, and so is what reading the texts costs,
which `benchmarks.text` measures on its own; audits that compare texts are apart from the others.
Last: how long it takes to say how many pages each of 20,000 landing pages lifts.
"""

import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl

from benchmarks.figure import Figure
from linkequity.audits.registry import AUDITS
from linkequity.audits.runner import run
from linkequity.base.settings import Settings
from linkequity.model.equity.reach import others_lifted
from linkequity.model.facts import Facts
from linkequity.model.site import LINK_COLUMNS, SiteTables
from linkequity.snapshot.declared import HREFLANGS, ROBOTS
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.tables import (
    BACKLINKS,
    CRAWLER_HITS,
    LINKS,
    PAGES,
    PASSAGES,
    REDIRECTS,
    SEARCH,
    Table,
)

SEED = 7
PAGES_MADE, MENU, IN_CONTENT = 100_000, 42, 8
LANDING_PAGES = 20_000
TOPICS, OWN_WORDS, SHARED_WORDS = 2_000, 40, 20_000
PARAGRAPHS, PARAGRAPH = 4, 40
REPEATED = 50  # one page in so many repeats the one before it but for a word
TARGET_SECONDS = 10.0
SLOWEST = 5
SITE = "https://example.com"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
# Audits that compare texts are stated apart.
OF_TEXTS = ("near-duplicates", "pages-on-one-subject")


class Seconds(NamedTuple):
    """Of all processors together, and by the clock."""

    cpu: float
    clock: float


def figures() -> Iterator[Figure]:
    """Seconds of texts and facts, of all audits together, of the slowest, and of landings."""
    facts = Facts(made(PAGES_MADE), Settings(), _manifest())
    yield _figure("texts-read", lambda: facts.text.relevance)
    yield _figure("facts", lambda: (facts.pages, facts.links, facts.ledger))
    spent = {audit.id: _seconds(facts, audit.id) for audit in AUDITS}
    plain = [seconds for id, seconds in spent.items() if id not in OF_TEXTS]
    yield Figure("audits-100k-all", sum(s.cpu for s in plain), "CPU s", target=TARGET_SECONDS)
    yield Figure("audits-100k-all-elapsed", sum(s.clock for s in plain), "s", target=TARGET_SECONDS)
    texts = sum(spent[id].cpu for id in OF_TEXTS)
    yield Figure("audits-100k-of-texts", texts, "CPU s")
    for id in sorted(spent, key=lambda id: spent[id].cpu, reverse=True)[:SLOWEST]:
        yield Figure(f"audits-100k-{id}", spent[id].cpu, "CPU s")
    landing = np.arange(0, PAGES_MADE, PAGES_MADE // LANDING_PAGES)
    links, system = facts.transition.content, facts.content_system
    yield _figure("landing-pages", lambda: others_lifted(links, system, landing, facts.content))


def _figure(name: str, work: Callable[[], object]) -> Figure:
    began = time.process_time()
    work()
    return Figure(f"audits-100k-{name}", time.process_time() - began, "CPU s")


def _seconds(facts: Facts, id: str) -> Seconds:
    cpu, clock = time.process_time(), time.perf_counter()
    [result] = run(facts, [audit for audit in AUDITS if audit.id == id])
    if result.status == "error":
        raise RuntimeError(f"{id}: {result.note}")
    return Seconds(time.process_time() - cpu, time.perf_counter() - clock)


def made(pages: int) -> SiteTables:
    """The tables of a generated site; the same each time."""
    chance = np.random.default_rng(SEED)
    number = np.arange(pages)
    urls = pl.Series("url", [f"{SITE}/s{n % 50}/page-{n}-{n % 977}" for n in range(pages)])
    fate = chance.random(pages)
    return SiteTables(
        pages=_pages(urls, fate, chance),
        links=_links(urls, chance),
        redirects=_redirects(urls, fate),
        backlinks=_backlinks(urls, chance),
        search=_search(urls, chance),
        crawler_hits=_hits(urls, chance),
        hreflangs=_hreflangs(urls, number),
        passages=_passages(urls, chance).lazy(),
        robots=ROBOTS.frame(
            [{"origin": SITE, "status": 200, "text": "User-agent: GPTBot\nDisallow: /s1/\n"}]
        ),
    )


def _whole(table: Table, **columns: object) -> pl.DataFrame:
    """A frame of the table from some of its columns; the others are null."""
    frame = pl.DataFrame(columns)
    absent = [pl.lit(None).alias(name) for name in table.schema if name not in frame.columns]
    return frame.with_columns(absent).select(table.schema.names()).cast(dict(table.schema))


def _pages(urls: pl.Series, fate: "np.ndarray", chance: np.random.Generator) -> pl.DataFrame:  # type: ignore[type-arg]
    number = np.arange(len(urls))
    broken, moved, hidden = fate < 0.01, (fate >= 0.01) & (fate < 0.03), fate > 0.95
    status = np.where(broken, 404, np.where(moved, 301, 200))
    following = urls.gather((number + 1) % len(urls))
    return _whole(
        PAGES,
        url=urls,
        outcome=pl.Series(["answered"]).new_from_index(0, len(urls)),
        status=status,
        content_type=pl.Series(["text/html"]).new_from_index(0, len(urls)),
        is_html=status == 200,
        redirect_to=pl.select(pl.when(pl.Series(moved)).then(following)).to_series(),
        declared_canonical=pl.select(
            pl.when(pl.Series(number % 40 == 0)).then(following).otherwise(urls)
        ).to_series(),
        noindex=hidden,
        nofollow=np.zeros(len(urls), dtype=bool),
        language=pl.Series(["en", "de"]).gather(number % 2),
        title=pl.Series([f"All about subject {n % 60000} and more" for n in number]),
        words=pl.Series(chance.integers(20, 2000, len(urls))),
        content_hash=pl.Series((number % 90_000).astype(np.uint64)),
        scripts=pl.Series(np.full(len(urls), 5)),
        headings=pl.Series([["h1 All about it"]]).new_from_index(0, len(urls)),
        known_from=pl.Series([["link", "sitemap"], ["link"]]).gather(number % 2),
        crawled_at=pl.Series([NOON]).new_from_index(0, len(urls)),
    )


def _links(urls: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    pages, width = len(urls), MENU + IN_CONTENT
    target = np.empty((pages, width), dtype=np.int64)
    target[:, :MENU] = np.arange(MENU) * (pages // MENU)
    target[:, MENU:] = chance.integers(0, pages, (pages, IN_CONTENT))
    position = ["navigation"] * 30 + ["footer"] * (MENU - 30) + ["content"] * IN_CONTENT
    places = np.tile(np.arange(width), pages)
    ends = urls.gather(target.reshape(-1))
    texts = pl.Series([f"subject number {n}" for n in range(5000)] + ["read more", ""])
    rows = pages * width
    no = np.zeros(rows, dtype=bool)
    return _whole(
        LINKS,
        source=urls.gather(np.repeat(np.arange(pages), width)),
        order=places,
        href=ends,
        target=ends,
        internal=~no,
        anchor_text=texts.gather(target.reshape(-1) % len(texts)),
        nofollow=chance.random(rows) < 0.002,
        ugc=no,
        sponsored=no,
        link_position=pl.Series(position).gather(places),
        repeated=pl.Series([p != "content" for p in position]).gather(places),
        container_hash=pl.Series(np.array([zlib.crc32(p.encode()) for p in position])).gather(
            places
        ),
    ).select(LINK_COLUMNS)


def _passages(urls: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    """Half of a page's words are its topic's own, the others anyone's."""
    pages, length = len(urls), PARAGRAPHS * PARAGRAPH
    own = SHARED_WORDS + np.arange(pages)[:, np.newaxis] % TOPICS * OWN_WORDS
    words = np.where(
        chance.random((pages, length)) < 0.5,
        own + chance.integers(0, OWN_WORDS, (pages, length)),
        chance.integers(0, SHARED_WORDS, (pages, length)),
    )
    copies = np.arange(1, pages, REPEATED)
    words[copies, 1:] = words[copies - 1, 1:]
    said = np.array([_word(n) for n in range(SHARED_WORDS + TOPICS * OWN_WORDS)], dtype=object)
    spoken = said[words.reshape(-1, PARAGRAPH)]
    rows = np.arange(pages * PARAGRAPHS)
    return _whole(
        PASSAGES,
        url=urls.gather(rows // PARAGRAPHS),
        passage=rows % PARAGRAPHS,
        tag=pl.Series(["p"]).new_from_index(0, len(rows)),
        text=pl.Series([" ".join(row) for row in spoken]),
        link_position=pl.Series(["content"]).new_from_index(0, len(rows)),
        repeated=np.zeros(len(rows), dtype=bool),
    )


def _word(number: int) -> str:
    """A word of four syllables, each number its own."""
    syllables = []
    for _ in range(4):
        number, rest = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[rest])
    return "".join(syllables)


def _redirects(urls: pl.Series, fate: "np.ndarray") -> pl.DataFrame:  # type: ignore[type-arg]
    at = np.flatnonzero((fate >= 0.01) & (fate < 0.03))
    target = urls.gather((at + 1) % len(urls))
    count = len(at)
    return _whole(
        REDIRECTS,
        url=urls.gather(at),
        target=target,
        location=target,
        status=np.full(count, 301),
        kind=pl.Series(["http"]).new_from_index(0, count),
        internal=np.ones(count, dtype=bool),
    )


def _backlinks(urls: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    count = len(urls) // 100
    giver = chance.integers(0, count // 4, count)
    return _whole(
        BACKLINKS,
        referring_page=pl.Series([f"https://site{g}.org/p{n}" for n, g in enumerate(giver)]),
        referring_domain=pl.Series([f"site{g}.org" for g in giver]),
        target=urls.gather(chance.integers(0, len(urls), count)),
        anchor_text=pl.Series(["subject"]).new_from_index(0, count),
        nofollow=np.zeros(count, dtype=bool),
        ugc=np.zeros(count, dtype=bool),
        sponsored=np.zeros(count, dtype=bool),
        lost=np.zeros(count, dtype=bool),
        ahrefs_url_rating=chance.random(count) * 60,
        vendor=pl.Series(["ahrefs"]).new_from_index(0, count),
    )


def _search(urls: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    count = 3 * len(urls)
    asked = chance.integers(0, len(urls), count)
    return _whole(
        SEARCH,
        url=urls.gather(chance.integers(0, len(urls), count)),
        query=pl.Series([f"about subject {n}" for n in asked]),
        clicks=chance.integers(0, 20, count),
        impressions=chance.integers(0, 2000, count),
        vendor=pl.Series(["search_console"]).new_from_index(0, count),
    )


def _hits(urls: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    count = 3 * len(urls)
    days = pl.Series([NOON.date() - timedelta(days=n) for n in range(60)])
    return _whole(
        CRAWLER_HITS,
        url=urls.gather(chance.integers(0, len(urls), count)),
        day=days.gather(chance.integers(0, 60, count)),
        crawler=pl.Series(["Googlebot", "GPTBot"]).gather(np.arange(count) % 2),
        crawler_kind=pl.Series(["search", "ai"]).gather(np.arange(count) % 2),
        status=pl.Series([200, 404]).gather((chance.random(count) < 0.1).astype(int)),
        hits=np.ones(count, dtype=int),
    )


def _hreflangs(urls: pl.Series, number: "np.ndarray") -> pl.DataFrame:  # type: ignore[type-arg]
    pair = number + 1 - 2 * (number % 2)
    return _whole(
        HREFLANGS,
        url=urls,
        hreflang=pl.Series(["de", "en"]).gather(number % 2),
        target=urls.gather(np.minimum(pair, len(urls) - 1)),
        internal=np.ones(len(urls), dtype=bool),
    )


def _manifest() -> Manifest:
    return Manifest(
        site="example.com",
        start_url=f"{SITE}/s0/page-0-0",
        source="crawl",
        started_at=NOON,
        finished_at=NOON,
        complete=True,
        sitemaps=[f"{SITE}/sitemap.xml"],
    )

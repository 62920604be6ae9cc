"""A WARC: the pages it keeps, taken apart as if they were crawled now.

Read twice: once for whose pages it holds, as archives of many sites do (Common Crawl's are), and
once for those of one site. Pages are taken apart by the same processes as in a crawl.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from linkequity.base.errors import InputError, SiteEmpty
from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import DEFAULT_POLICY, in_scope, parse, path_of, site_of
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import scan_parts
from linkequity.snapshot.tables import PAGES
from linkequity.sources.crawl.messages import Extracted
from linkequity.sources.crawl.pool import Pool, PoolEvents
from linkequity.sources.crawl.reply import is_html
from linkequity.sources.crawl.robots import TOKEN
from linkequity.sources.crawls.manifest import TIRED, FileOutcome
from linkequity.sources.crawls.reading import CrawlRead, known_elsewhere, unfinished
from linkequity.sources.extract.page import Answer, PageContext
from linkequity.sources.freeze import freeze
from linkequity.sources.warc_records import (
    OK,
    Tally,
    is_archive,
    is_old_archive,
    read_answer,
    read_kept,
    read_records,
    url_of,
)

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["Archive", "first_archived", "is_archive", "read_archive"]

VENDOR: Final = "warc"
NOT_KEPT: Final = "not in the archive"
# How often pages are tried again whose process died over another one.
_TRIES: Final = 3
# Of a body so much is read to see its headers.
_GLANCE: Final = 1_000


@dataclass(frozen=True)
class Archive:
    """WARC files of one crawl, and the URL of the site to read where they hold several."""

    files: tuple[Path, ...]
    base_url: str | None = None


@dataclass
class _Holding:
    """Whose pages an archive holds: how many HTML answers a site has, and its highest page."""

    pages: Counter[str] = field(default_factory=Counter)
    start: dict[str, str] = field(default_factory=dict)

    def add(self, url: str) -> None:
        site = site_of(url)
        self.pages[site] += 1
        highest = self.start.setdefault(site, url)
        if len(path_of(url)) < len(path_of(highest)):
            self.start[site] = url


def first_archived(archive: Archive) -> str:
    """The start page of the site that an archive is read as; InputError where it holds none."""
    holding = _survey(archive)
    return holding.start[_choose(archive, holding)]


def read_archive(
    archive: Archive,
    settings: CrawlSettings,
    workspace: Path,
    seeds: Mapping[str, tuple[str, ...]],
) -> CrawlRead:
    """Read an archive into `workspace/snapshots/<time>`; InputError where it keeps no pages.

    `seeds`: URLs or paths known from elsewhere, with the sources that name each.
    """
    holding = _survey(archive)
    site = _choose(archive, holding)
    with unfinished(workspace) as (folder, target):
        reading = _Reading(archive, site, settings, folder / "parts")
        asyncio.run(reading.run())
        start = (parse(archive.base_url) if archive.base_url else None) or holding.start[site]
        pages = scan_parts(folder / "parts", PAGES).select("url", "crawled_at", "status").collect()
        manifest = _manifest(reading, holding, start, pages)
        elsewhere = known_elsewhere(seeds, start, site, settings)
        known = merged_sources(pl.concat([reading.known(pages, start), elsewhere]))
        snapshot = freeze(folder / "parts", target, manifest, known)
    return CrawlRead(snapshot, tuple(reading.outcomes))


def merged_sources(known: pl.DataFrame) -> pl.DataFrame:
    """One row a URL, with all that name it."""
    return known.group_by("url", maintain_order=True).agg(
        pl.col("known_from").list.explode().unique().sort(), pl.col("error").first()
    )


def _survey(archive: Archive) -> _Holding:
    holding, kinds = _Holding(), Counter[str]()
    for path in archive.files:
        if is_old_archive(path):
            raise InputError(
                "is an ARC file, which WARC replaced",
                where=str(path),
                hint="Convert it: warcio recompress OLD.arc.gz NEW.warc.gz",
            )
        tally = Tally()
        for record in read_records(path, tally):
            url = _html_url(record)
            if url is not None:
                holding.add(url)
        kinds += tally.kinds
    if not holding.pages:
        raise _no_pages(archive, kinds)
    return holding


def _html_url(record: "WarcRecord") -> str | None:
    """The URL of a record that keeps a page; None of others."""
    url = url_of(record, DEFAULT_POLICY)
    try:
        kept = read_kept(record, _GLANCE) if url else None
    except (OSError, ValueError):
        return None
    return url if kept and kept.status == OK and is_html(kept.headers) else None


def _choose(archive: Archive, holding: _Holding) -> str:
    """The site of the URL given, else the one with most pages."""
    named = parse(archive.base_url) if archive.base_url else None
    site = site_of(named) if named else holding.pages.most_common(1)[0][0]
    if site not in holding.pages:
        most = ", ".join(name for name, _ in holding.pages.most_common(5))
        raise SiteEmpty(
            f"keeps no page of {site}", where=_names(archive), hint=f"It keeps pages of {most}."
        )
    return site


def _no_pages(archive: Archive, kinds: Counter[str]) -> InputError:
    if kinds["conversion"] or kinds["metadata"]:
        kind = "texts alone (WET)" if kinds["conversion"] else "metadata alone (WAT)"
        return InputError(
            f"holds {kind}, not the pages",
            where=_names(archive),
            hint="Give the WARC that it was made from: its name is the same but for /warc/.",
        )
    met = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common()) or "none"
    return InputError(
        f"keeps no HTML page that answered 200; its records: {met}", where=_names(archive)
    )


class _Reading:
    """One archive on its way into parts: what was met, and what it led to."""

    def __init__(self, archive: Archive, site: str, settings: CrawlSettings, parts: Path) -> None:
        self.outcomes: list[FileOutcome] = []
        self.cut = self.doubled = 0
        self.kinds: Counter[str] = Counter()
        self.site = site
        self.settings = settings
        self.archive = archive
        self._parts = parts
        self._found: dict[str, set[str]] = {}
        self._seen: set[str] = set()
        self._lost: set[str] = set()

    async def run(self) -> None:
        """Take every page of the site apart, and make all durable."""
        policy = self.settings.url_policy
        context = PageContext(self.site, self.settings.subdomains, policy, TOKEN)
        events = PoolEvents(self._on_extracted, _ignore, self._lost.update, _nothing)
        self._parts.mkdir()
        pool = Pool(self._parts, context, 0, events)
        try:
            for path in self.archive.files:
                await self._submit_all(path, pool)
            await pool.flush()
            for _ in range(_TRIES):
                await self._submit_lost(pool)
        finally:
            await pool.close()

    def known(self, pages: pl.DataFrame, start: str) -> pl.DataFrame:
        """Every URL of the site that is named, with what names it."""
        self._found.setdefault(start, set()).add("start")
        kept = set(pages["url"])
        return pl.DataFrame(
            {
                "url": list(self._found),
                "known_from": [sorted(sources) for sources in self._found.values()],
                "error": [None if url in kept else NOT_KEPT for url in self._found],
            },
            schema={"url": pl.String, "known_from": pl.List(pl.String), "error": pl.String},
        )

    async def _submit_all(self, path: Path, pool: Pool) -> None:
        tally, used, others = Tally(), 0, 0
        for answer in self._answers(path, tally):
            if answer.url in self._seen:
                self.doubled += 1
                continue
            self._seen.add(answer.url)
            await _hand_over(answer, pool)
            used += 1
        others = tally.records - used - tally.broken
        self.cut += tally.cut
        self.kinds += tally.kinds
        outcome = FileOutcome(path, VENDOR, tally.records, used, tally.broken, others, None)
        self.outcomes.append(outcome)

    async def _submit_lost(self, pool: Pool) -> None:
        """Hand over again what a process held that died over another page."""
        lost, self._lost = set(self._lost), set()
        for path in self.archive.files if lost else ():
            for answer in self._answers(path, Tally()):
                if answer.url in lost:
                    lost.discard(answer.url)
                    await _hand_over(answer, pool)
        await pool.flush()

    def _answers(self, path: Path, tally: Tally) -> Iterator[Answer]:
        for record in read_records(path, tally):
            url = url_of(record, self.settings.url_policy)
            if url and in_scope(url, self.site, subdomains=self.settings.subdomains):
                answer = read_answer(record, url, self.settings.max_bytes, tally)
                if answer is not None:
                    yield answer

    def _on_extracted(self, message: Extracted) -> None:
        for url, source in message.found:
            self._found.setdefault(url, set()).add(source)


async def _hand_over(answer: Answer, pool: Pool) -> None:
    await pool.submit(answer)
    pool.look_after()
    await asyncio.sleep(0)  # the processes' own words must be heard while the file is read


def _ignore(urls: list[str]) -> None:
    """Nothing is waiting for these."""


def _nothing() -> None:
    """Nobody waits for a change."""


def _manifest(reading: _Reading, holding: _Holding, start: str, pages: pl.DataFrame) -> Manifest:
    kept = set(pages["url"])
    missing = len(reading.known(pages, start).filter(pl.col("error").is_not_null()))
    moments = pages["crawled_at"].drop_nulls()
    began, ended = moments.min(), moments.max()
    assert isinstance(began, datetime)
    assert isinstance(ended, datetime)
    reasons = [f"{NOT_KEPT} ({missing:,} URLs)"] if missing else []
    tired = pages.filter(pl.col("status").is_in(TIRED)).height
    if tired:
        reasons.append(f"unfetched pages ({tired:,} URLs)")
    if start not in kept:
        reasons.append("the start page is not in the archive")
    return Manifest(
        site=reading.site,
        start_url=start,
        source=VENDOR,
        source_detail=_names(reading.archive),
        started_at=began,
        finished_at=ended,
        complete=not reasons,
        incomplete_because=reasons,
        warnings=_warnings(reading, holding),
        subdomains=reading.settings.subdomains,
        settings=reading.settings.public(),
    )


def _warnings(reading: _Reading, holding: _Holding) -> list[str]:
    broken = sum(outcome.refused for outcome in reading.outcomes)
    sites, pages = len(holding.pages), holding.pages[reading.site]
    sentences = {
        f"{broken:,} records are broken and could not be read.": broken,
        f"{reading.cut:,} pages were cut, in the archive or at the size limit.": reading.cut,
        f"{reading.doubled:,} pages are kept more than once; the first of each was read.": (
            reading.doubled
        ),
        f"{reading.kinds['revisit']:,} revisits, answers kept elsewhere, were left out.": (
            reading.kinds["revisit"]
        ),
        f"The archive holds pages of {sites:,} sites; read as {reading.site}, which has "
        f"{pages:,}. --base-url chooses another.": sites > 1,
    }
    return [sentence for sentence, holds in sentences.items() if holds]


def _names(archive: Archive) -> str:
    return ", ".join(path.name for path in archive.files)

"""The files of one crawl by another program, to one snapshot."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from linkequity.base.errors import SiteEmpty
from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import in_scope, parse, resolve, site_of
from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import PAGES
from linkequity.sources.crawls.gathering import Gathering
from linkequity.sources.crawls.manifest import FileOutcome, describe
from linkequity.sources.crawls.parts import Site, write_parts
from linkequity.sources.crawls.told import CrawlReader
from linkequity.sources.freeze import freeze
from linkequity.sources.importers.containers import opened
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile

NOT_READ = "not in the crawl that was read"


@dataclass(frozen=True)
class CrawlFiles:
    """Files of one crawl, and the reader of the program they are from.

    `base_url` names the site where the files do not tell, or tell of several.
    """

    reader: CrawlReader
    files: tuple[Path, ...]
    base_url: str | None = None


@dataclass(frozen=True)
class CrawlRead:
    """The snapshot that files made, and what came of each of them."""

    snapshot: Snapshot
    outcomes: tuple[FileOutcome, ...]


def read_crawl(
    crawl: CrawlFiles,
    settings: CrawlSettings,
    workspace: Path,
    seeds: Mapping[str, tuple[str, ...]],
) -> CrawlRead:
    """Read files into `workspace/snapshots/<time>`; SiteEmpty where they tell of no page.

    `seeds`: URLs or paths known from elsewhere, with the sources that name each. Refused rows are
    listed under `imports` of the workspace.
    """
    with unfinished(workspace) as (folder, target):
        gathering = Gathering(folder / "told", settings.url_policy, list(crawl.files))
        outcomes = tuple(
            _read_file(crawl.reader, file, number, gathering, workspace / "imports")
            for number, file in enumerate(_in_order(crawl.files))
        )
        site = _choose_site(crawl, gathering)
        found = write_parts(gathering, site, crawl.reader.title, settings, folder / "parts")
        manifest = describe(found, crawl.reader, outcomes, settings)
        known = known_elsewhere(seeds, found.start_url, site.name, settings)
        return CrawlRead(freeze(folder / "parts", target, manifest, known), outcomes)


def known_elsewhere(
    seeds: Mapping[str, tuple[str, ...]], start_url: str, site: str, settings: CrawlSettings
) -> pl.DataFrame:
    """Pages of the site that other sources name, for `freeze`."""
    named = [(resolve(start_url, url, settings.url_policy), list(s)) for url, s in seeds.items()]
    own = [
        (url, sources, NOT_READ)
        for url, sources in named
        if url and in_scope(url, site, subdomains=settings.subdomains)
    ]
    schema = PAGES.empty().select("url", "known_from", "error").schema
    return pl.DataFrame(own, schema=schema, orient="row")


def _choose_site(crawl: CrawlFiles, gathering: Gathering) -> Site:
    """The site named, else the one that most pages and links are of."""
    if not gathering.sites:
        raise SiteEmpty("no page and no link is in these files", where=_names(crawl.files))
    named = parse(crawl.base_url) if crawl.base_url else None
    name = site_of(named) if named else gathering.sites.most_common(1)[0][0]
    if name not in gathering.sites:
        raise SiteEmpty(
            f"not one page of {name} is in these files",
            where=_names(crawl.files),
            hint=f"They are of {', '.join(site for site, _ in gathering.sites.most_common(5))}.",
        )
    return Site(name, named, tuple(gathering.sites.most_common()))


def _names(files: Sequence[Path]) -> str:
    return ", ".join(path.name for path in files)


def first_page(crawl: CrawlFiles) -> str | None:
    """A page of the site that the beginnings of the files are of; None where they name none."""
    seen: list[str] = []
    for path in crawl.files:
        with RefusedRows(None) as refused, claimed(crawl.reader, path) as tables:
            for told in (next(crawl.reader.read(table, refused), None) for table in tables):
                if told is not None:
                    seen += told.pages["url"].drop_nulls().to_list()
                    seen += told.links["source"].drop_nulls().to_list()
    urls = [url for text in dict.fromkeys(seen) if (url := parse(text))]
    sites = Counter(site_of(url) for url in urls)
    site = sites.most_common(1)[0][0] if sites else None
    return next((url for url in urls if site_of(url) == site), None)


@contextmanager
def claimed(reader: CrawlReader, path: Path) -> Iterator[list[SourceFile]]:
    """The tables of a file that are the reader's: the file itself, or sheets or members in it."""
    with opened(SourceFile(path)) as tables:
        yield [table for table in tables if reader.claims(table)]


@contextmanager
def unfinished(workspace: Path) -> Iterator[tuple[Path, Path]]:
    """A folder to work in that is gone afterwards, and the snapshot that is to come of it."""
    parent = workspace / "snapshots"
    moment = datetime.now(UTC).replace(microsecond=0)
    while (target := parent / moment.strftime("%Y-%m-%dT%H%M%SZ")).exists():
        moment += timedelta(seconds=1)
    folder = parent / ".unfinished" / f"import-{target.name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder, target
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_order(files: Sequence[Path]) -> list[Path]:
    """Lists by page before lists by target, as they tell the order of the links on a page."""
    return sorted(files, key=lambda path: ("inlinks" in path.name.lower(), path.name))


def _read_file(
    reader: CrawlReader, path: Path, number: int, gathering: Gathering, side_folder: Path
) -> FileOutcome:
    used = aside = 0
    side_folder.mkdir(parents=True, exist_ok=True)
    side_file = side_folder / f"{path.name}.refused.csv"
    with RefusedRows(side_file) as refused, claimed(reader, path) as tables:
        for told in (told for table in tables for told in reader.read(table, refused)):
            gathering.add(told, number)
            used, aside = used + told.used, aside + told.aside
    rows = used + aside + refused.count
    return FileOutcome(path, reader.vendor, rows, used, refused.count, aside, refused.side_file)

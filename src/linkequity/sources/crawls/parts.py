"""What was gathered, as the raw parts of a snapshot: first links, then the pages they are on."""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import path_of
from linkequity.snapshot.snapshot import part_path, write_parquet
from linkequity.snapshot.tables import PAGES, REDIRECTS
from linkequity.sources.crawls.gathering import Gathering
from linkequity.sources.crawls.links import inside, raw_links
from linkequity.sources.crawls.pages import merged, page_rows, redirect_rows, settled
from linkequity.sources.crawls.told import TOLD_PAGES, shaped
from linkequity.sources.extract.raw import RAW_LINKS, RAW_PASSAGES


@dataclass(frozen=True)
class Site:
    """The site files are read as, the URL given for it, and all sites in them by their rows."""

    name: str
    given: str | None
    all: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Found:
    """What went into the parts. `told`: what was told of each page, merged (see `pages`)."""

    site: Site
    start_url: str
    pages: pl.DataFrame
    told: pl.DataFrame
    links: int
    external: int
    placed: int


@dataclass
class _Ends:
    """Where links begin and end, over all buckets."""

    sources: list[pl.Series] = field(default_factory=list)
    targets: list[pl.Series] = field(default_factory=list)
    links: int = 0
    external: int = 0
    placed: int = 0

    def add(self, links: pl.DataFrame) -> None:
        """Take the links of one part."""
        self.sources.append(links["source"].unique())
        self.targets.append(links.filter("internal")["target"].unique())
        self.links += links.height
        self.external += int((~links["internal"] & links["target"].is_not_null()).sum())
        self.placed += int((links["certainty"] > 0).sum())

    def pages(self) -> tuple[pl.Series, pl.Series]:
        """All pages with links on them, and all pages that links lead to."""
        empty = pl.Series("url", [], pl.String)
        return (
            pl.concat([empty, *self.sources]).unique(maintain_order=True).alias("url"),
            pl.concat([empty, *self.targets]).unique(maintain_order=True).alias("url"),
        )


def write_parts(
    gathering: Gathering, site: Site, program: str, settings: CrawlSettings, parts: Path
) -> Found:
    """Write the parts of one site's pages and links into a new folder."""
    parts.mkdir()
    ends = _write_links(gathering, site, program, settings, parts)
    speaking, linked = ends.pages()
    own, named = (
        frame.filter(inside(frame["url"], site.name, subdomains=settings.subdomains))
        for frame in gathering.pages()
    )
    at_ends = shaped(TOLD_PAGES, pl.concat([speaking, linked]).to_frame())
    told = settled(merged(own, pl.concat([named, at_ends]))).with_columns(
        speaks=pl.col("url").is_in(speaking.implode()),
        linked=pl.col("url").is_in(linked.implode()),
    )
    start = _start_url(told, site.given)
    pages = page_rows(told, start)
    _write_pages(pages, gathering, site, settings, parts)
    return Found(site, start, pages, told, ends.links, ends.external, ends.placed)


def _write_links(
    gathering: Gathering, site: Site, program: str, settings: CrawlSettings, parts: Path
) -> _Ends:
    ends = _Ends()
    for number, bucket in enumerate(gathering.buckets_of_links()):
        own = bucket.filter(inside(bucket["source"], site.name, subdomains=settings.subdomains))
        internal = inside(own["target"], site.name, subdomains=settings.subdomains)
        links = raw_links(own.with_columns(internal=internal), program)
        ends.add(links)
        write_parquet(links, part_path(parts, RAW_LINKS, number))
    return ends


def _write_pages(
    pages: pl.DataFrame, gathering: Gathering, site: Site, settings: CrawlSettings, parts: Path
) -> None:
    buckets = gathering.bucket_of(pages["url"])
    for number in range(gathering.buckets):
        own = pages.filter(buckets == number)
        redirects = redirect_rows(own)
        within = inside(redirects["target"], site.name, subdomains=settings.subdomains)
        redirects = redirects.with_columns(internal=within)
        write_parquet(RAW_PASSAGES.empty(), part_path(parts, RAW_PASSAGES, number))
        write_parquet(redirects, part_path(parts, REDIRECTS, number))
        write_parquet(own.select(PAGES.schema.names()), part_path(parts, PAGES, number))


def _start_url(told: pl.DataFrame, given: str | None) -> str:
    """The URL given; else the page at which the other program began; else the highest one."""
    if given is not None:
        return given
    began = told.filter(pl.col("own"), pl.col("crawl_depth") == 0)["url"].to_list()
    read: list[str] = told.filter(pl.col("own") | pl.col("speaks"))["url"].to_list()
    urls = began or read or told["url"].to_list()
    return min(urls, key=lambda url: len(path_of(url)))

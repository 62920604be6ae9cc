"""Screaming Frog SEO Spider: its lists of pages (Internal and other tabs) and of links.

Lists of links are All Inlinks and All Outlinks, and the inlinks of response codes. They also hold
images, styles and scripts, which are no links; rows of canonicals and redirects tell about pages.
Files of one crawl belong together. Versions before 10 do not tell where a link stands.
"""

from collections.abc import Iterator
from typing import Final

import polars as pl

from linkequity.sources.crawls.rows import (
    MILLISECONDS,
    flag,
    headings,
    moment,
    read_all,
    whole_number,
)
from linkequity.sources.crawls.screaming_frog_columns import (
    LINK_COLUMNS,
    PAGE_COLUMNS,
    link_places,
    page_places,
)
from linkequity.sources.crawls.told import TOLD_LINKS, TOLD_PAGES, Told, nothing_told, shaped
from linkequity.sources.crawls.words import (
    BY_SCRIPT,
    CANONICAL_KIND,
    HYPERLINKS,
    POSITION_OF,
    REDIRECT_KIND,
    RESOURCES,
)
from linkequity.sources.importers.refused import Refusal, RefusedRows
from linkequity.sources.importers.source_file import SourceFile

VENDOR: Final = "screaming_frog"
HEADINGS: Final = ("h1_1", "h1_2", "h2_1", "h2_2")


class _Resources(RefusedRows):
    """Sets broken rows apart that are no links: of 2016 they leave their last cell out."""

    def __init__(self, refused: RefusedRows) -> None:
        super().__init__(None)
        self.aside = 0
        self._refused = refused

    def add(self, refusal: Refusal) -> None:
        """Count a row that is no link, and hand on any other."""
        record = refusal.record
        if not record.whole and record.cells and record.cells[0].lower() in RESOURCES:
            self.aside += 1
        else:
            self._refused.headers = self.headers
            self._refused.add(refusal)


class ScreamingFrog:
    """Reads both kinds of lists, in every language and version we know of."""

    vendor = VENDOR
    title = "Screaming Frog"
    expects = "Screaming Frog's Internal (Address, Status Code …) or All Inlinks (Type, Source …)"

    def claims(self, file: SourceFile) -> bool:
        """Whether it is a list of pages or of links."""
        sample = file.table.sample if file.table else None
        return sample is not None and bool(link_places(sample) or page_places(sample))

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Told]:
        """What the list tells, a chunk of rows at a time."""
        if file.table is None:
            return
        links = link_places(file.table.sample)
        if links:
            whole = _Resources(refused)
            for rows in read_all(file.table, LINK_COLUMNS, links, whole):
                yield _told_by_links(rows)
            yield Told(*nothing_told(), used=0, aside=whole.aside)
            return
        of_sitemap = file.name.rpartition("/")[2].lower().startswith("sitemap")
        pages = page_places(file.table.sample)
        for rows in read_all(file.table, PAGE_COLUMNS, pages, refused):
            yield _told_by_pages(rows, of_sitemap=of_sitemap)


def _told_by_pages(rows: pl.DataFrame, *, of_sitemap: bool) -> Told:
    _, links, named = nothing_told()
    seconds = pl.col("response_time").str.replace(",", ".", literal=True)
    pages = rows.with_columns(
        *(whole_number(name) for name in ("size", "words", "crawl_depth", "outlinks")),
        response_time=seconds.cast(pl.Float64, strict=False) * MILLISECONDS,
        crawled_at=moment("crawled_at"),
        headings=headings(*HEADINGS),
        in_sitemap=pl.lit(of_sitemap or None, pl.Boolean),
        indexable=_indexable(),
    )
    return Told(shaped(TOLD_PAGES, pages), links, named, rows.height)


def _indexable() -> pl.Expr:
    """Indexable pages are called so in every language, others with a word before it."""
    said = pl.col("indexable_said").str.to_lowercase()
    return ~said.str.contains(r"^(?:no|non|nicht|nich|não)\b")


def _told_by_links(rows: pl.DataFrame) -> Told:
    marked = rows.with_columns(
        kind=pl.col("type").str.to_lowercase(),
        link_position=pl.col("said").str.to_lowercase().replace_strict(POSITION_OF, default=None),
        followed=flag("follow"),
    ).with_columns(is_link=pl.col("kind").is_in(HYPERLINKS).fill_null(value=False))
    links = marked.filter("is_link")
    others = marked.filter(~pl.col("is_link"))
    canonical = others.filter(pl.col("kind").str.contains(CANONICAL_KIND))
    redirects = others.filter(
        pl.col("kind").str.contains(REDIRECT_KIND), ~pl.col("kind").str.contains(BY_SCRIPT)
    )
    named = pl.concat([_ends(links), _canonicals(canonical), _redirects(redirects)])
    used = links.height + canonical.height + redirects.height
    pages = TOLD_PAGES.empty()
    return Told(pages, shaped(TOLD_LINKS, links), named, used, rows.height - used)


def _ends(links: pl.DataFrame) -> pl.DataFrame:
    """The status of each target, as the row of a link tells it."""
    ends = links.select(pl.col("target").alias("url"), "status", "status_text")
    return shaped(TOLD_PAGES, ends.unique(maintain_order=True))


def _canonicals(rows: pl.DataFrame) -> pl.DataFrame:
    pages = rows.select(url="source", declared_canonical="target").unique("url", keep="first")
    return shaped(TOLD_PAGES, pages)


def _redirects(rows: pl.DataFrame) -> pl.DataFrame:
    pages = rows.select(url="source", redirect_to="target", redirect_kind="type")
    return shaped(TOLD_PAGES, pages.unique("url", keep="first"))


READER: Final = ScreamingFrog()

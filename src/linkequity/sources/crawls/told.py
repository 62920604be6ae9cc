"""What another program's export tells, before any of it is resolved: pages and links as written.

Readers of each program turn their columns into these two tables; everything after them is the
same for all programs. A column that an export does not have is null.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

import polars as pl

from linkequity.snapshot.columns import Column, Table
from linkequity.snapshot.tables import Position
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile

TOLD_PAGES: Final = Table(
    "told_pages",
    "one URL that an export tells something about",
    (
        Column("url", pl.String, "as written"),
        Column("status", pl.Int64, "HTTP status; 0 or null without an answer"),
        Column("status_text", pl.String, "what the program says beside the status, as written"),
        Column("content_type", pl.String, "media type, with or without parameters"),
        Column("indexable", pl.Boolean, "the program says whether the page can be indexed"),
        Column("indexability", pl.String, "why it says it cannot, as written"),
        Column("title", pl.String, "text of the title element"),
        Column("meta_description", pl.String, "content of meta description"),
        Column("headings", pl.List(pl.String), "each as 'h2 Text'"),
        Column("meta_robots", pl.String, "as written"),
        Column("x_robots_tag", pl.String, "as sent"),
        Column("meta_refresh", pl.String, "content of the meta refresh, as written"),
        Column("redirect_to", pl.String, "where it redirects, as written"),
        Column("redirect_kind", pl.String, "how it redirects, in the program's words"),
        Column("declared_canonical", pl.String, "as written"),
        Column("header_canonical", pl.String, "canonical in the HTTP header, as written"),
        Column("language", pl.String, "as declared by the page"),
        Column("size", pl.Int64, "length of the body", "bytes"),
        Column("words", pl.Int64, "words, as the program counts them"),
        Column("response_time", pl.Int64, "to the last byte", "ms"),
        Column("crawl_depth", pl.Int64, "as the program counts it", "clicks"),
        Column("outlinks", pl.Int64, "links on the page, as the program counts them", "links"),
        Column("crawled_at", pl.Datetime("ms", "UTC"), "when it was fetched; taken as UTC"),
        Column("in_sitemap", pl.Boolean, "a sitemap lists it"),
    ),
)

TOLD_LINKS: Final = Table(
    "told_links",
    "one link that an export tells",
    (
        Column("source", pl.String, "page the link is on, as written"),
        Column("target", pl.String, "where it leads, as written"),
        Column("anchor_text", pl.String, "visible text"),
        Column("alt_text", pl.String, "alt of the image inside"),
        Column("rel", pl.String, "rel attribute, as written"),
        Column("followed", pl.Boolean, "the program says whether it is followed"),
        Column("link_position", Position, "where the program says it stands; null if it does not"),
        Column("said", pl.String, "its word for that, as written"),
        Column("link_path", pl.String, "XPath from the body to the link"),
        Column("row", pl.UInt32, "place among the rows of its file"),
    ),
)


class Told(NamedTuple):
    """Some rows of an export, in three ways.

    `pages`: rows about pages. `links`: rows that are links. `named`: what links and the like say
    of the pages at their ends, which counts where no row of a page's own says it. `used`: rows of
    the file that all of this was made of; `aside`: rows that are of something else.
    """

    pages: pl.DataFrame
    links: pl.DataFrame
    named: pl.DataFrame
    used: int
    aside: int = 0


class CrawlReader(Protocol):
    """One program's exports; one line in the registry."""

    @property
    def vendor(self) -> str:
        """The name it goes by, in `--as` and in the manifest."""

    @property
    def title(self) -> str:
        """The program's name, for people."""

    @property
    def expects(self) -> str:
        """What a file must have, in words."""

    def claims(self, file: SourceFile) -> bool:
        """Whether the file is its own, by how it begins."""

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Told]:
        """What the file tells, so many rows at a time that memory stays bounded."""


def shaped(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with all columns of a told table, in order; absent ones null."""
    absent = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in table.schema.items()
        if name not in frame.columns
    ]
    return frame.with_columns(absent).select(table.schema.names()).cast(table.schema, strict=False)


def nothing_told() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """No pages, no links, nothing named."""
    return TOLD_PAGES.empty(), TOLD_LINKS.empty(), TOLD_PAGES.empty()

"""Sitebulb: its lists of URLs (Internal, Indexability, All URLs …) and of links.

Every list begins with the column URL; lists of links have a URL at both ends. Depth is counted
from 0. Canonicals and robots directives stand in the list Indexability, in columns of yes and no.
"""

from collections.abc import Iterator
from typing import Final

import polars as pl

from linkequity.sources.columns import COUNT, TEXT, URL, ImportColumn, Place, find_columns
from linkequity.sources.crawls.rows import flag, headings, moment, read_all, whole_number
from linkequity.sources.crawls.told import TOLD_LINKS, TOLD_PAGES, Told, nothing_told, shaped
from linkequity.sources.crawls.words import POSITION_OF
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile
from linkequity.sources.importers.table import Sample


def _text(name: str, *aliases: str) -> ImportColumn:
    return ImportColumn(name, aliases, TEXT)


PAGE_COLUMNS: Final = (
    ImportColumn("url", ("url",), URL, required=True),
    ImportColumn("status", ("http status code", "status code"), COUNT),
    _text("status_text", "http status", "status"),
    _text("content_type", "content type", "mime type"),
    _text("indexable_said", "indexable status", "indexable"),
    _text("title", "title"),
    _text("meta_description", "meta description"),
    _text("h1", "h1"),
    _text("said_noindex", "noindex"),
    _text("said_nofollow", "nofollow"),
    _text("meta_robots", "meta robots", "robots meta"),
    _text("x_robots_tag", "x-robots-tag", "x-robots"),
    _text("declared_canonical", "canonical url", "canonical"),
    _text("redirect_to", "redirect url", "redirects to", "redirect target"),
    _text("words", "no. words", "word count", "no. content words"),
    _text("size", "html size (bytes)", "page size (bytes)", "file size (bytes)"),
    _text("crawl_depth", "crawl depth", "depth"),
    _text("outlinks", "no. internal outgoing links", "no. internal outlinks"),
    _text("language", "html lang", "language"),
    _text("crawl_source", "crawl source", "url source"),
    _text("crawled_at", "crawled at", "crawl date"),
)
# Headers that no other program's list beginning with a URL has.
TELLING: Final = frozenset(
    {"http status code", "indexable status", "crawl source", "first parent url", "url rank", "ur"}
    | {"no. internal linking urls", "link equity score", "canonical url", "crawl depth"}
)
LINK_COLUMNS: Final = (
    ImportColumn(
        "source",
        ("source url", "referring url", "linking url", "from url", "url (from)", "url from"),
        URL,
        required=True,
    ),
    ImportColumn(
        "target",
        ("target url", "destination url", "linked url", "to url", "url (to)", "url to"),
        TEXT,
        required=True,
    ),
    _text("anchor_text", "anchor text", "anchor"),
    _text("alt_text", "alt text", "image alt text", "alt"),
    _text("rel", "rel", "rel attribute", "link rel"),
    _text("said_nofollow", "nofollow", "is nofollow"),
    _text("said", "link location", "location", "link position"),
    _text("link_path", "xpath", "link path"),
    ImportColumn(
        "status",
        ("target http status code", "target status code", "target url status", "http status code"),
        COUNT,
    ),
)
# One of them tells that a list of links is a crawl's and not of backlinks.
LOCATED: Final = frozenset({"link location", "location", "link position"})


class Sitebulb:
    """Reads both kinds of lists."""

    vendor = "sitebulb"
    title = "Sitebulb"
    expects = "Sitebulb's URLs (URL, HTTP Status Code, Crawl Depth …) or links (… Link Location)"

    def claims(self, file: SourceFile) -> bool:
        """Whether it is a list of URLs or of links."""
        sample = file.table.sample if file.table else None
        return sample is not None and bool(_link_places(sample) or _page_places(sample))

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Told]:
        """What the list tells, a chunk of rows at a time."""
        if file.table is None:
            return
        links = _link_places(file.table.sample)
        if links:
            for rows in read_all(file.table, LINK_COLUMNS, links, refused):
                yield _told_by_links(rows)
            return
        pages = _page_places(file.table.sample)
        for rows in read_all(file.table, PAGE_COLUMNS, pages, refused):
            yield _told_by_pages(rows)


def _page_places(sample: Sample) -> list[Place]:
    places = find_columns(sample.headers, PAGE_COLUMNS)
    headers = {header.strip().lower() for header in sample.headers}
    begins = bool(places) and places[0].column.name == "url" and places[0].index == 0
    return places if begins and headers & TELLING else []


def _link_places(sample: Sample) -> list[Place]:
    places = find_columns(sample.headers, LINK_COLUMNS)
    found = {place.column.name for place in places}
    headers = {header.strip().lower() for header in sample.headers}
    return places if found >= {"source", "target"} and headers & LOCATED else []


def _told_by_pages(rows: pl.DataFrame) -> Told:
    _, links, named = nothing_told()
    said = pl.col("indexable_said").str.to_lowercase()
    directives = [
        pl.when(flag(f"said_{word}")).then(pl.lit(word)) for word in ("noindex", "nofollow")
    ]
    pages = rows.with_columns(
        *(whole_number(name) for name in ("words", "size", "crawl_depth", "outlinks")),
        crawled_at=moment("crawled_at"),
        headings=headings("h1"),
        meta_robots=pl.coalesce(
            "meta_robots", pl.concat_list(directives).list.drop_nulls().list.join(", ")
        ).replace("", None),
        indexability=pl.when(~_is_indexable(said)).then("indexable_said"),
        indexable=_is_indexable(said),
        in_sitemap=pl.col("crawl_source").str.to_lowercase().str.contains("sitemap"),
    )
    return Told(shaped(TOLD_PAGES, pages), links, named, rows.height)


def _is_indexable(said: pl.Expr) -> pl.Expr:
    return said.is_in(["indexable", "yes", "true"])


def _told_by_links(rows: pl.DataFrame) -> Told:
    pages, _, _ = nothing_told()
    links = rows.with_columns(
        followed=~flag("said_nofollow"),
        link_position=pl.col("said").str.to_lowercase().replace_strict(POSITION_OF, default=None),
    )
    ends = rows.select(pl.col("target").alias("url"), "status").unique(maintain_order=True)
    return Told(pages, shaped(TOLD_LINKS, links), shaped(TOLD_PAGES, ends), rows.height)


READER: Final = Sitebulb()

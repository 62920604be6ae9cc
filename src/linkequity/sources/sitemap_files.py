"""Sitemaps given as files: XML, gzipped, RSS, Atom or a list of URLs. Nothing is requested.

An index names no pages: what it lists is counted, and imported by giving those files too.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import polars as pl

from linkequity.base.errors import FileUnreadable
from linkequity.base.urls import parse
from linkequity.snapshot.tables import SITEMAP_URLS, Table
from linkequity.sources.crawl.sitemap import SIZE, SitemapFile, SitemapInvalid, parse_sitemap
from linkequity.sources.importers.importer import Part
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile

_ROOT: Final = re.compile(rb"<(?:[\w-]+:)?(?:urlset|sitemapindex|rss|feed)[\s>]")
_BOM: Final = b"\xef\xbb\xbf"
_SHOWN_LINES: Final = 50
_FORMS: Final = ("%Y-%m", "%Y")
OF_SITEMAPS: Final = "sitemaps listed: import those files too"


@dataclass(frozen=True)
class SitemapImporter:
    """One file of the sitemap protocol (https://www.sitemaps.org/protocol.html)."""

    vendor: str = "sitemap"
    table: Table = SITEMAP_URLS
    expects: str = "a sitemap: XML with urlset or sitemapindex, RSS, Atom, or a list of URLs"

    def claims(self, file: SourceFile) -> bool:
        """By the root of the XML; a text by its lines, which are nothing but URLs."""
        start = file.start.removeprefix(_BOM).lstrip()
        return bool(_ROOT.search(start)) if start.startswith(b"<") else _is_list(start)

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Part]:
        """Its URLs, each once, with the day of the last change where it is told."""
        sitemap = _parsed(file)
        refused.headers = ()
        if sitemap.sitemaps:
            refused.left_out[OF_SITEMAPS] += len(sitemap.sitemaps)
        rows = []
        for number, href in enumerate(sitemap.pages, start=1):
            url = parse(href)
            if url is None:
                refused.add_number(number, "an http or https URL with its host")
            else:
                rows.append((url, _moment(sitemap.modified.get(href)), self.vendor, None))
        frame = pl.DataFrame(rows, schema=SITEMAP_URLS.schema, orient="row")
        yield Part(frame.unique("url", keep="first", maintain_order=True), len(rows))


def _is_list(start: bytes) -> bool:
    whole = start.rpartition(b"\n")[0] or start
    lines = [line.strip() for line in whole.decode("utf-8", "replace").splitlines()]
    said = [line for line in lines if line][:_SHOWN_LINES]
    return bool(said) and all(re.fullmatch(r"https?://[^\s,;|\"]+", line) for line in said)


def _parsed(file: SourceFile) -> SitemapFile:
    where = str(file.path)
    try:
        with file.open() as opened:
            data = opened.read(SIZE.limit + 1)
    except (OSError, EOFError) as error:
        raise FileUnreadable(str(error) or "cannot be unpacked", where=where) from None
    if len(data) > SIZE.limit:
        raise FileUnreadable(
            f"is larger than the {SIZE.limit // 1_000_000} MB a sitemap may have",
            where=where,
            hint="Divide it, as the protocol asks for.",
        )
    try:
        return parse_sitemap(data)
    except SitemapInvalid as error:
        raise FileUnreadable(f"cannot be read as a sitemap: {error}", where=where) from None


def _moment(text: str | None) -> datetime | None:
    """W3C's and RSS's ways of writing a time; None for what is neither, as nothing hangs on it."""
    if text is None or len(text) > 100:
        return None
    with suppress(ValueError, OverflowError):
        return _in_utc(datetime.fromisoformat(text))
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=UTC)
    with suppress(ValueError, TypeError, OverflowError):
        return _in_utc(parsedate_to_datetime(text))
    return None


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


SITEMAP: Final = SitemapImporter()

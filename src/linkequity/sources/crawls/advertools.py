"""advertools: the JSON lines that its `crawl` writes, one page a line.

Lists of one page stand in one text, joined by `@@`. `url` is where redirects ended; the way there
is in `redirect_urls`. Links of header, nav and footer stand in lists of their own besides the list
of all links, in the same order; they are found in it again one after another.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import Final

import polars as pl

from linkequity.sources.crawls.rows import MILLISECONDS, MOMENTS
from linkequity.sources.crawls.told import TOLD_LINKS, TOLD_PAGES, Told, shaped
from linkequity.sources.importers.refused import Refusal, RefusedRows
from linkequity.sources.importers.source_file import SourceFile
from linkequity.sources.importers.table import Record

Row = dict[str, object]

JOINED: Final = "@@"
CHUNK: Final = 500
# A page with all its text has up to some MB; longer lines are refused.
MAX_LINE: Final = 20_000_000
# A menu in the footer is the footer's; one in the header is a menu.
REGIONS: Final = (("footer", "footer"), ("nav", "navigation"), ("header", "header"))
MOVED: Final = 301
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


class Advertools:
    """Reads the lines; each is one page with its links."""

    vendor = "advertools"
    title = "advertools"
    expects = "advertools' crawl output: JSON lines with url, status and links_url"

    def claims(self, file: SourceFile) -> bool:
        """Whether the first line is an object with advertools' keys."""
        line = file.start.splitlines()[0] if file.start else b""
        head = line.lstrip(b"\xef\xbb\xbf \t")
        keys = (b'"url"', b'"crawl_time"', b'"status"')
        # A page with much text is longer than what we look at, so the keys may come behind it.
        return head.startswith(b"{") and (
            all(key in line for key in keys) or b'"body_text"' in head
        )

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Told]:
        """What the lines tell, some hundred pages at a time."""
        pages = _pages(file, refused)
        while chunk := list(islice(pages, CHUNK)):
            yield _told(chunk)


def _pages(file: SourceFile, refused: RefusedRows) -> Iterator[Row]:
    with file.open() as lines:
        number = 0
        while line := lines.readline(MAX_LINE):
            number += 1
            if line.strip():
                page = _page(line)
                if page is None:
                    start = line[:200].decode(errors="replace")
                    refused.add(Refusal(Record(number, [start], whole=True), "", "a JSON object"))
                elif not isinstance(page.get("url"), str):
                    start = line[:200].decode(errors="replace")
                    refused.add(Refusal(Record(number, [start], whole=True), "url", "a URL"))
                else:
                    yield page


def _page(line: bytes) -> Row | None:
    try:
        page = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return page if isinstance(page, dict) else None


def _told(pages: Sequence[Row]) -> Told:
    own = [_page_row(page) for page in pages]
    hops = [hop for page in pages for hop in _hops(page)]
    links = [link for page in pages for link in _links(page)]
    return Told(
        shaped(TOLD_PAGES, _frame([*own, *hops])),
        shaped(TOLD_LINKS, _frame(links)),
        TOLD_PAGES.empty(),
        len(pages),
    )


def _frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def _page_row(page: Row) -> Row:
    latency = page.get("download_latency")
    return {
        "url": page["url"],
        "status": _number(page.get("status")) or (0 if page.get("errors") else None),
        "status_text": _text(page, "errors") or None,
        "content_type": _text(page, "resp_headers_Content-Type"),
        "title": _first(page, "title"),
        "meta_description": _first(page, "meta_desc"),
        "headings": [f"{tag} {words}" for tag in HEADINGS for words in _words(page, tag)],
        "meta_robots": _text(page, "meta_robots").replace(JOINED, ", ") or None,
        "x_robots_tag": _text(page, "resp_headers_X-Robots-Tag") or None,
        "declared_canonical": _first(page, "canonical"),
        "size": _number(page.get("size")),
        "words": len(_text(page, "body_text").split()),
        "response_time": round(latency * MILLISECONDS) if isinstance(latency, float) else None,
        "crawl_depth": _number(page.get("depth")),
        "crawled_at": _moment(_text(page, "crawl_time")),
    }


def _hops(page: Row) -> Iterator[Row]:
    """The redirects on the way to a page, each a page of its own."""
    way = [url for url in _text(page, "redirect_urls").split(JOINED) if url]
    reasons = _text(page, "redirect_reasons").split(JOINED)
    for at, url in enumerate(way):
        status = _number(reasons[at]) if at < len(reasons) else None
        onward = way[at + 1] if at + 1 < len(way) else page["url"]
        yield {"url": url, "status": status or MOVED, "redirect_to": onward}


def _links(page: Row) -> Iterator[Row]:
    targets = _texts(page, "links_url")
    texts = _texts(page, "links_text")
    nofollow = _texts(page, "links_nofollow")
    # Where a text holds the joint itself nobody can say which text is whose: then none is told.
    texts = texts if len(texts) == len(targets) else [""] * len(targets)
    nofollow = nofollow if len(nofollow) == len(targets) else ["False"] * len(targets)
    regions = _regions(page, list(zip(targets, texts, strict=True)))
    for order, target in enumerate(targets):
        region, position = regions.get(order, (None, None))
        yield {
            "source": page["url"],
            "target": target,
            "anchor_text": texts[order],
            "followed": nofollow[order] != "True",
            "said": region,
            "link_position": position,
            "row": order,
        }


def _regions(page: Row, links: Sequence[tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Of each link that stands in a list of a region: that region, and the position it is."""
    found: dict[int, tuple[str, str]] = {}
    for region, position in REGIONS:
        urls = _texts(page, f"{region}_links_url")
        texts = _texts(page, f"{region}_links_text")
        if len(urls) != len(texts):
            continue
        step = -1 if region == "footer" else 1
        wanted = list(zip(urls, texts, strict=True))[::step]
        for at in _places(links, wanted, step):
            found.setdefault(at, (region, position))
    return found


def _places(
    links: Sequence[tuple[str, str]], wanted: Sequence[tuple[str, str]], step: int
) -> Iterator[int]:
    """Where the wanted links stand, one after another, forwards or backwards."""
    places = iter(range(len(links))[::step])
    for link in wanted:
        at = next((place for place in places if links[place] == link), None)
        if at is None:
            return
        yield at


def _texts(page: Row, key: str) -> list[str]:
    value = page.get(key)
    return value.split(JOINED) if isinstance(value, str) else []


def _words(page: Row, key: str) -> list[str]:
    return [text for text in (" ".join(part.split()) for part in _texts(page, key)) if text]


def _first(page: Row, key: str) -> str | None:
    return next(iter(_words(page, key)), None)


def _text(page: Row, key: str) -> str:
    """The text of a key; the names of headers are written in any case."""
    value = page.get(key, page.get(key.lower()))
    return value if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    try:
        return int(float(value)) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None


def _moment(text: str) -> datetime | None:
    for form in MOMENTS:
        with suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=UTC)
    return None


READER: Final = Advertools()

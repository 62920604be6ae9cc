"""Sitemaps: the pages a site says it has (sitemaps.org protocol; index, gzip, text, RSS, Atom)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from linkequity.base.urls import resolve
from linkequity.sources.crawl.bodies import NotDecodable, TooLong, gunzip
from linkequity.sources.crawl.reply import BodyRule, Reply

if TYPE_CHECKING:  # files of sitemaps are read without a network
    from linkequity.sources.crawl.fetch import Fetcher

# The protocol allows 50 MB and 50,000 URLs a file; 500 files then name 25 million pages.
SIZE = BodyRule(50_000_000)
MAX_FILES = 500
MAX_URLS = 1_000_000
_ENTRIES = frozenset({"url", "sitemap"})
_PAGES = frozenset({"url", "item", "entry"})
_DATES = frozenset({"lastmod", "pubDate", "updated"})
_TEXTS = _DATES | {"loc", "link"}


class SitemapInvalid(Exception):
    """A sitemap that cannot be read; the message says why."""


@dataclass
class Sitemaps:
    """What the sitemaps brought: URLs as written (resolved), files read, and warnings."""

    urls: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SitemapFile:
    """One file: the URLs of its pages, or of the sitemaps it lists.

    `modified`: when a page was last changed, as written, by its URL; of those that say so.
    `broken`: why the file could be read no further; empty where all of it was.
    """

    pages: list[str]
    sitemaps: list[str]
    modified: dict[str, str] = field(default_factory=dict)
    broken: str = ""


async def read_sitemaps(
    named: Iterable[str], guessed: Sequence[str], fetcher: "Fetcher"
) -> Sitemaps:
    """Read the sitemaps that robots.txt names, those guessed, and all they list, once each."""
    found = Sitemaps()
    waiting = list(dict.fromkeys([*named, *guessed]))
    seen = set(waiting)
    while waiting and len(seen) <= MAX_FILES and len(found.urls) < MAX_URLS:
        url = waiting.pop(0)
        listed = await _read_one(url, fetcher, found, quiet=url in guessed)
        fresh = [child for child in dict.fromkeys(listed) if child not in seen]
        seen.update(fresh)
        waiting += fresh
    if waiting:
        found.warnings.append(f"{len(waiting)} sitemaps were left unread: there are too many.")
    return found


async def _read_one(url: str, fetcher: "Fetcher", found: Sitemaps, *, quiet: bool) -> list[str]:
    reply = await _follow(url, fetcher)
    if reply.status != 200:
        if not quiet:
            reason = reply.status or reply.fault
            found.warnings.append(f"The sitemap {url} could not be read: {reason}.")
        return []
    try:
        file = parse_sitemap(reply.body)
    except SitemapInvalid as error:
        if not (quiet and _is_page(reply)):
            found.warnings.append(f"The sitemap {url} could not be read: {error}.")
        return []
    found.files.append(url)
    found.urls += _resolved(url, file.pages)
    if file.broken:
        listed = len(file.pages) + len(file.sitemaps)
        found.warnings.append(
            f"The sitemap {url} is broken ({file.broken}); URLs read before that: {listed:,}."
        )
    return _resolved(url, file.sitemaps)


def _is_page(reply: Reply) -> bool:
    """Many sites answer any unknown path with a page: then there is no sitemap at all."""
    return "html" in (reply.header("content-type") or "")


async def _follow(url: str, fetcher: "Fetcher") -> Reply:
    reply = await fetcher.get(url, SIZE)
    for _ in range(5):
        location = reply.header("location")
        target = resolve(url, location) if location else None
        if target is None or reply.status not in {301, 302, 303, 307, 308}:
            break
        url = target
        reply = await fetcher.get(url, SIZE)
    return reply


def _resolved(base: str, hrefs: list[str]) -> list[str]:
    return [url for href in hrefs if (url := resolve(base, href)) is not None]


def parse_sitemap(data: bytes) -> SitemapFile:
    """The content of a sitemap file; SitemapInvalid where it is none.

    XML with a DOCTYPE is refused, since entities can be made to grow without bound.
    """
    try:
        data = gunzip(data, SIZE.limit) if data.startswith(b"\x1f\x8b") else data
    except (TooLong, NotDecodable) as error:
        raise SitemapInvalid(f"gzip: {error}") from None
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _Reader().read(data.lstrip())
    return _read_text(data)


def _read_text(data: bytes) -> SitemapFile:
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    pages = [line for line in lines if line.startswith(("http://", "https://"))]
    if not pages:
        raise SitemapInvalid("neither XML nor a list of URLs")
    return SitemapFile(pages, [])


class _Reader:
    """Collects `loc` of `url` and `sitemap`, `link` of RSS items and Atom entries."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._pages: list[str] = []
        self._sitemaps: list[str] = []
        self._modified: dict[str, str] = {}
        self._entry: dict[str, str] = {}
        self._roots = 0

    def read(self, data: bytes) -> SitemapFile:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        broken = ""
        try:
            parser.Parse(data, True)  # noqa: FBT003
        except expat.ExpatError as error:
            broken = str(error)
            if not (self._pages or self._sitemaps):
                raise SitemapInvalid(f"not XML: {error}") from None
        if not self._roots:
            raise SitemapInvalid("XML, but no sitemap")
        return SitemapFile(self._pages, self._sitemaps, self._modified, broken)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]  # prefixes vary and are often not declared
        self._path.append(name)
        self._roots += len(self._path) == 1 and name in {"urlset", "sitemapindex", "rss", "feed"}
        if name in _PAGES:
            self._entry.clear()
        if name in _TEXTS:
            self._text = []
        if name == "link" and self._parent() == "entry" and "href" in attributes:
            self._add_page(attributes["href"])

    def _end(self, _tag: str) -> None:
        name = self._path[-1]
        text = "".join(self._text or ()).strip()
        if name == "loc" and text and self._parent() in _ENTRIES:
            if self._parent() == "sitemap":
                self._sitemaps.append(text)
            else:
                self._add_page(text)
        if name == "link" and text and self._parent() == "item":
            self._add_page(text)
        if name in _DATES and text:
            self._entry["date"] = text
        if name in _PAGES:
            self._note_date()
        self._text = None
        self._path.pop()

    def _add_page(self, href: str) -> None:
        self._pages.append(href)
        self._entry["page"] = href

    def _note_date(self) -> None:
        """At the end of an entry, as its parts come in any order."""
        if "page" in self._entry and "date" in self._entry:
            self._modified[self._entry["page"]] = self._entry["date"]

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _parent(self) -> str:
        return self._path[-2] if len(self._path) > 1 else ""


def _refuse_doctype(*_: object) -> None:
    raise SitemapInvalid("XML with a DOCTYPE is refused")

"""A built site in a folder: the same crawl as over HTTP, answered from disk.

Answers follow the rules of static servers: a folder answers with its index.html, without the
slash it redirects to itself with one, `/x` may be `x.html`, and what is not there is a 404 with
the site's own 404.html. So a folder gives the same pages and links as the server it is made for.
Media of a kind of which it holds not one file may be kept elsewhere: their 404 says so. Files that
nothing leads to are asked for at the end, as known from the folder; sitemaps are read wherever they
lie. A path in the base URL is where the folder is served (`https://name.github.io/project/`),
unless the folder has it.
"""

import asyncio
import mimetypes
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from linkequity.base.errors import FileUnreadable, FolderWithoutPages
from linkequity.base.urls import origin_of, path_of, resolve, site_of
from linkequity.snapshot.doubts import NOT_IN_FOLDER
from linkequity.snapshot.snapshot import Snapshot
from linkequity.sources.crawl.crawler import Tools
from linkequity.sources.crawl.fetch import Fetcher
from linkequity.sources.crawl.pace import Paces
from linkequity.sources.crawl.progress import Watcher
from linkequity.sources.crawl.reply import BodyRule, Reply, is_html
from linkequity.sources.crawl.robots import Robots
from linkequity.sources.crawl.run import CrawlOrder, run, typed_url

_INDEX = ("index.html", "index.htm")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_UTF8 = "text/html; charset=utf-8"
_SITEMAP = re.compile(r"sitemap.*\.xml(\.gz)?$", re.IGNORECASE)
# What is often kept apart from the pages; texts, scripts and data are built along with them.
_MEDIA = frozenset(
    f".{name}"
    for name in "jpg jpeg png gif webp avif svg bmp ico tif tiff mp3 m4a ogg wav mp4 m4v webm mov "
    "pdf doc docx odt rtf xls xlsx ods ppt pptx odp key epub zip gz bz2 xz 7z rar tar tgz dmg exe "
    "msi apk deb rpm iso eps ai psd".split()
)


def read_folder(folder: Path, order: CrawlOrder, workspace: Path, progress: Watcher) -> Snapshot:
    """Read a folder into `workspace/snapshots/<time>`, as if it were served at the order's URL.

    FileUnreadable where it is no folder, FolderWithoutPages where no HTML is in it.
    """
    transport = FolderTransport(folder, typed_url(order.start_url))
    transport.demand_pages()
    return asyncio.run(_read(order, transport, workspace, progress))


async def _read(
    order: CrawlOrder, transport: "FolderTransport", workspace: Path, progress: Watcher
) -> Snapshot:
    fetcher = Fetcher(transport, Paces(order.settings, polite=False), tries=1)
    tools = Tools(order.settings, fetcher, Robots(fetcher), progress)
    detail = str(transport.root)
    return await run(order, workspace, tools, transport, source="folder", detail=detail)


class FolderTransport:
    """Answers for the site of `base_url` from the files below a folder, and from nowhere else."""

    def __init__(self, folder: Path, base_url: str) -> None:
        if not folder.is_dir():
            raise FileUnreadable("is not a folder", where=str(folder))
        self.root = folder.resolve()
        self._origin = origin_of(base_url)
        self._site = site_of(base_url)
        self._mount = self._served_below(path_of(base_url).partition("?")[0])

    def demand_pages(self) -> None:
        """FolderWithoutPages where there is no HTML at all."""
        if next(self._html_files(), None) is None:
            raise FolderWithoutPages(
                "no HTML file in this folder",
                where=str(self.root),
                hint="Name the folder that the site was built into, often public/ or _site/.",
            )

    def unlisted(self) -> Iterable[tuple[str, ...]]:
        """Every HTML file, in the order of their paths, by all URLs that answer with it."""
        for file in self._html_files():
            name = _quoted(file.relative_to(self.root))
            stem = name.removesuffix(".html")
            index = name.rpartition("/")[2] in _INDEX
            paths = (name[: name.rfind("/") + 1], name) if index else (name, stem, f"{stem}/")
            base = self._origin + self._mount
            urls = (resolve(base, base + path) for path in paths)
            yield tuple(url for url in urls if url is not None)

    def sitemaps(self) -> Iterator[str]:
        """The files whose names say that they are sitemaps, wherever they lie."""
        base = self._origin + self._mount
        for file in self._files():
            if _SITEMAP.search(file.name) and self._inside(file) is not None:
                url = resolve(base, base + _quoted(file.relative_to(self.root)))
                if url is not None:
                    yield url

    def _html_files(self) -> Iterator[Path]:
        return (
            file
            for file in self._files()
            if file.name.lower().endswith(_HTML_SUFFIXES) and self._is_page(file)
        )

    def _files(self) -> Iterator[Path]:
        """Every file, in the order of their paths."""
        for folder, folders, names in os.walk(self.root):
            folders.sort()
            for name in sorted(names):
                yield Path(folder, name)

    def _is_page(self, file: Path) -> bool:
        inside = self._inside(file) is not None
        return inside and file.is_file() and is_html((("content-type", _type_of(file)),))

    async def fetch(self, url: str, rule: BodyRule) -> Reply:
        """The answer of a static server to a URL."""
        if site_of(url) != self._site:
            return Reply(None, fault="dns", detail="not in this folder")
        if origin_of(url) != self._origin:
            return _redirect(self._origin + path_of(url))
        return self._answer(url, rule)

    def _answer(self, url: str, rule: BodyRule) -> Reply:
        path, mark, query = path_of(url).partition("?")
        if not f"{path}/".startswith(self._mount):
            return self._not_found(path, rule)
        name = _file_name(path[len(self._mount) :])
        index = self._first_file(f"{name}/{index}".lstrip("/") for index in _INDEX)
        if index is not None and not path.endswith("/"):
            return _redirect(f"{self._origin}{path}/{mark}{query}")
        file = index or self._first_file([name, f"{name}.html"])
        return _file_reply(200, file, rule) if file else self._not_found(path, rule)

    def _served_below(self, path: str) -> str:
        """The path that stands for the folder itself, with a slash at both ends."""
        last = path.rpartition("/")[2]
        below = path.removesuffix(last) if "." in last else path.rstrip("/") + "/"
        return "/" if self._inside(self.root / _file_name(below)) is not None else below

    def _first_file(self, names: Iterable[str]) -> Path | None:
        found = (self._inside(self.root / name) for name in names)
        return next((path for path in found if path is not None and path.is_file()), None)

    def _inside(self, path: Path) -> Path | None:
        """A path with its links followed, where it exists and is still below the folder."""
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            return None
        return real if real.is_relative_to(self.root) else None

    def _not_found(self, path: str, rule: BodyRule) -> Reply:
        page = self._first_file(["404.html"])
        if page is None:
            reply = Reply(404, (("content-type", _UTF8),), b"not found", milliseconds=0)
        else:
            reply = _file_reply(404, page, rule)
        suffix = Path(_file_name(path)).suffix.lower()
        if suffix not in _MEDIA or suffix in self._suffixes:
            return reply
        return replace(reply, fault=f"{NOT_IN_FOLDER}: nor is any other {suffix} file")

    @cached_property
    def _suffixes(self) -> frozenset[str]:
        """The suffixes of all files there are, in lower case."""
        return frozenset(file.suffix.lower() for file in self._files())


def _file_name(path: str) -> str:
    """The name that a URL path asks for."""
    return os.fsdecode(unquote_to_bytes(path)).strip("/")


def _quoted(path: Path) -> str:
    """A path as it stands in a URL; what needs no escape there has none, as in links."""
    return quote(os.fsencode(path.as_posix()), safe="/!$&'()*+,;=:@~|[]^`{}<>\"")


def _redirect(location: str) -> Reply:
    headers = (("location", location), ("content-type", _UTF8))
    return Reply(301, headers, milliseconds=0)


def _file_reply(status: int, file: Path, rule: BodyRule) -> Reply:
    headers = (("content-type", _type_of(file)),)
    if rule.html_only and not is_html(headers):
        return Reply(status, headers, milliseconds=0)
    try:
        with file.open("rb") as stream:
            body = stream.read(rule.limit + 1)
    except OSError as error:
        return Reply(None, fault="unreadable", detail=str(error))
    cut = "size" if len(body) > rule.limit else None
    return Reply(status, headers, body[: rule.limit], cut, milliseconds=0)


def _type_of(file: Path) -> str:
    """The media type by the file's name; a name without suffix may be a page.

    WordPress exports keep feeds as feed/index.html.
    """
    suffix = file.suffix.lower()
    if suffix in {"", ".xml", *_HTML_SUFFIXES} and _is_feed(file):
        return "application/rss+xml"
    if not suffix or suffix in _HTML_SUFFIXES:
        return "text/html"
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _is_feed(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            head = stream.read(600)
    except OSError:
        return False
    return head[:300].lstrip().startswith(b"<?xml") and (b"<rss" in head or b"<feed" in head)

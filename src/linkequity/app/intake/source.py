"""What a person means by SOURCE: a site, a folder of a built site, or another program's crawl."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linkequity.app.intake.crawl_files import Exported, exports_in, find_exported
from linkequity.base.errors import UsageError
from linkequity.base.urls import host_of, is_address, parse

HOST = re.compile(r"^[^\s/]+(\.[^\s/]+|:\d+|localhost)(/.*)?$|^localhost(/.*)?$")
CANONICAL = re.compile(
    rb"""<link\s[^>]*rel=["']?canonical["']?[^>]*href=["']?(https?://[^"'\s>]+)"""
    rb"""|<link\s[^>]*href=["']?(https?://[^"'\s>]+)["']?[^>]*rel=["']?canonical""",
    re.IGNORECASE,
)
HEAD_BYTES = 100_000  # canonicals stand in the head


@dataclass(frozen=True)
class Site:
    """A site to crawl, by its start page."""

    start_url: str


@dataclass(frozen=True)
class Built:
    """A folder with a built site, and the URL it is served under."""

    folder: Path
    base_url: str


def read_source(source: str | Sequence[str], base_url: str | None) -> Site | Built | Exported:
    """Tell a URL from a folder and from files; UsageError says what was expected.

    Several are the files of one crawl.
    """
    if not isinstance(source, str):
        if len(source) > 1:
            return find_exported([Path(name).expanduser() for name in source], base_url)
        source = source[0]
    path = Path(source).expanduser()
    if "://" not in source and path.is_dir():
        exports = exports_in(path)
        return (
            find_exported(exports, base_url) if exports else Built(path, _base_url(path, base_url))
        )
    if "://" not in source and path.is_file():
        return find_exported([path], base_url)
    if base_url is not None:
        raise UsageError("--base-url goes with a folder or files", where=source)
    return Site(_start_url(source))


def _start_url(source: str) -> str:
    written = source if "://" in source else f"{_scheme(source)}://{source}"
    url = parse(written) if "://" in source or HOST.match(source) else None
    if url is None and source.startswith(("/", ".", "~")):
        hint = "Name a built site's folder, a WARC, another crawler's export, or a URL."
        raise UsageError("there is no such folder or file", where=source, hint=hint)
    if url is None:
        raise UsageError(
            "is neither a URL nor a folder or file",
            where=source,
            hint="For example: linkequity audit https://example.com",
        )
    return url


def _scheme(source: str) -> str:
    host = host_of(f"http://{source}").partition(":")[0]
    return "http" if host == "localhost" or is_address(host) else "https"


def _base_url(folder: Path, given: str | None) -> str:
    url = parse(given or _declared_base(folder) or "")
    if url is None:
        raise UsageError(
            f"{given!r} is not a URL" if given else "does not say which site it is",
            where=str(folder),
            hint="Add --base-url https://example.com/",
        )
    return url


def _declared_base(folder: Path) -> str | None:
    """What a built site says of its own address: its start page's canonical, or a CNAME file."""
    start, cname = folder / "index.html", folder / "CNAME"
    if start.is_file():
        found = CANONICAL.search(start.read_bytes()[:HEAD_BYTES])
        if found:
            return (found[1] or found[2]).decode(errors="replace")
    if cname.is_file():
        return f"https://{cname.read_text(errors='replace').strip()[:255]}/"
    return None

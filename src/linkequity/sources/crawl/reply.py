"""One attempt at one URL, and the protocol by which attempts are made."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class BodyRule:
    """How much of a body is wanted: `limit` bytes after decoding, and of HTML only or of any type.

    A longer body is cut at the limit and its reply says so by the fault `size`.
    """

    limit: int
    html_only: bool = False


@dataclass(frozen=True)
class Reply:
    """What one request brought: an answer (status, headers, body), or the fault in its place.

    `fault` is dns, refused, timeout, reset, tls, private_address, malformed or encoding without a
    status, and `size` or `encoding` beside a status where the body is cut there. `passing`: another
    try may do better. `milliseconds` runs from request to last byte. Header names are lower case.
    """

    status: int | None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    fault: str | None = None
    detail: str = ""
    passing: bool = False
    milliseconds: int | None = None

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name."""
        return next((value for key, value in self.headers if key == name), None)


class Transport(Protocol):
    """Where answers come from: the network, or a folder on disk."""

    async def fetch(self, url: str, rule: BodyRule) -> Reply:
        """One attempt; never follows a redirect, never raises for what a server does."""

    def unlisted(self) -> Iterable[tuple[str, ...]]:
        """Pages the transport itself knows of, each by all its URLs, the preferred one first.

        They are requested when nothing else is left, and only if by no URL they were before.
        """

    def sitemaps(self) -> Iterable[str]:
        """Sitemaps the transport itself knows of, beside those that robots.txt names."""


def is_html(headers: tuple[tuple[str, str], ...]) -> bool:
    """Whether headers announce HTML; a missing type may be HTML."""
    for name, value in headers:
        if name == "content-type":
            return value.partition(";")[0].strip().lower() in HTML_TYPES
    return True

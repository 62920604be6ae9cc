"""Answers over HTTP: one attempt, no redirects followed, everything bounded."""

import base64
import ssl
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from yarl import URL

from linkequity.base.errors import SettingsInvalid
from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import host_of, in_scope, is_address, name_of, origin_of, parse, site_of
from linkequity.snapshot.doubts import UNDECODED
from linkequity.sources.crawl.addresses import is_loopback, is_public
from linkequity.sources.crawl.bodies import ACCEPTED, NotDecodable, TooLong, read_body
from linkequity.sources.crawl.faults import fault_reply
from linkequity.sources.crawl.reply import BodyRule, Reply, is_html
from linkequity.sources.crawl.resolver import GuardedResolver

_SMALL = 1 << 16  # an unwanted body up to here is read off, since a new connection costs more
_FAULTS = (aiohttp.ClientError, OSError, TimeoutError, ValueError)


class HttpTransport:
    """Fetches URLs for one crawl; a context manager around its connections.

    Headers and credentials of the settings go to the typed site only, and over plain http only
    where plain http was typed. Only the typed host may have a private address, and with
    `public_only` not even that.
    """

    def __init__(self, typed: str, settings: CrawlSettings, *, public_only: bool = False) -> None:
        self._typed = typed
        self._trusted = "" if public_only else name_of(typed)
        self._public_only = public_only
        self._settings = settings
        self._proxies = _Proxies()
        self._public_headers = {
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": ACCEPTED,
        }
        self._own_headers = self._public_headers | _own_headers(settings)
        self._session: aiohttp.ClientSession
        self._resolver: GuardedResolver

    async def __aenter__(self) -> Self:
        trusted = {self._trusted, *self._proxies.hosts()}
        self._resolver = GuardedResolver(trusted)
        connector = aiohttp.TCPConnector(
            limit=0,
            resolver=self._resolver,
            ssl=ssl_context(),
            ttl_dns_cache=60,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self._settings.timeout),
            auto_decompress=False,
            max_line_size=1 << 16,
            max_field_size=1 << 16,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    def unlisted(self) -> Iterable[tuple[str, ...]]:
        """Nothing: over HTTP only links, sitemaps and imports name pages."""
        return ()

    def sitemaps(self) -> Iterable[str]:
        """None: over HTTP robots.txt names them, or they lie where everybody looks."""
        return ()

    async def fetch(self, url: str, rule: BodyRule) -> Reply:
        """One attempt at a URL, bounded in time and size."""
        if self._is_private(url):
            return Reply(None, fault="private_address", detail="a private address")
        try:
            return await self._request(url, rule)
        except _FAULTS as error:
            return fault_reply(error)

    def _is_private(self, url: str) -> bool:
        name = name_of(url)
        return is_address(name) and name != self._trusted and not is_public(name)

    async def _request(self, url: str, rule: BodyRule) -> Reply:
        begin = time.monotonic()
        if self._public_only and self._proxies.of(url):
            # A proxy resolves names itself, and may lead into the network it stands in.
            await self._resolver.resolve(name_of(url))
        async with self._session.get(
            URL(url, encoded=True),
            headers=self._headers(url),
            allow_redirects=False,
            proxy=self._proxies.of(url),
        ) as response:
            headers = tuple((name.lower(), value) for name, value in response.headers.items())
            body, fault = await self._body(response, headers, rule)
            spent = round((time.monotonic() - begin) * 1000)
            return Reply(response.status, headers, body, fault, milliseconds=spent)

    async def _body(
        self,
        response: aiohttp.ClientResponse,
        headers: tuple[tuple[str, str], ...],
        rule: BodyRule,
    ) -> tuple[bytes, str | None]:
        wanted = not rule.html_only or is_html(headers)
        if not wanted and (response.content_length or _SMALL + 1) > _SMALL:
            return b"", None
        encoding = response.headers.get("Content-Encoding")
        try:
            body = await read_body(response.content.iter_any(), encoding, rule.limit)
        except TooLong as cut:
            return cut.kept if wanted else b"", "size" if wanted else None
        except NotDecodable:
            return b"", UNDECODED if wanted else None
        return body if wanted else b"", None

    def _headers(self, url: str) -> dict[str, str]:
        own = in_scope(url, site_of(self._typed), subdomains=self._settings.subdomains)
        safe = url.startswith("https://") or self._typed.startswith("http://")
        return self._own_headers if own and safe else self._public_headers


class _Proxies:
    """The proxy that the environment names for a URL's origin, if any.

    `no_proxy` is honoured, and this very machine is never asked for through a proxy.
    """

    def __init__(self) -> None:
        self._named = getproxies()
        self._chosen: dict[str, str | None] = {}

    def of(self, url: str) -> str | None:
        origin = origin_of(url)
        if origin not in self._chosen:
            bypassed = is_loopback(url) or proxy_bypass(host_of(url))
            scheme = url.partition(":")[0]
            proxy = self._named.get(scheme) or self._named.get("all")
            self._chosen[origin] = None if bypassed else proxy
        return self._chosen[origin]

    def hosts(self) -> set[str]:
        parsed = (parse(proxy) for proxy in self._named.values())
        return {name_of(proxy) for proxy in parsed if proxy}


def _own_headers(settings: CrawlSettings) -> dict[str, str]:
    headers = dict(settings.headers)
    if settings.auth is not None:
        login = base64.b64encode(settings.auth.encode()).decode()
        headers.setdefault("Authorization", f"Basic {login}")
    for name, value in headers.items():
        if set(name + value) & set("\r\n\0"):
            raise SettingsInvalid("a header holds a line break", where=f"header {name!r}")
    return headers


def ssl_context() -> ssl.SSLContext:
    """Trust in the system's certificates, or certifi's where the system has none."""
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.capath) if paths.capath else None
    if paths.cafile or (folder and any(folder.glob("*.0"))):
        return ssl.create_default_context()
    return ssl.create_default_context(cafile=certifi.where())

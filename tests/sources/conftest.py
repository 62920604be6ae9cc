"""A real web server on loopback, whose pages are data."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.snapshot import Snapshot
from linkequity.sources.crawl.run import CrawlOrder, crawl


@dataclass(frozen=True)
class Hit:
    """One request that reached the server."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Page:
    """What one path answers; `statuses` are given one a request, the last one for good."""

    body: bytes | str = b""
    status: int = 200
    type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    delay: float = 0.0


@dataclass
class Site:
    """A site by path; `fallback` answers what has no page."""

    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    fallback: Callable[[str], Page] = lambda path: Page("not found", 404)
    silent_after: int | None = None
    busy: int = 0
    most_busy: int = 0

    def add(self, path: str, *links: str, **more: object) -> None:
        """A page of HTML with these links."""
        anchors = "".join(f'<p><a href="{link}">to {link}</a></p>' for link in links)
        html = f"<html><title>{path}</title><body><main>{anchors}</main></body></html>"
        self.pages[path] = Page(html, **more)  # type: ignore[arg-type]

    def redirect(self, path: str, to: str, status: int = 301) -> None:
        """A path that redirects."""
        self.pages[path] = Page(status=status, headers={"Location": to})

    def paths(self) -> list[str]:
        """The paths that were asked for, in order, robots, sitemap and the probe aside."""
        asked = [hit.path for hit in self.hits if not hit.path.startswith("/linkequity-")]
        return [path for path in asked if path not in {"/robots.txt", "/sitemap.xml"}]

    def crawl(self, workspace: Path, path: str = "/", **settings: object) -> Snapshot:
        """Crawl it from a path."""
        chosen = CrawlSettings(**settings)  # type: ignore[arg-type]
        return crawl(CrawlOrder(self.url + path, chosen), workspace, lambda progress: None)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, format: str, *args: object) -> None: ...

    def do_GET(self) -> None:
        site = self.site
        site.hits.append(Hit(self.path, dict(self.headers), time.monotonic()))
        if site.silent_after is not None and len(site.hits) > site.silent_after:
            self.close_connection = True
            return
        site.busy += 1
        site.most_busy = max(site.most_busy, site.busy)
        try:
            self._answer(site.pages.get(self.path) or site.fallback(self.path))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            site.busy -= 1

    def _answer(self, page: Page) -> None:
        time.sleep(page.delay)
        body = page.body.encode() if isinstance(page.body, str) else page.body
        status = page.statuses.pop(0) if page.statuses else page.status
        self.send_response(status)
        if page.type is not None:
            self.send_header("Content-Type", page.type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in page.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Site]]:
    """Start sites on loopback; they end with the test."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    servers = []

    def start() -> Site:
        handler = type("Handler", (_Handler,), {})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        site = Site(f"http://localhost:{server.server_port}")
        handler.site = site  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        return site

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(serve: Callable[[], Site]) -> Site:
    """One site on loopback."""
    return serve()

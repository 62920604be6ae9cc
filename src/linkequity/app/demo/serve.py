"""A small web server on loopback that answers as the example's host would, redirects included."""

import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

from linkequity.app.demo.build import DemoSite, build_demo

# The same port each time, so that a second run meets the first one's workspace.
DEFAULT_PORT = 8461
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Reply:
    """One answer: status, content type, body, and where a redirect points."""

    status: int
    content_type: str
    body: bytes
    location: str = ""


class DemoServer(ThreadingHTTPServer):
    """Knows every path it may answer beforehand, so that no request can name another file."""

    daemon_threads = True
    site: DemoSite
    files: dict[str, Path]

    def load(self, site: DemoSite) -> None:
        """Serve this site from now on."""
        self.site = site
        files = (file for file in site.root.rglob("*") if file.is_file())
        self.files = {_url_path(site.root, file): file for file in files}

    def reply(self, path: str) -> Reply:
        """The answer to a GET of `path` (without query)."""
        if path in self.site.redirects:
            return Reply(301, "text/plain", b"", self.site.redirects[path])
        if path in self.files:
            return _reply_with(self.files[path], 200)
        if f"{path}/" in self.files:
            return Reply(301, "text/plain", b"", f"{path}/")
        return _reply_with(self.files["/404.html"], 410 if path in self.site.gone else 404)

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no error; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.wfile.write(self._send_head().body)

    def do_HEAD(self) -> None:
        self._send_head()

    def _send_head(self) -> Reply:
        reply = cast(DemoServer, self.server).reply(self.path.partition("?")[0])
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        if reply.location:
            self.send_header("Location", reply.location)
        self.end_headers()
        return reply

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: progress is shown by the crawl."""


@contextmanager
def serve_demo(folder: Path, port: int = DEFAULT_PORT) -> Iterator[DemoSite]:
    """Build the example into `folder` for the address it gets, and serve it until the end.

    Where `port` is taken, or 0, any free one is used; `DemoSite.origin` says which.
    """
    server = _bind(port)
    with server:
        site = build_demo(folder, f"http://{HOST}:{server.server_address[1]}")
        server.load(site)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def _bind(port: int) -> DemoServer:
    try:
        return DemoServer((HOST, port), _Handler)
    except OSError:
        return DemoServer((HOST, 0), _Handler)


def _url_path(root: Path, file: Path) -> str:
    path = "/" + file.relative_to(root).as_posix()
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def _reply_with(file: Path, status: int) -> Reply:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith("xml")
    return Reply(status, f"{kind}; charset=utf-8" if text else kind, file.read_bytes())

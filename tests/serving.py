"""A small site on loopback that answers slowly and remembers what it was asked for."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class SlowSite:
    """Where it is, and the paths it was asked for, in order."""

    url: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def serve_slowly(pages: int, seconds: float) -> Iterator[SlowSite]:
    """A start page that links to so many pages, each of which takes so long."""
    site = SlowSite()
    links = "".join(f'<a href="/page/{n}">Page {n}</a> ' for n in range(pages))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            time.sleep(seconds if self.path.startswith("/page") else 0)
            known = self.path == "/" or self.path.startswith("/page")
            body = f"<html><title>{self.path}</title><main>{links}</main></html>".encode()
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # who asked was killed
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()

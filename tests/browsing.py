"""The app as it is served, and a window at it: what tests in a real browser share."""

import shutil
import socket
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import BrowserContext, Page

from linkequity.faces.web.access import Access
from linkequity.faces.web.server import make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Site:
    """The app as it is served: where, and the cookie that lets a browser in."""

    def __init__(self, folder: Path) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.access = Access(self.listener.getsockname()[1])
        self.origin = f"http://127.0.0.1:{self.access.port}"
        config = uvicorn.Config(make_app(folder, self.access), log_level="warning")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.listener],), daemon=True)

    def __enter__(self) -> "Site":
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)


class Eyes:
    """A window at the app, and what it complained about meanwhile."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.site = site
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._see(request.url))

    def open(self, path: str) -> Page:
        """Go to a path of the app."""
        self.page.goto(self.site.origin + path)
        return self.page

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"{kind}: {text}")

    def _see(self, url: str) -> None:
        if not url.startswith((self.site.origin + "/", "data:", "blob:")):
            self.complaints.append(f"a request to another host: {url}")

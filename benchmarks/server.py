"""A small web server in a process of its own, so that its work is not counted.

    python -m benchmarks.server folder ROOT      a built site, by a static server's rules
    python -m benchmarks.server generated N      a site of N pages that exist only when asked for

Prints the port it listens on. Serves loopback only, until its standard input is closed.
"""

import asyncio
import mimetypes
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from benchmarks.generated import GeneratedSite

Reply = tuple[int, str, bytes, str]  # status, content type, body, location
Answer = Callable[[str], Reply]
HOST = re.compile(
    rb"<loc>\s*https?://(?:www\.)?([^/<\s]+)|rel=\"canonical\" href=\"https?://([^/\"]+)"
)
REASON = {200: "OK", 301: "Moved Permanently", 404: "Not Found"}


class FolderSite:
    """Answers from a folder: `/` is index.html, a folder without slash redirects, `/x` is x.html.

    Absolute links to the site's own host lead to this server instead.
    """

    def __init__(self, root: Path, port: int) -> None:
        self.root = root.resolve()
        self.own = b"http://127.0.0.1:%d" % port
        host = own_host(self.root)
        pattern = rb"(?:https?:)?//(?:www\.)?" + re.escape(host) + rb"(?=[/\"'<\s?#]|$)"
        self.absolute = re.compile(pattern) if host else None

    @cache  # noqa: B019  # one site a process
    def __call__(self, target: str) -> Reply:
        path = unquote(target.partition("?")[0])
        file = (self.root / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.root):
            return self.missing()
        if file.is_dir() and (file / "index.html").is_file():
            if not path.endswith("/"):
                return 301, "text/html", b"", target.partition("?")[0] + "/"
            file /= "index.html"
        if not file.is_file():
            file = file.with_name(file.name + ".html")
        return self.found(file) if file.is_file() else self.missing()

    def found(self, file: Path) -> Reply:
        kind = mimetypes.guess_type(file.name)[0] or "text/html"
        body = file.read_bytes()
        if self.absolute and kind.startswith(("text/", "application/xml")):
            body = self.absolute.sub(self.own, body)
        return 200, kind, body, ""

    def missing(self) -> Reply:
        page = self.root / "404.html"
        return 404, "text/html", page.read_bytes() if page.exists() else b"not found", ""


def own_host(root: Path) -> bytes:
    """The host a built site thinks it is served from, by its sitemap or its start page."""
    for name in ("sitemap.xml", "index.html"):
        file = root / name
        found = HOST.search(file.read_bytes()) if file.is_file() else None
        if found:
            return (found[1] or found[2]).removeprefix(b"www.")
    return b""


class Connection(asyncio.Protocol):
    """One client: requests without body, answered in order, kept alive."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
        for request in requests:
            self.transport.write(reply(self.answer, request))


def reply(answer: Answer, request: bytes) -> bytes:
    """The bytes that answer one request."""
    target = request.split(b" ", 2)[1].decode("ascii", "replace")
    status, kind, body, location = answer(target)
    head = [f"HTTP/1.1 {status} {REASON[status]}", f"Content-Length: {len(body)}"]
    head += [f"Content-Type: {kind}; charset=utf-8", *([f"Location: {location}"] * bool(location))]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


async def serve(kind: str, what: str) -> None:
    """Listen, say where, and end with standard input."""
    answers: list[Answer] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(answers[0]), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    answers.append(FolderSite(Path(what), port) if kind == "folder" else GeneratedSite(int(what)))
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:3]))

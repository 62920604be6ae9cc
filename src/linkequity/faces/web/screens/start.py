"""Start: the workspaces of the folder, and the work that goes on in them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from linkequity.app.opened import Opened, Shelf
from linkequity.app.results import Results
from linkequity.app.work.control import (
    begin,
    refuse_links,
    refuse_while_working,
    stop,
    uploads,
    work_of,
)
from linkequity.app.work.documents import WorkDoc, WorkOrder
from linkequity.app.workspace import workspace_for
from linkequity.base.errors import UsageError
from linkequity.base.urls import parse
from linkequity.faces.web.access import Access
from linkequity.faces.web.pages import render, shelf_of

MOST_FILES: Final = 20
SAFE: Final = re.compile(r"[^\w.\- ]+")
NUMBERS: Final[dict[str, Callable[[str], int | float]]] = {
    "max_pages": int,
    "max_depth": int,
    "rate": float,
}


class Shown(msgspec.Struct, frozen=True):
    """One workspace as the list shows it."""

    name: str
    results: Results | None
    work: WorkDoc | None


async def start(request: Request) -> Response:
    """All workspaces, by name."""
    shelf = shelf_of(request)
    shown = await run_in_threadpool(_shown, shelf)
    return render(request, "start.html", shown=shown, alone=shelf.is_one)


async def watch(request: Request) -> Response:
    """How far the work in one workspace is: it asks again while that goes on."""
    opened = _named(request)
    return render(request, "_workspace.html", each=_one(opened))


async def add(request: Request) -> Response:
    """A new workspace for a URL, and its first audit begun."""
    form = await request.form(max_files=0, max_fields=10)
    url = parse(str(form.get("url", "")).strip())
    if url is None:
        raise UsageError("that is no http or https URL", hint="Write it as https://example.com/.")
    shelf = shelf_of(request)
    folder = shelf.folder / workspace_for(url, None).path
    if shelf.is_one or folder.exists():
        raise UsageError(
            f"there is a workspace for {folder.name} already", hint="Open it, and crawl again."
        )
    await run_in_threadpool(begin, folder, _audit(request, url, dict(form)))
    return RedirectResponse("/", 303)


async def again(request: Request) -> Response:
    """Crawl and audit once more, go on with what was stopped, or audit the latest snapshot."""
    form = await request.form(max_files=0, max_fields=10)
    opened = _named(request)
    last = await run_in_threadpool(work_of, opened.path)
    url = _start_url(opened, last) if form.get("crawl") else None
    await run_in_threadpool(begin, opened.path, _audit(request, url, dict(form)))
    return RedirectResponse("/", 303)


async def end(request: Request) -> Response:
    """Stop the work; what it has is kept."""
    await run_in_threadpool(stop, _named(request).path)
    return RedirectResponse("/", 303)


async def hand_in(request: Request) -> Response:
    """Take files, and begin to import them."""
    opened = _named(request)
    await run_in_threadpool(refuse_links, opened.path)
    await run_in_threadpool(refuse_while_working, opened.path)
    async with request.form(max_files=MOST_FILES, max_fields=4) as form:
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
        named = {_name_of(file): file for file in files if file.filename}
        if len(named) < len([file for file in files if file.filename]):
            raise UsageError("two files have one name", hint="Hand them in one after the other.")
        for name, file in named.items():
            await _keep(file, uploads(opened.path) / name)
    names = list(named)
    if not names:
        raise UsageError("no file was chosen", hint="Choose exports, logs or crawls to import.")
    order = WorkOrder(kind="import", files=names, public_only=_access(request).exposed)
    await run_in_threadpool(begin, opened.path, order)
    return RedirectResponse("/", 303)


def _name_of(file: UploadFile) -> str:
    """The file's own name without what could lead elsewhere."""
    return SAFE.sub("_", Path(file.filename or "").name).lstrip(". ")[-120:] or "file"


async def _keep(file: UploadFile, path: Path) -> None:
    """Write the file below the workspace; a link that lies in its place is not followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with path.open("xb") as target:
        while piece := await file.read(1 << 20):
            target.write(piece)


def _audit(request: Request, url: str | None, form: dict[str, object]) -> WorkOrder:
    crawl = {key: _number(key, form.get(key)) for key in NUMBERS if form.get(key)}
    return WorkOrder(kind="audit", url=url, crawl=crawl, public_only=_access(request).exposed)


def _number(key: str, text: object) -> int | float:
    try:
        return NUMBERS[key](str(text))
    except ValueError:
        raise UsageError(f"{str(text)[:40]} is no number", where=key.replace("_", " ")) from None


def _start_url(opened: Opened, last: WorkDoc | None) -> str:
    if opened.results:
        return opened.results.start_url
    if last and last.order.url:
        return last.order.url
    raise UsageError("nobody said yet which site this is", hint="Crawl it once from a terminal.")


def _named(request: Request) -> Opened:
    """The workspace that the URL names, looked at from outside."""
    return shelf_of(request).open(request.path_params["name"])


def _shown(shelf: Shelf) -> list[Shown]:
    return [_one(shelf.open(name)) for name in shelf.names()]


def _one(opened: Opened) -> Shown:
    return Shown(opened.name, opened.results, work_of(opened.path))


def _access(request: Request) -> Access:
    access: Access = request.app.state.access
    return access


ROUTES = (
    Route("/", start),
    Route("/", add, methods=["POST"]),
    Route("/w/{name}/work", watch),
    Route("/w/{name}/work", again, methods=["POST"]),
    Route("/w/{name}/work/stop", end, methods=["POST"]),
    Route("/w/{name}/upload", hand_in, methods=["POST"]),
)

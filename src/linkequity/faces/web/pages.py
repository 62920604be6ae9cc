"""From what a screen shows to the answer: templates, their filters, what a request is about."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from linkequity.app.auditing.shared_title import less_shared
from linkequity.app.opened import Opened, Shelf
from linkequity.app.results import SharedTitleDoc
from linkequity.faces.look import stylesheet
from linkequity.faces.look.templates import environment

# The screens of a workspace in the order of the navigation: what they are called, where they are.
SCREENS: Final = (
    ("Overview", ""),
    ("Map", "map"),
    ("Links to add", "links-to-add"),
    ("Plan", "plan"),
    ("What if", "what-if"),
    ("Clusters", "clusters"),
    ("Audits", "audits"),
    ("Findings", "findings"),
    ("Pages", "pages"),
    ("Links", "links"),
    ("Backlinks", "backlinks"),
)
# Screens that the navigation does not name, and the one that they belong to.
BELONGS: Final = {"page": "pages"}
LOOK: Final = "look.css"


def shelf_of(request: Request) -> Shelf:
    """The workspaces that this app shows."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def opened_of(request: Request) -> Opened:
    """The workspace that the URL names; WorkspaceUnclear where there is none such."""
    return shelf_of(request).enter(request.path_params["name"])


def render(request: Request, template: str, *, status: int = 200, **data: object) -> Response:
    """A page, or a part of one, by its template. Strings are data there, never markup."""
    shell = _shell(request, request.path_params.get("name", ""))
    given = shell | {"request": request, "is_part": is_part(request)}
    html = _environment().get_template(template).render(given | data)
    return HTMLResponse(html, status, headers={"Vary": "HX-Request"})


def _shell(request: Request, name: str) -> dict[str, object]:
    """What stands round every screen of a workspace; of none, where the name is empty."""
    return {
        "nonce": request.scope["nonce"],
        "name": name,
        "here": _screen(request.url.path, name),
        "titled": _titles(request),
        "screens": [(title, place(name, path)) for title, path in SCREENS] if name else [],
    }


def _titles(request: Request) -> Callable[[str], str]:
    """Makes titles of the workspace's pages short; the results are asked for them once, if ever."""

    @cache
    def shared() -> SharedTitleDoc:
        results = opened_of(request).results
        return results.shared_title if results else SharedTitleDoc()

    return lambda title: less_shared(title, shared())


def _screen(path: str, workspace: str) -> str:
    """Where in the navigation a path stands: itself, or the screen it belongs to."""
    screen = path.removeprefix(place(workspace)).partition("/")[0]
    return place(workspace, BELONGS[screen]) if screen in BELONGS else path


def refuse(
    request: Request, status: int, title: str, advice: str = "", *, inside: str = ""
) -> Response:
    """A page that says what happened and what to do; `inside` a workspace, with the way about."""
    shell = _shell(request, inside)
    return render(request, "error.html", status=status, title=title, advice=advice, **shell)


def known_workspace(request: Request) -> str:
    """The workspace that a path is about, whether or not it leads to a screen; else empty."""
    _, start, name, *_ = (*request.url.path.split("/"), "", "")
    return name if start == "w" and name in shelf_of(request).names() else ""


def attached(content: str | bytes, file: str, kind: str) -> Response:
    """A file to keep, by that name."""
    named = f"attachment; filename*=UTF-8''{quote(file, safe='')}"
    return Response(content, media_type=kind, headers={"Content-Disposition": named})


def is_part(request: Request) -> bool:
    """Whether only a part of the page is asked for; going back in time needs the whole one."""
    asked = request.headers
    return "hx-request" in asked and "hx-history-restore-request" not in asked


def place(workspace: str, path: str = "", **query: object) -> str:
    """The URL of a screen of a workspace.

    >>> place("example.com", "page", url="https://example.com/a?b")
    '/w/example.com/page?url=https%3A%2F%2Fexample.com%2Fa%3Fb'
    """
    asked = urlencode({key: value for key, value in query.items() if value not in (None, "")})
    return f"/w/{quote(workspace, safe='')}/{path}" + (f"?{asked}" if asked else "")


@cache
def static(file: str) -> str:
    """The URL of a file of the app, which changes with what is in it."""
    return f"/static/{file}?v={hashlib.sha256(static_bytes(file)).hexdigest()[:12]}"


@cache
def modules(folder: str) -> dict[str, str]:
    """The URLs by which scripts of a folder import each other, and those that change with them."""
    scripts = (file for file in sorted(_static_files()) if file.startswith(f"{folder}/"))
    return {f"/static/{file}": static(file) for file in scripts if file.endswith(".js")}


def static_bytes(file: str) -> bytes:
    """What a file of the app holds; KeyError for whatever is not one of them."""
    return _static_files()[file]


@cache
def _static_files() -> dict[str, bytes]:
    """All files of the app by name, read once: no name that is asked for becomes a path."""
    root = Path(str(files("linkequity.faces.web"))) / "static"
    found = {p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in found.items()} | {LOOK: stylesheet().encode()}


@cache
def _environment() -> Environment:
    made = environment("linkequity.faces.web")
    made.globals |= {"place": place, "static": static, "modules": modules}
    return made

"""The app as a whole: routes, guards and errors."""

import mimetypes
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.app.opened import Shelf
from linkequity.base.errors import LinkequityError, UsageError, WorkspaceUnclear
from linkequity.faces.web.access import Access
from linkequity.faces.web.pages import known_workspace, refuse, static_bytes
from linkequity.faces.web.screens.registry import ROUTES
from linkequity.faces.web.security import guards


def make_app(folder: Path, access: Access) -> Starlette:
    """The app over the workspaces of a folder."""
    app = Starlette(
        routes=[*ROUTES, Route("/static/{file:path}", static_file)],
        middleware=guards(access),
        exception_handlers={
            HTTPException: _refused,
            LinkequityError: _complain,
            Exception: _failed,
        },
    )
    app.state.shelf = Shelf(folder)
    app.state.access = access
    return app


async def static_file(request: Request) -> Response:
    """A file of the app itself; 404 for whatever is not one."""
    file = request.path_params["file"]
    try:
        content = static_bytes(file)
    except KeyError:
        raise HTTPException(404) from None
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    # Scripts import each other by name alone; only a URL with its version is good for ever.
    lasts = "max-age=31536000, immutable" if "v" in request.query_params else "no-cache"
    return Response(content, media_type=kind, headers={"Cache-Control": lasts})


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = "There is no such page" if error.status_code == 404 else error.detail
    return refuse(request, error.status_code, title, inside=known_workspace(request))


async def _complain(request: Request, error: Exception) -> Response:
    assert isinstance(error, LinkequityError)
    missing, usage = isinstance(error, WorkspaceUnclear), isinstance(error, UsageError)
    where = f"{error.where}: " if error.where else ""
    status = 404 if missing else 400 if usage else 409
    title = f"{where}{error.message}" if where else error.message[:1].upper() + error.message[1:]
    return refuse(request, status, title, error.hint, inside=known_workspace(request))


async def _failed(request: Request, error: Exception) -> Response:
    return refuse(
        request,
        500,
        "Something went wrong here that should not",
        "What happened is written where linkequity serve runs; nothing was changed.",
    )

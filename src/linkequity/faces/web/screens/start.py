"""Start: the workspaces of the folder."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.faces.web.pages import render, shelf_of


async def start(request: Request) -> Response:
    """All workspaces, by name."""
    return render(request, "start.html", names=shelf_of(request).names())


ROUTES = (Route("/", start),)

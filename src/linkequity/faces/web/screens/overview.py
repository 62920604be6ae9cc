"""Overview: where does authority go, and what comes first?"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.faces.web.pages import opened_of, render


async def overview(request: Request) -> Response:
    """The totals of the latest audit."""
    opened = opened_of(request)
    return render(request, "overview.html", opened=opened, r=opened.results)


ROUTES = (Route("/w/{name}/", overview),)

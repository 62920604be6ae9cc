"""All screens there are: one more is a module, a template and a line here."""

from starlette.routing import Route

from linkequity.faces.web.screens import login, overview, start

ROUTES: tuple[Route, ...] = (
    *start.ROUTES,
    *login.ROUTES,
    *overview.ROUTES,
)

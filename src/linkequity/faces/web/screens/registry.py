"""All screens there are: one more is a module, a template and a line here."""

from starlette.routing import Route

from linkequity.faces.web.screens import clusters, links_to_add, login, overview, plan, start

ROUTES: tuple[Route, ...] = (
    *start.ROUTES,
    *login.ROUTES,
    *overview.ROUTES,
    *links_to_add.ROUTES,
    *plan.ROUTES,
    *clusters.ROUTES,
)

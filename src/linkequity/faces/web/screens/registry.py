"""All screens there are: one more is a module, a template and a line here."""

from starlette.routing import Route

from linkequity.faces.web.screens import (
    audits,
    clusters,
    links_to_add,
    login,
    map,
    overview,
    page_card,
    plan,
    report,
    start,
    tables,
    what_if,
)

ROUTES: tuple[Route, ...] = (
    *start.ROUTES,
    *login.ROUTES,
    *overview.ROUTES,
    *report.ROUTES,
    *map.ROUTES,
    *links_to_add.ROUTES,
    *plan.ROUTES,
    *page_card.ROUTES,
    *what_if.ROUTES,
    *clusters.ROUTES,
    *audits.ROUTES,
    *tables.ROUTES,
)

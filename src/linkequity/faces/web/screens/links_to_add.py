"""Links to add: the sentence, the anchor text, what it lifts; accepted, rejected, remembered."""

from typing import Any, Final, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from linkequity.app.exports import plain_csv
from linkequity.app.links_to_add.listed import (
    STATES,
    LinkDoc,
    LinkQuery,
    LinksToAdd,
    Words,
    decide_link,
    links_to_add,
)
from linkequity.app.links_to_add.recommending import RecommendOrder, links_table
from linkequity.base.errors import UsageError
from linkequity.faces.quoting import quoted
from linkequity.faces.report.evidence import EVIDENCE_WORDS
from linkequity.faces.web.pages import attached, is_part, opened_of, place, render

HERE: Final = "links-to-add"
MOST_LINKS: Final = 100
FIELDS: Final = ("q", "words", "to", "from", "new")
# What each state is called, in the order of the tabs.
TABS = {"open": "To decide", "accepted": "To do", "rejected": "Rejected", "verified": "Done"}


async def show(request: Request) -> Response:
    """The list of work; with `to`, `from` or `new` links are found now."""
    query = _query(request)
    found = await run_in_threadpool(links_to_add, opened_of(request), query)
    template = "_links.html" if is_part(request) else "links_to_add.html"
    answer = render(request, template, **_shown(request, query, found))
    # The address without the fields that were left empty.
    answer.headers["HX-Push-Url"] = _list_url(request)
    return answer


async def export(request: Request) -> Response:
    """The links shown, as CSV."""
    query = _query(request)
    found = await run_in_threadpool(links_to_add, opened_of(request), query)
    table = links_table([each.link for each in found.links if each.link])
    return attached(plain_csv(table), f"{HERE}.csv", "text/csv")


async def decide(request: Request) -> Response:
    """Accept, reject, or take that back; then the list again, or the row alone."""
    form = await request.form(max_files=0, max_fields=10)
    id, state = str(form.get("id", "")), str(form.get("state", ""))
    opened = opened_of(request)
    await run_in_threadpool(decide_link, opened, id, state, str(form.get("because", ""))[:500])
    query = _query(request)
    if not is_part(request):
        return RedirectResponse(_list_url(request), 303)
    every = [
        await run_in_threadpool(links_to_add, opened, LinkQuery(state=each, order=query.order))
        for each in STATES
    ]
    row = next((link for found in every for link in found.links if link.id == id), None)
    return render(
        request,
        "_link.html",
        each=row,
        target_equity=every[0].target_equity,
        decided=True,
        quoted=quoted,
        evidence_words=EVIDENCE_WORDS,
        tabs=TABS,
        list_url=_list_url(request),
        site=_site(request),
    )


def _list_url(request: Request) -> str:
    return place(request.path_params["name"], HERE, **dict(request.query_params))


def _query(request: Request) -> LinkQuery:
    asked = request.query_params
    state, words = asked.get("state", "open"), asked.get("words", "")
    if state not in STATES or words not in get_args(Words):
        raise UsageError(f"{state or words} is not known here")
    return LinkQuery(state, words, asked.get("q", "")[:200], _order(request))  # type: ignore[arg-type]


def _order(request: Request) -> RecommendOrder | None:
    """Links to find now; None for those that the audit found."""
    asked = request.query_params
    to, from_ = asked.get("to", "").strip(), asked.get("from", "").strip()
    new, budget = _number(asked.get("new", "")), _number(asked.get("budget", ""))
    if not (to or from_ or new or budget):
        return None
    return RecommendOrder(
        budget=min(budget or 10, MOST_LINKS), to=to or None, from_=from_ or None, new_days=new
    )


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and 0 < int(text[:9]) <= 100_000):
        raise UsageError(f"{text[:40]} is no number of links or days", hint="Write a whole number.")
    return int(text)


def _shown(request: Request, query: LinkQuery, found: LinksToAdd) -> dict[str, Any]:
    asked = request.query_params
    return {
        "found": found,
        "target_equity": found.target_equity,
        "asked": {field: asked.get(field, "") for field in FIELDS},
        "query": query,
        "decided": False,
        "quoted": quoted,
        "evidence_words": EVIDENCE_WORDS,
        "tabs": TABS,
        "tab_urls": {state: _tab(request, state) for state in TABS},
        "export_url": place(request.path_params["name"], f"{HERE}.csv", **dict(asked)),
        "site": _site(request),
        "list_url": _list_url(request),
        "sure": sum(_holds(link) for link in found.links),
    }


def _site(request: Request) -> str:
    results = opened_of(request).results
    return results.site if results else ""


def _tab(request: Request, state: str) -> str:
    kept = {k: v for k, v in request.query_params.items() if k != "state"}
    return place(request.path_params["name"], HERE, **kept, state=state)


def _holds(link: LinkDoc) -> bool:
    return bool(link.link and (link.link.holds_in or 0) >= 0.8)


ROUTES = (
    Route(f"/w/{{name}}/{HERE}", show),
    Route(f"/w/{{name}}/{HERE}", decide, methods=["POST"]),
    Route(f"/w/{{name}}/{HERE}.csv", export),
)

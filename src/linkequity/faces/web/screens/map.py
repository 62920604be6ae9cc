"""Map: what shape is the site, and where is it cut?"""

import hashlib
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.app.map.building import site_map, version
from linkequity.app.map.documents import Island, SiteMap
from linkequity.app.map.dots import NO_GROUP, Grouping
from linkequity.app.map.islands import OTHERS
from linkequity.app.map.lookups import (
    MOST_NAMES,
    Name,
    PageLinks,
    links_of,
    matches,
    names,
    page_of,
)
from linkequity.app.map.wire import encode
from linkequity.app.opened import Opened
from linkequity.app.page_search import named_in_scenarios
from linkequity.app.what_if.starting import edits_of
from linkequity.base.urls import origin_of
from linkequity.faces.web.pages import opened_of, place, render
from linkequity.faces.words import count, is_web, plain, readable_url, segment_name

PATH: Final = "/w/{name}/map"
LONGEST_SEARCH: Final = 200
# What a page is, by its state on the map, where it is not indexable.
KINDS: Final = {"broken": "broken", "closed": "noindex", "not_crawled": "not_crawled"}


async def show(request: Request) -> Response:
    """The map; its islands as a table where that is asked for."""
    opened, grouping = opened_of(request), _grouping(request)
    known: dict[str, Any] = {
        "grouping": grouping,
        "asked": dict(request.query_params),
        "r": opened.results,
    }
    if opened.results is None or request.query_params.get("as") != "table":
        return render(request, "map.html", **known)
    made = await run_in_threadpool(site_map, opened.workspace, grouping)
    called = [_called(island, grouping) for island in made.islands]
    return render(
        request,
        "map_table.html",
        **known,
        rows=sorted(zip(called, made.islands, strict=True), key=lambda row: -row[1].equity),
        total=sum(island.equity for island in made.islands),
        arrows=[(called[a.source], called[a.target], a.equity) for a in made.arrows],
    )


async def data(request: Request) -> Response:
    """The map's numbers, as `app.map.wire` writes them, with each island's name."""
    opened, grouping = opened_of(request), _grouping(request)
    made = await run_in_threadpool(site_map, opened.workspace, grouping)
    called = [_called(island, grouping) for island in made.islands]
    content = await run_in_threadpool(encode, made, _version(opened), called)
    return Response(content, media_type="application/octet-stream")


async def called(request: Request) -> Response:
    """What pages are called: those whose ids are given, or those that match words."""
    asked = request.query_params
    made = await _map_of(request)
    if "q" in asked:
        found = await run_in_threadpool(matches, made, asked["q"][:LONGEST_SEARCH])
    else:
        ids = [_number(text) for text in asked.get("ids", "").split(",", MOST_NAMES)]
        known = [page_id for page_id in ids if page_id is not None]
        found = await run_in_threadpool(names, made, known)
    return _json([_name(request, name) for name in found])


async def links(request: Request) -> Response:
    """One page, by its id or URL: what it keeps, who links to it, whom it links to."""
    opened, asked = opened_of(request), request.query_params
    made = await _map_of(request)
    page_id = page_of(made, asked["url"]) if "url" in asked else _number(asked.get("id", ""))
    found = None
    if page_id is not None:
        found = await run_in_threadpool(links_of, opened.workspace.results, made, page_id)
    if found is None:
        raise HTTPException(404)
    known = msgspec.to_builtins(found)
    name = Name(page_id=found.page_id, url=found.url, title=found.title)
    return _json(known | _name(request, name) | _ways(request, found))


async def _map_of(request: Request) -> SiteMap:
    """The map that the browser drew; 409 where the site was audited since."""
    opened = opened_of(request)
    drawn = request.query_params.get("v")
    if drawn != await run_in_threadpool(_version, opened):
        raise HTTPException(409, "The site was audited again: load the map anew")
    return await run_in_threadpool(site_map, opened.workspace, _grouping(request))


def _version(opened: Opened) -> str:
    return hashlib.sha256(repr(version(opened.workspace)).encode()).hexdigest()[:12]


def _grouping(request: Request) -> Grouping:
    return "segment" if request.query_params.get("by") == "segment" else "cluster"


def _called(island: Island, grouping: Grouping) -> str:
    """An island's name."""
    if island.group == OTHERS:
        return f"{count(island.groups)} small {grouping}s"
    if island.group == NO_GROUP:
        return f"In no {grouping}"
    return plain(island.label or segment_name(island.group))


def _name(request: Request, name: Name) -> dict[str, object]:
    site = getattr(opened_of(request).results, "site", "")
    path = readable_url(name.url, site)
    return {"id": name.page_id, "url": name.url, "path": path, "title": plain(name.title or "")}


def _ways(request: Request, page: PageLinks) -> dict[str, object]:
    """Where to go from a page: its card, itself, what if it changed."""
    here, origin = request.path_params["name"], origin_of(page.url)
    named = named_in_scenarios(page.url, origin)
    return {
        "card": place(here, "page", url=page.url),
        "web": page.url if is_web(page.url) else None,
        "edits": [
            {
                "title": start.title,
                "picks": start.picks,
                "href": place(here, "what-if", add=start.add, **start.given),
            }
            for start in edits_of(named, KINDS.get(page.state, "indexable"))
        ],
    }


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


ROUTES = (
    Route(PATH, show),
    Route(f"{PATH}/data", data),
    Route(f"{PATH}/names", called),
    Route(f"{PATH}/links", links),
)

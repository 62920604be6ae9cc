"""Clusters: topics of the site, their pillar pages, and whether links go both ways."""

import re
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.app.auditing.shared_title import less_shared
from linkequity.app.clusters.building import build_clusters, list_clusters
from linkequity.app.clusters.matrix import MatrixDoc, cluster_matrix
from linkequity.app.opened import Opened
from linkequity.app.results import Results, SharedTitleDoc
from linkequity.faces.charts import matrix
from linkequity.faces.report.clusters import TONES, links_of
from linkequity.faces.web.pages import opened_of, render
from linkequity.faces.words import readable_url

HERE: Final = "clusters"
MOST_MISSING: Final = 100
PAGE: Final = re.compile(r"[0-9]{1,6}")


async def show(request: Request) -> Response:
    """Clusters, the largest first; with the words asked for in name or pillar."""
    opened, asked = opened_of(request), request.query_params
    words = asked.get("q", "")[:200]
    page = int(asked["page"]) if PAGE.fullmatch(asked.get("page", "")) else 1
    shown = await run_in_threadpool(lambda: list_clusters(opened.facts, words, page))
    return render(
        request,
        "clusters.html",
        found=shown.found,
        shown=shown,
        q=words,
        links_of=links_of,
        legend=TONES,
        site=_site(opened),
    )


async def show_one(request: Request) -> Response:
    """One cluster, whole."""
    opened, id = opened_of(request), request.path_params["id"]
    found = await run_in_threadpool(lambda: build_clusters(opened.facts, id))
    cluster = found.clusters[0]
    pairs = await run_in_threadpool(lambda: cluster_matrix(opened.facts, cluster.id))
    site = _site(opened)
    return render(
        request,
        "cluster.html",
        cluster=cluster,
        missing=cluster.missing[:MOST_MISSING],
        sub_labels={sub.id: sub.label for sub in cluster.sub_clusters},
        picture=_picture(pairs, opened.results),
        pairs=pairs,
        site=site,
    )


def _picture(pairs: MatrixDoc, results: Results | None) -> object:
    shared = results.shared_title if results else SharedTitleDoc()
    names = [
        less_shared(title or "", shared) or readable_url(url, results.site if results else "")
        for url, title in zip(pairs.pages, pairs.titles, strict=True)
    ]
    label = f"Links between {len(names)} pages: rows link to columns, the pillar page first"
    return matrix(pairs.links, names, label=label)


def _site(opened: Opened) -> str:
    return opened.results.site if opened.results else ""


ROUTES = (
    Route(f"/w/{{name}}/{HERE}", show),
    Route(f"/w/{{name}}/{HERE}/{{id}}", show_one),
)

"""The card of a page: why has it this much, and who should link to it?"""

from typing import Final

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.app.links_to_add.recommendations import Recommendations
from linkequity.app.links_to_add.recommending import RecommendOrder
from linkequity.app.opened import Opened
from linkequity.app.page_card.building import page_card
from linkequity.app.page_card.documents import CardLedgerDoc, NoPage, PageCard
from linkequity.app.what_if.starting import edits_of
from linkequity.base.errors import UsageError
from linkequity.faces.charts import Part, Row, stacked
from linkequity.faces.quoting import quoted
from linkequity.faces.report.ledger import LEAKS
from linkequity.faces.web.pages import is_part, opened_of, render
from linkequity.faces.words import units

SUGGESTED: Final = 8
LONGEST: Final = 4096
WIDTH: Final = 1100.0
NARROW: Final = 330.0
# What a URL without a card is, in words.
KINDS: Final = {
    "external": "is not a page of this site",
    "unknown": "is not known: no crawl, link, sitemap or import names it",
    "redirected": "redirects",
    "canonicalised": "declares another page as its canonical",
    "broken": "is broken",
    "uncertain": "may be broken: a firewall or a rate limit may have answered instead",
    "blocked": "is blocked by robots.txt, so nobody knows what is there",
    "not_html": "is no HTML page: it passes nothing on",
    "not_crawled": "was not crawled, so nobody knows what is there",
}
ADVICE: Final = {
    "redirected": "Links to it pass on in full; shorten them when you touch their pages.",
    "canonicalised": "What links to it counts for the other page.",
    "broken": "Mend the links to it, or redirect it: try what that brings back.",
    "blocked": "Links to it leak what they carry.",
    "not_html": "Links to it leak what they carry; link to a page about it as well.",
}


async def show(request: Request) -> Response:
    """The card, or what the URL is that has none."""
    opened, url = opened_of(request), request.query_params.get("url", "")[:LONGEST]
    found = await run_in_threadpool(_card, opened, url)
    site = opened.facts.manifest.site
    if isinstance(found, NoPage):
        return render(
            request,
            "no_page.html",
            status=404 if found.kind == "unknown" else 200,
            found=found,
            says=KINDS.get(found.kind, "is no page"),
            advice=ADVICE.get(found.kind, ""),
            site=site,
        )
    return render(
        request,
        "page_card.html",
        card=found,
        site=site,
        flows=[_drawn(_flow(found.ledger), width) for width in (WIDTH, NARROW)],
        flow=_flow(found.ledger),
        edits=edits_of(found.path, "indexable" if found.indexable else "noindex"),
    )


async def sources(request: Request) -> Response:
    """Pages that should link here, with the words to link with; looked for when asked."""
    opened, url = opened_of(request), request.query_params.get("url", "")[:LONGEST]
    found, refused = await run_in_threadpool(_sources, opened, url)
    template = "_page_sources.html" if is_part(request) else "page_sources.html"
    site = opened.facts.manifest.site
    return render(
        request, template, found=found, refused=refused, url=url, site=site, quoted=quoted
    )


def _card(opened: Opened, url: str) -> PageCard | NoPage:
    return page_card(opened.facts, opened.results, opened.workspace.results, url)


def _sources(opened: Opened, url: str) -> tuple[Recommendations | None, str]:
    """Links to add, or why none are looked for."""
    try:
        return opened.links(RecommendOrder(budget=SUGGESTED, to=url)), ""
    except UsageError as error:
        return None, f"{error.message}. {error.hint}"


def _flow(ledger: CardLedgerDoc) -> list[Row]:
    """What comes in above where it goes."""
    leaked = sorted(ledger.leaked.items(), key=lambda leak: -leak[1])
    leaks = [Part(LEAKS[why].name, amount, f"leak-{LEAKS[why].verdict}") for why, amount in leaked]
    comes_in = (
        Part("By existing", ledger.from_baseline, "baseline"),
        Part("Backlinks", ledger.from_backlinks, "backlinks"),
        Part("Links of this site", ledger.received, "hue-6"),
    )
    goes = (
        Part("Kept", ledger.kept, "kept"),
        Part("Passed on", ledger.passed_on, "hue-6"),
        *leaks,
    )
    return [_present("Comes in", comes_in), _present("Goes", goes)]


def _present(name: str, parts: tuple[Part, ...]) -> Row:
    return Row(name, tuple(part for part in parts if part.amount > 0))


def _drawn(rows: list[Row], width: float) -> Markup:
    label = "What comes in to the page, and where it goes, in page units"
    return stacked(rows, label=label, width=width, show=units)


ROUTES = (Route("/w/{name}/page", show), Route("/w/{name}/page/sources", sources))

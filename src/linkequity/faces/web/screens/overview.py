"""Overview: where does authority go, and what comes first?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.app.history.trend import TotalsDoc, read_trend
from linkequity.app.results import Results
from linkequity.faces.charts import Point
from linkequity.faces.charts import trend as picture
from linkequity.faces.report import sections
from linkequity.faces.report.areas import areas_view
from linkequity.faces.report.evidence import EVIDENCE_WORDS
from linkequity.faces.report.flows import flows_view
from linkequity.faces.report.ledger import fixable, ledger_view
from linkequity.faces.report.verdict import key_figures, verdict
from linkequity.faces.tasks_in_words import how_sure
from linkequity.faces.web.pages import opened_of, place, render
from linkequity.faces.words import count, moment, units

LINKS: Final = 5
FINDINGS: Final = 3


def whole(number: float) -> str:
    """A count that came as a float."""
    return count(round(number))


async def overview(request: Request) -> Response:
    """The latest audit in one look; before the first, how to get one."""
    opened = opened_of(request)
    results = opened.results
    if results is None:
        return render(request, "overview_empty.html")
    shown = render(
        request, "overview.html", **_shown(opened.name, results, read_trend(opened.workspace))
    )
    opened.warm()  # Not sooner: what is read ahead would keep this screen waiting.
    return shown


@dataclass(frozen=True)
class Line:
    """How one figure went: its picture, what it is now, how it differs from the time before."""

    name: str
    line: Markup
    now: str
    change: str
    tone: str


@dataclass(frozen=True)
class Trends:
    """The lines of all figures since the first snapshot that was audited."""

    since: str
    lines: list[Line]


@dataclass(frozen=True)
class Traced:
    """A figure to trace: how to take it from the totals, to write it, and if more is better."""

    name: str
    take: Callable[[TotalsDoc], float]
    show: Callable[[float], str]
    more_is_better: bool


TRACED: Final = (
    Traced("Equity kept by pages", lambda t: t.ledger.kept, units, more_is_better=True),
    Traced("From backlinks", lambda t: t.ledger.from_backlinks, units, more_is_better=True),
    Traced(
        "Leaks you can mend",
        lambda t: fixable(t.ledger, t.totals.get("indexable_pages", 0)),
        units,
        more_is_better=False,
    ),
    Traced("Stranded", lambda t: t.ledger.stranded, units, more_is_better=False),
    Traced(
        "Pages that can rank",
        lambda t: t.totals.get("indexable_pages", 0),
        whole,
        more_is_better=True,
    ),
    Traced("Orphan pages", lambda t: t.totals.get("orphan_pages", 0), whole, more_is_better=False),
    Traced("Broken links", lambda t: t.totals.get("broken_links", 0), whole, more_is_better=False),
)


def _trends(trend: Sequence[TotalsDoc]) -> Trends | None:
    """The lines; None before there are two snapshots to compare."""
    if len(trend) < 2:
        return None
    return Trends(trend[0].finished_at, [_line(trend, traced) for traced in TRACED])


def _line(trend: Sequence[TotalsDoc], traced: Traced) -> Line:
    amounts = [traced.take(one) for one in trend]
    change = amounts[-1] - amounts[-2]
    points = [Point(moment(t.finished_at), a) for t, a in zip(trend, amounts, strict=True)]
    better = (change > 0) == traced.more_is_better
    return Line(
        traced.name,
        picture(points, label=traced.name, show=traced.show),
        traced.show(amounts[-1]),
        ("+" if change > 0 else "−") + traced.show(abs(change)) if change else "",
        "up" if better else "down",
    )


def _shown(name: str, results: Results, trend: Sequence[TotalsDoc]) -> dict[str, Any]:
    return {
        "r": results,
        "site": results.site,
        "verdict": verdict(results),
        "figures": key_figures(results),
        "todo": sections.todo(results).first,
        "how_sure": how_sure,
        "links": results.recommendations[:LINKS],
        "flows": flows_view(results),
        "ledger": ledger_view(results.ledger, results.totals.get("indexable_pages", 0)),
        "evidence_words": EVIDENCE_WORDS,
        "findings": FINDINGS,
        "trends": _trends(trend),
        "areas": areas_view(results, lambda url: place(name, "page", url=url)),
    }


ROUTES = (Route("/w/{name}/", overview),)

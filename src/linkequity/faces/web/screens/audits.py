"""Audits: what each found, what it stands on, and its findings one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.app.results import AuditDoc, Results
from linkequity.app.tables.reading import TablePage, read
from linkequity.app.tables.view import PAGE_SIZES, View
from linkequity.base.errors import UsageError
from linkequity.faces.report.audits import Explanation, explain
from linkequity.faces.report.evidence import EVIDENCE_WORDS, evidence
from linkequity.faces.web.cells import evidence_of, is_own
from linkequity.faces.web.pages import is_part, opened_of, place, render

HERE: Final = "audits"
# What came of an audit, in the order of the tabs; the worst first.
STATUSES: Final = {
    "fail": "Found something",
    "inconclusive": "Inconclusive",
    "error": "Did not finish",
    "pass": "Found nothing",
    "not_applicable": "Not applicable",
}
ALL: Final = "all"
COLUMNS: Final = "url,evidence,equity_at_stake,severity,verdict,state"


@dataclass(frozen=True)
class Line:
    """One audit in the list: what it is about, in a sentence."""

    doc: AuditDoc
    lead: str


async def show(request: Request) -> Response:
    """Those that found something, the most at stake first; or of the status that is chosen."""
    results = opened_of(request).results
    if results is None:
        return render(request, "table_empty.html", title="Audits")
    status = request.query_params.get("status") or _first_shown(results.audits)
    if status not in (*STATUSES, ALL):
        raise UsageError(
            f"no audit is {status[:40]!r}", hint=f"They are one of: {', '.join(STATUSES)}, {ALL}"
        )
    return render(
        request,
        "audits.html",
        lines=_lines(results, status),
        chosen=status,
        tabs=_tabs(results.audits),
        statuses=STATUSES,
        equity_in=results.ledger.equity_in,
        evidence_words=EVIDENCE_WORDS,
    )


async def show_one(request: Request) -> Response:
    """One audit: its own documentation, and its findings page by page."""
    opened = opened_of(request)
    results = opened.results
    audit = next((a for a in _audits(results) if a.id == request.path_params["id"]), None)
    if results is None or audit is None:
        raise HTTPException(404)
    view = _view(request, audit)
    found = await run_in_threadpool(read, opened.workspace, view)
    explanation = explain(audit.explanation)
    answer = render(
        request,
        "_findings.html" if is_part(request) else "audit.html",
        audit=audit,
        explanation=explanation,
        fix=_part(explanation, "Fix"),
        rest=[part for part in explanation.paragraphs if part[0] != "Fix"],
        statuses=STATUSES,
        evidence_words=EVIDENCE_WORDS,
        equity_in=results.ledger.equity_in,
        site=results.site,
        found=found,
        view=found.view,
        findings=_findings(found),
        sizes=PAGE_SIZES,
        replace=replace,
        at=lambda view: _at(opened.name, audit, view),
        table_url=place(opened.name, "findings", **{"audit.in": audit.id, "silent.is": "no"}),
        is_own=is_own,
        evidence=lambda cell: evidence(evidence_of(cell)),
        title_of=lambda cell: str(evidence_of(cell).get("title") or ""),
    )
    answer.headers["HX-Push-Url"] = _at(opened.name, audit, found.view)
    return answer


def _audits(results: Results | None) -> list[AuditDoc]:
    return results.audits if results else []


def _lines(results: Results, status: str) -> list[Line]:
    """Audits by status, those where nothing is lost after the others, then by what is at stake."""
    rank = list(STATUSES)
    chosen = [a for a in results.audits if status in (a.status, ALL)]
    chosen.sort(key=lambda a: (rank.index(a.status), a.passes, -a.equity_at_stake, a.title))
    return [Line(audit, explain(audit.explanation).lead) for audit in chosen]


def _first_shown(audits: Sequence[AuditDoc]) -> str:
    return "fail" if any(audit.status == "fail" for audit in audits) else ALL


def _tabs(audits: Sequence[AuditDoc]) -> list[tuple[str, str, int]]:
    counts = {status: sum(a.status == status for a in audits) for status in STATUSES}
    several = [(s, title, counts[s]) for s, title in STATUSES.items() if counts[s]]
    return [*several, (ALL, "All", len(audits))]


def _view(request: Request, audit: AuditDoc) -> View:
    """Its findings, those that a baseline silences left out."""
    asked = {name: request.query_params.get(name, "") for name in ("q", "page", "size")}
    fixed = {"audit.in": audit.id, "silent.is": "no", "columns": COLUMNS}
    return View.of("findings", [*fixed.items(), *asked.items()])


def _at(workspace: str, audit: AuditDoc, view: View) -> str:
    kept = {name: value for name, value in view.pairs if name in ("q", "page", "size")}
    return place(workspace, f"{HERE}/{audit.id}", **kept)


def _findings(found: TablePage) -> list[dict[str, object]]:
    names = [column.name for column in found.view.columns]
    return [dict(zip(names, row, strict=True)) for row in found.rows]


def _part(explanation: Explanation, heading: str) -> str:
    return next((text for title, text in explanation.paragraphs if title == heading), "")


ROUTES = (
    Route(f"/w/{{name}}/{HERE}", show),
    Route(f"/w/{{name}}/{HERE}/{{id}}", show_one),
)

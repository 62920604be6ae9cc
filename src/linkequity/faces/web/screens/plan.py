"""The plan: target, supporting pages, backlinks; gates between them; what the order is worth."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from linkequity.app.exports import plain_csv
from linkequity.app.links_to_add.listed import decide_link
from linkequity.app.opened import Opened
from linkequity.app.planning.build import PlanOrder, kept_plans, make_plans
from linkequity.app.planning.documents import Plan
from linkequity.app.planning.files import STAGES, STEPS, as_markdown, task_table
from linkequity.app.what_if.sending import sent_work
from linkequity.base.errors import UsageError
from linkequity.faces.report.evidence import EVIDENCE_WORDS
from linkequity.faces.web.pages import attached, opened_of, place, render

HERE: Final = "plan"


async def show(request: Request) -> Response:
    """The plan of the chosen target, or of the first there is one for."""
    opened = opened_of(request)
    plans = kept_plans(opened.workspace)
    return render(
        request,
        "plan.html",
        plans=plans,
        sent=sent_work(opened.workspace),
        plan=_chosen(plans, request.query_params.get("target")),
        steps=STEPS,
        stages=STAGES,
        evidence_words=EVIDENCE_WORDS,
        site=opened.results.site if opened.results else "",
    )


async def make(request: Request) -> Response:
    """Make a plan for the page that was named, or for those the data suggests."""
    form = await request.form(max_files=0, max_fields=4)
    target = str(form.get("target", "")).strip()
    name = request.path_params["name"]
    made = await run_in_threadpool(_make, opened_of(request), target or None)
    return RedirectResponse(place(name, HERE, target=made[0].target if made else None), 303)


async def decide(request: Request) -> Response:
    """Accept or reject a task, or take that back."""
    form = await request.form(max_files=0, max_fields=6)
    id, state = str(form.get("id", "")), str(form.get("state", ""))
    await run_in_threadpool(decide_link, opened_of(request), id, state, "")
    target = str(form.get("target", ""))
    return RedirectResponse(place(request.path_params["name"], HERE, target=target) + f"#{id}", 303)


async def export(request: Request) -> Response:
    """All plans, or the chosen one, as Markdown or as a table of tasks."""
    plans = kept_plans(opened_of(request).workspace)
    target = request.query_params.get("target")
    chosen = [plan for plan in plans if target in (None, plan.target)]
    match request.path_params["kind"]:
        case "md":
            return attached(as_markdown(chosen), "plan.md", "text/markdown")
        case "csv":
            return attached(plain_csv(task_table(chosen)), "plan.csv", "text/csv")
    raise HTTPException(404)


def _make(opened: Opened, target: str | None) -> list[Plan]:
    with opened.workspace.locked():
        return make_plans(opened.workspace, opened.facts, PlanOrder(target)).plans


def _chosen(plans: list[Plan], target: str | None) -> Plan | None:
    if target is None:
        return plans[0] if plans else None
    found = next((plan for plan in plans if plan.target == target), None)
    if found is None:
        raise UsageError(f"there is no plan for {target[:200]}", hint="Make it on this screen.")
    return found


ROUTES = (
    Route(f"/w/{{name}}/{HERE}", show),
    Route(f"/w/{{name}}/{HERE}", make, methods=["POST"]),
    Route(f"/w/{{name}}/{HERE}/decide", decide, methods=["POST"]),
    Route(f"/w/{{name}}/{HERE}.{{kind}}", export),
)

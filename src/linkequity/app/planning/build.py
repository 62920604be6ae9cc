"""Plans made: documents of what the advice found, what the order is worth in words, and kept."""

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import polars as pl

from linkequity.advice.plan.making import Backlinks, Brief, Made, Planner
from linkequity.advice.plan.stages import Stage
from linkequity.advice.plan.targets import named_target, suggested_targets
from linkequity.app.intake.imports import ImportDoc, read_list
from linkequity.app.links_to_add.decisions import LINK, decisions_of
from linkequity.app.links_to_add.editors import editor_of, keep_taught
from linkequity.app.planning.documents import (
    HeardDoc,
    OrderDoc,
    Plan,
    PlanPlaceDoc,
    PlanProspectDoc,
    PlanQueryDoc,
    Plans,
    PlanTaskDoc,
    StageDoc,
    SupporterDoc,
    ToWriteDoc,
)
from linkequity.app.planning.tasks import gate_doc, next_step, reviewed, tasks_of
from linkequity.app.workspace import RESULTS_FILE, Workspace
from linkequity.model.facts import Facts
from linkequity.snapshot.snapshot import write_bytes
from linkequity.snapshot.tables import KEYWORDS, PROSPECTS
from linkequity.sources.registry import read_keywords, read_prospects
from linkequity.track.decisions import Proposed

PLAN_FILE = "plan.json"
# Less than this share of what backlinks add is no difference worth a sentence.
NOTICED = 0.01


@dataclass(frozen=True)
class PlanOrder:
    """What was asked for; no `target`: the targets that the data suggests."""

    target: str | None = None
    keywords: Path | None = None
    prospects: Path | None = None


def make_plans(workspace: Workspace, facts: Facts, order: PlanOrder) -> Plans:
    """A plan for each target, kept in the workspace. The workspace must be locked."""
    files: list[ImportDoc] = []
    brief = Brief(
        _listed(workspace, order.keywords, "keywords", files),
        _listed(workspace, order.prospects, "prospects", files),
        rejected=_rejected(workspace),
    )
    targets = [named_target(facts, order.target)] if order.target else suggested_targets(facts)
    editor = editor_of(facts, workspace)
    planner, kept = Planner(facts, brief), {plan.target: plan for plan in kept_plans(workspace)}
    made = []
    for target in targets:
        earlier = kept.get(str(facts.graph.pages["url"][target]))
        made.append(_plan(facts, planner, target, (brief, earlier)))
    keep_taught(editor, workspace)
    decisions_of(workspace).remember([_proposed(task) for plan in made for task in plan.tasks])
    _keep(
        workspace, [*made, *(p for p in kept.values() if p.target not in {m.target for m in made})]
    )
    suggested = None if order.target else facts.worth.origin
    return Plans(suggested_by=suggested, files=files, plans=made)


def review_plans(workspace: Workspace, facts: Facts) -> list[Plan]:
    """The plans kept in a workspace as a new snapshot shows them; kept so."""
    plans = [reviewed(facts, plan) for plan in kept_plans(workspace)]
    if plans:
        write_bytes(msgspec.json.encode(Plans(plans=plans)), workspace.results / PLAN_FILE)
    return plans


def kept_plans(workspace: Workspace) -> list[Plan]:
    """Plans made before, one a target."""
    path = workspace.results / PLAN_FILE
    return msgspec.json.decode(path.read_bytes(), type=Plans).plans if path.exists() else []


def _keep(workspace: Workspace, plans: list[Plan]) -> None:
    """In a file of their own, and in the results, for the report."""
    write_bytes(msgspec.json.encode(Plans(plans=plans)), workspace.results / PLAN_FILE)
    path = workspace.results / RESULTS_FILE
    if path.exists():
        results = msgspec.json.decode(path.read_bytes())
        results["plans"] = msgspec.to_builtins(plans)
        write_bytes(msgspec.json.encode(results), path)


def _rejected(workspace: Workspace) -> frozenset[str]:
    decided = decisions_of(workspace).all()
    return frozenset(decision.id for decision in decided if decision.state == "rejected")


def _proposed(task: PlanTaskDoc) -> Proposed:
    """A task as what may be accepted or rejected."""
    kind = LINK if task.kind in {"link_in", "link_back"} else "task"
    return Proposed(task.id, kind, task.source, task.target, task.anchor_text or task.action)


def _listed(
    workspace: Workspace, file: Path | None, kind: str, files: list[ImportDoc]
) -> pl.DataFrame:
    if file is None:
        return (KEYWORDS if kind == "keywords" else PROSPECTS).empty()
    reader = read_keywords if kind == "keywords" else read_prospects
    frame, record = read_list(workspace, file, reader)
    files.append(record)
    return frame


def _plan(facts: Facts, planner: Planner, target: int, given: tuple[Brief, Plan | None]) -> Plan:
    brief, earlier = given
    if earlier is not None:
        pinned = tuple(supporter.url for supporter in earlier.supporters)
        queries = tuple(task.query for task in earlier.tasks if task.query)
        brief = replace(brief, pinned=pinned, pinned_queries=queries)
    made = planner.plan(target, brief)
    offered = tasks_of(made, facts.manifest.site)
    tasks = [task for task in offered if task.id not in brief.rejected]
    ids = {task.id for task in tasks}
    before = [task for task in earlier.tasks if task.id not in ids] if earlier else []
    plan = reviewed(facts, _document(facts, made, [*tasks, *before]))
    still = [task for task in plan.tasks if task.id in ids or task.state == "done"]
    return msgspec.structs.replace(plan, tasks=still)


def _document(facts: Facts, made: Made, tasks: list[PlanTaskDoc]) -> Plan:
    titles = dict(facts.graph.pages.select("url", "title").iter_rows())
    first, last = _orders(made)
    return Plan(
        target=made.target,
        title=titles[made.target],
        snapshot=facts.manifest.finished_at.isoformat(),
        next_step=next_step(made.gates),
        gates=[gate_doc(gate) for gate in made.gates],
        supporters=[
            SupporterDoc(
                url=url,
                title=titles[url],
                nearness=supporter.nearness,
                links_in=supporter.links_in,
                links_back=supporter.links_back,
            )
            for url, supporter in made.supporters
        ],
        to_write=[
            ToWriteDoc(
                key=page.key,
                title=page.title,
                url=url,
                queries=[PlanQueryDoc(query=q, impressions=n) for q, n in page.queries],
                anchor_in=words,
                anchor_back=page.title,
            )
            for (url, page), words in zip(made.to_write, made.words_in, strict=True)
        ],
        stages=[_stage(stage) for stage in made.stages],
        places=_places(made.backlinks),
        prospects=_prospects(made.backlinks),
        assumed_backlink=made.backlinks.assumed if made.backlinks else False,
        structure_first=first,
        backlinks_first=last,
        worth=_worth(made),
        tasks=tasks,
        heard=HeardDoc(**vars(made.heard)) if made.heard and made.heard.asked else None,
    )


def _stage(stage: Stage) -> StageDoc:
    return StageDoc(
        name=stage.name,
        equity=stage.equity,
        around=stage.around,
        pages_lifted=stage.pages_lifted,
    )


def _places(backlinks: Backlinks | None) -> list[PlanPlaceDoc]:
    return [
        PlanPlaceDoc(
            url=place.url,
            page_kind=place.page_kind,
            p_win=place.p_win,
            value_today=place.value_today,
            value=place.value,
            pages_lifted_today=place.lifted_today,
            pages_lifted=place.lifted,
        )
        for place in (backlinks.places if backlinks else [])
    ]


def _prospects(backlinks: Backlinks | None) -> list[PlanProspectDoc]:
    return [
        PlanProspectDoc(
            referring_domain=one.referring_domain,
            referring_page=one.referring_page,
            domain_rating=one.domain_rating,
            land_on=one.place.url,
            relevance=one.relevance,
            brings=one.brings,
            lift_today=one.lift_today,
            lift=one.lift,
            pages_lifted_today=one.place.lifted_today,
            pages_lifted=one.place.lifted,
        )
        for one in (backlinks.pursued if backlinks else [])
    ]


def _orders(made: Made) -> tuple[list[OrderDoc], list[OrderDoc]]:
    """After each step, structure first and backlinks first; both end at the same."""
    if made.backlinks is None:
        return [], []
    today, built, won = made.stages[0], made.stages[-1], made.backlinks
    begins = OrderDoc(after="today", equity=today.equity, around=today.around)
    ends = {"equity": won.last, "around": won.around_last}
    return (
        [
            begins,
            OrderDoc(after="structure", equity=built.equity, around=built.around),
            OrderDoc(after="backlinks", **ends),
        ],
        [
            begins,
            OrderDoc(after="backlinks", equity=won.first, around=won.around_first),
            OrderDoc(after="structure", **ends),
        ],
    )


def _worth(made: Made) -> str:
    """What structure first is worth here: what backlinks add with it, and without."""
    if made.backlinks is None:
        return "Nothing can be simulated before the target itself is ready."
    today, built, won = made.stages[0], made.stages[-1], made.backlinks
    without, with_it = won.around_first - today.around, won.around_last - built.around
    several = len(won.pursued) > 1
    adds = (
        f"{'the backlinks of step three add' if several else 'the backlink of step three adds'} "
        f"{with_it:#.3g} units to the target and its supporting pages instead of {without:#.3g}"
    )
    then, now = built.pages_lifted, today.pages_lifted
    if then > now:
        return (
            f"With the structure in place a backlink on the target lifts {then} pages instead "
            f"of {now}; {adds}."
        )
    if with_it > without * (1 + NOTICED):
        return (
            f"With the structure in place {adds}. A backlink on the target lifts "
            f"{then} pages then, {now} today."
        )
    return (
        "The order is worth nothing here: a backlink on the target lifts "
        f"{then} pages with the structure in place, {now} without, and {adds}."
    )

"""The terminal's answer to a plan: gates, tasks and what each step is worth."""

from typing import Final

from rich.table import Table

from linkequity.app.planning.documents import OrderDoc, Plan, PlanGateDoc, Plans, PlanTaskDoc
from linkequity.app.planning.files import (
    ASSUMED,
    OWN_WORDS,
    STAGES,
    STEPS,
    brought,
    excerpt,
    heard,
    landing,
    linked,
    stages_shown,
)
from linkequity.base.urls import path_of
from linkequity.faces.cli.terminal import out, plain, say_imports

STATES: Final = {"open": "[green]open[/]", "closed": "[red]closed[/]", "unknown": "unknown"}
SUGGESTED: Final = {
    "priority": "the pages named in \\[priority]",
    "search demand": "search demand, that on page two of the results first",
    "need": "clusters and need, as neither priority pages nor search data are known",
}


def say_plans(plans: Plans) -> None:
    """Each plan in turn."""
    say_imports(plans.files)
    if plans.suggested_by:
        out.print(f"Targets suggested by {SUGGESTED[plans.suggested_by]}.")
    if not plans.plans:
        out.print("No page of this site suggests itself; name one with --target.")
    for plan in plans.plans:
        _say_plan(plan)
    out.print("[dim]A model of this site's links, not a search engine's number.[/]")


def _say_plan(plan: Plan) -> None:
    out.print(f"\n[bold]Plan for {plain(path_of(plan.target))}[/]  {plain(plan.title)}")
    out.print(plain(plan.worth))
    for step, title in STEPS.items():
        turn = "  [dim]← now[/]" if step == plan.next_step else ""
        out.print(f"\n[bold]{title}[/]{turn}")
        for gate in plan.gates:
            if gate.step == step:
                _say_gate(gate)
        if step == "structure":
            _say_supporters(plan)
        if step == "backlinks":
            _say_landing(plan)
        for task in plan.tasks:
            if task.step == step:
                _say_task(task)
    if plan.stages:
        out.print("\n[bold]Simulated[/] [dim](units; together: with the supporting pages)[/]")
        out.print(_stages(plan))
        out.print(f"Structure first: {_order(plan.structure_first)}")
        out.print(f"Backlinks first: {_order(plan.backlinks_first)}")


def _say_gate(gate: PlanGateDoc) -> None:
    opens = f" [bold]{plain(gate.opens_by)}[/]" if gate.opens_by else ""
    out.print(f"  {STATES[gate.state]}  {gate.test}: {plain(gate.found)}.{opens}")


def _say_supporters(plan: Plan) -> None:
    for page in plan.supporters:
        near = f"closer in topic than {min(int(100 * page.nearness), 99)}% of page pairs"
        out.print(f"  {plain(path_of(page.url))}  [dim]{linked(page)}; {near}[/]")
    for new in plan.to_write:
        asked = ", ".join(
            plain(q.query) + (f" ({q.impressions:,})" if q.impressions else "") for q in new.queries
        )
        out.print(f"  to be written: {plain(new.title)}  [dim]{asked}[/]")
    for line in heard(plan):
        out.print(f"  [dim]{line}[/]")


def _say_landing(plan: Plan) -> None:
    for place in plan.places:
        out.print(f"  {plain(landing(place))}")
    if plan.assumed_backlink:
        out.print(f"  [dim]{ASSUMED} Name yours with --prospects FILE.[/]")
        return
    for one in plan.prospects:
        out.print(f"  {plain(brought(one))}")


def _say_task(task: PlanTaskDoc) -> None:
    mark = "[green]done[/]" if task.state == "done" else "locked" if task.locked else "to do"
    out.print(f"  {mark}: {plain(task.action)}  [dim]{task.id}[/]")
    if task.sentence and task.state != "done":
        kind = "new text" if task.new_text else "in"
        out.print(f'      "{plain(task.anchor_text)}" {kind}: {plain(task.sentence)}')
        if task.after:
            out.print(f"      [dim]to stand after: {plain(excerpt(task.after))}[/]")
    elif task.kind.startswith("link") and task.state != "done":
        named = f'"{plain(task.anchor_text)}" ' if task.anchor_text else ""
        out.print(f"      {named}{OWN_WORDS}")


def _stages(plan: Plan) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("target", "together", "pages lifted"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    table.add_column("the site")
    for stage in stages_shown(plan):
        table.add_row(
            f"{stage.equity:.3f}",
            f"{stage.around:.3f}",
            str(stage.pages_lifted),
            STAGES[stage.name],
        )
    return table


def _order(steps: list[OrderDoc]) -> str:
    return " → ".join(f"{step.after} {step.equity:.3f} ({step.around:.3f})" for step in steps)

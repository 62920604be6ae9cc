"""A plan as files: Markdown for people who work in documents, a table of tasks for spreadsheets.

Titles, anchor texts and URLs come from the site and from vendors: in Markdown all that could be
markup is escaped, in the table nothing starts a formula (`exports.write_csv`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from linkequity.app.planning.documents import Plan, PlanTaskDoc

MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$])")
STEPS: Final = {
    "target": "1. The target",
    "structure": "2. Supporting pages",
    "backlinks": "3. Backlinks",
}
STAGES: Final = {
    "today": "as it is",
    "alone": "alone, without links between target and supporting pages",
    "one_way": "supporting pages only link in",
    "two_way": "links both ways",
    "written": "with the pages to be written",
}
TASKS: Final = pl.Schema(
    {
        "id": pl.String,
        "plan": pl.String,
        "step": pl.String,
        "kind": pl.String,
        "state": pl.String,
        "locked": pl.Boolean,
        "action": pl.String,
        "source": pl.String,
        "target": pl.String,
        "anchor_text": pl.String,
        "sentence": pl.String,
        "new_text": pl.Boolean,
    }
)


def task_table(plans: Sequence[Plan]) -> pl.DataFrame:
    """All tasks of all plans, a row each."""
    rows = [
        {name: plan.target if name == "plan" else getattr(task, name) for name in TASKS}
        for plan in plans
        for task in plan.tasks
    ]
    return pl.DataFrame(rows, schema=TASKS)


def as_markdown(plans: Sequence[Plan]) -> str:
    """The plans as one Markdown document."""
    return "\n".join(line for plan in plans for line in _plan(plan)) + "\n"


def escaped(text: str | None) -> str:
    """Text as Markdown that shows it and does nothing else: one line, no markup, no HTML.

    >>> escaped("[x](javascript:y)")
    '\\\\[x\\\\]\\\\(javascript:y\\\\)'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text or "").split())
    return MARKUP.sub(r"\\\1", line)


def _plan(plan: Plan) -> Iterator[str]:
    yield f"# Plan for {escaped(plan.title or plan.target)}"
    yield f"\n{escaped(plan.target)}\n"
    yield f"{escaped(plan.worth)}\n"
    for step, title in STEPS.items():
        yield f"## {title}\n"
        yield from _gates(plan, step)
        yield from (_task(task) for task in plan.tasks if task.step == step)
        yield ""
    yield from _simulated(plan)
    yield "A model of this site's links, not a search engine's number.\n"


def _gates(plan: Plan, step: str) -> Iterator[str]:
    for gate in plan.gates:
        if gate.step == step:
            opens = f" {escaped(gate.opens_by)}" if gate.opens_by else ""
            yield f"- Gate **{gate.state}**: {escaped(gate.test)}: {escaped(gate.found)}.{opens}"
    yield ""


def _task(task: PlanTaskDoc) -> str:
    box, lock = "x" if task.state == "done" else " ", " (locked)" if task.locked else ""
    return f"- [{box}] {escaped(task.action)}{lock}{_words(task)} `{task.id}`"


def _words(task: PlanTaskDoc) -> str:
    if not task.anchor_text or task.kind == "write":
        return ""
    kind = "new text" if task.new_text else "in the sentence"
    return f': "{escaped(task.anchor_text)}", {kind} "{escaped(task.sentence)}"'


def _simulated(plan: Plan) -> Iterator[str]:
    if not plan.stages:
        return
    yield "## Simulated\n"
    yield "| The site | equity of the target | with its supporting pages | pages lifted |"
    yield "|---|---|---|---|"
    for stage in plan.stages:
        yield (
            f"| {STAGES[stage.name]} | {stage.equity:.3f} | {stage.around:.3f} "
            f"| {stage.pages_lifted} |"
        )
    yield "\n| In this order | today | then | then |"
    yield "|---|---|---|---|"
    for name, order in (
        ("structure first", plan.structure_first),
        ("backlinks first", plan.backlinks_first),
    ):
        cells = " | ".join(f"{s.after} {s.equity:.3f} ({s.around:.3f})" for s in order)
        yield f"| {name} | {cells} |"
    yield ""

"""A plan as files: Markdown for people who work in documents, a table of tasks for spreadsheets.

Titles, anchor texts and URLs come from the site and from vendors: in Markdown all that could be
markup is escaped, in the table nothing starts a formula (`exports.write_csv`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from linkequity.app.planning.documents import (
    Plan,
    PlanPlaceDoc,
    PlanProspectDoc,
    PlanTaskDoc,
    StageDoc,
    SupporterDoc,
)
from linkequity.base.urls import path_of

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
ASSUMED: Final = "No prospects were given: one backlink is assumed, from a domain rated 50."
OWN_WORDS: Final = "in a sentence of your own: no paragraph speaks of it"
# Characters of a passage that tell which it is.
SHOWN: Final = 120
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
        "after": pl.String,
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
        yield from _pages(plan, step)
        yield from (_task(task) for task in plan.tasks if task.step == step)
        yield ""
    yield from _simulated(plan)
    yield "A model of this site's links, not a search engine's number.\n"


def _gates(plan: Plan, step: str) -> Iterator[str]:
    gates = [gate for gate in plan.gates if gate.step == step]
    for gate in gates:
        opens = f" {escaped(gate.opens_by)}" if gate.opens_by else ""
        yield f"- Gate **{gate.state}**: {escaped(gate.test)}: {escaped(gate.found)}.{opens}"
    yield from [""] if gates else []


def _pages(plan: Plan, step: str) -> Iterator[str]:
    """The pages that a step is about, each with what is known of it."""
    lines = []
    if step == "structure":
        lines += [f"- {escaped(path_of(page.url))}: {linked(page)}" for page in plan.supporters]
        for new in plan.to_write:
            asked = ", ".join(query.query for query in new.queries)
            lines.append(f"- To be written: {escaped(new.title)} ({escaped(asked)})")
        lines += [f"- {line}" for line in heard(plan)]
    if step == "backlinks":
        lines += [f"- {escaped(landing(place))}" for place in plan.places]
        lines += [
            f"- {escaped(brought(one))}" for one in plan.prospects if not plan.assumed_backlink
        ]
        if plan.assumed_backlink:
            lines.append(f"- {ASSUMED}")
    yield from [*lines, ""] if lines else []


def linked(page: SupporterDoc) -> str:
    """How a supporting page and the target are linked by now, in words."""
    if page.links_in and page.links_back:
        return "links both ways"
    if page.links_in:
        return "links in, no link back yet"
    return "is linked back, does not link in yet" if page.links_back else "no link yet"


def landing(place: PlanPlaceDoc) -> str:
    """What the target has of a backlink on a page, today and with the structure, in words."""
    now = place.pages_lifted_today
    today = "as today" if now == place.pages_lifted else f"{now} today"
    return (
        f"Of a backlink on {path_of(place.url)} the target keeps {place.value:.1%} "
        f"({place.value_today:.1%} today); it lifts {place.pages_lifted} "
        f"{'page' if place.pages_lifted == 1 else 'pages'} ({today})"
    )


def brought(one: PlanProspectDoc) -> str:
    """What a prospect's backlink adds to the target, with the structure and today, in words."""
    giver = one.referring_page or one.referring_domain
    return (
        f"{giver} → {path_of(one.land_on)}: {one.lift:+.3f} units for the target with the "
        f"structure in place, {one.lift_today:+.3f} today"
    )


def heard(plan: Plan) -> list[str]:
    """What came of the queries, in a sentence; none where none are known."""
    if plan.heard is None:
        return []
    near, answered = plan.heard.near, plan.heard.answered
    return [
        f"Of {plan.heard.asked:,} queries {near:,} are about the target or pages near it; pages "
        f"that are there answer {answered:,} of these."
    ]


def excerpt(text: str) -> str:
    """The end of a passage, where the next sentence follows."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else "…" + words[-SHOWN:].partition(" ")[2]


def stages_shown(plan: Plan) -> list[StageDoc]:
    """The stages, less the one without links where there are none to take away."""
    today = plan.stages[0].around if plan.stages else 0.0
    return [stage for stage in plan.stages if stage.name != "alone" or stage.around != today]


def _task(task: PlanTaskDoc) -> str:
    box, lock = "x" if task.state == "done" else " ", " (locked)" if task.locked else ""
    return f"- [{box}] {escaped(task.action)}{lock}{_words(task)} `{task.id}`"


def _words(task: PlanTaskDoc) -> str:
    if not task.anchor_text or task.kind == "write":
        return ""
    if not task.sentence:
        return f': "{escaped(task.anchor_text)}", {OWN_WORDS}'
    kind = "new text" if task.new_text else "in the sentence"
    after = f', after "{escaped(excerpt(task.after))}"' if task.after else ""
    return f': "{escaped(task.anchor_text)}", {kind} "{escaped(task.sentence)}"{after}'


def _simulated(plan: Plan) -> Iterator[str]:
    if not plan.stages:
        return
    yield "## Simulated\n"
    yield "| The site | equity of the target | with its supporting pages | pages lifted |"
    yield "|---|---|---|---|"
    for stage in stages_shown(plan):
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

"""Plans as files: nothing of the site's words becomes markup or a formula."""

import re

import msgspec
import pytest

from linkequity.app.exports import plain_csv
from linkequity.app.planning.documents import (
    Plan,
    PlanPlaceDoc,
    PlanTaskDoc,
    StageDoc,
    SupporterDoc,
)
from linkequity.app.planning.files import OWN_WORDS, as_markdown, escaped, stages_shown, task_table

HOSTILE = ("<script>x</script>", "[x](javascript:1)", "a\n# b", "`x`", "=1+1", "| a |", "![i](u)")


def plan_of(text: str) -> Plan:
    """A plan in which everything from outside says `text`."""
    task = PlanTaskDoc(
        id="abc",
        step="structure",
        kind="link_in",
        action=f"Link from {text}",
        anchor_text=text,
        sentence=text,
        source=text,
    )
    return Plan(
        target=text,
        title=text,
        snapshot="",
        next_step="target",
        gates=[],
        supporters=[],
        to_write=[],
        stages=[],
        places=[],
        prospects=[],
        assumed_backlink=False,
        structure_first=[],
        backlinks_first=[],
        worth="",
        tasks=[task],
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_what_it_is_given_and_does_nothing_else(text: str) -> None:
    """No heading, link, image, code, table or HTML comes of a title or an anchor text."""
    written = as_markdown([plan_of(text)])
    assert escaped(text) in written
    assert not re.search(r"(?<!\\)[<\[]", escaped(text))
    assert [line for line in written.splitlines() if line.startswith("# ")] == [
        f"# Plan for {escaped(text)}"
    ]


def test_a_link_that_no_paragraph_speaks_of_has_an_anchor_text_and_no_sentence() -> None:
    """Its sentence is the owner's to write."""
    plan = plan_of("Tax")
    task = msgspec.structs.replace(plan.tasks[0], sentence=None, new_text=True)
    written = as_markdown([msgspec.structs.replace(plan, tasks=[task])])
    assert f'"Tax", {OWN_WORDS}' in written


def test_markdown_has_the_pages_a_step_is_about_and_where_a_new_sentence_stands() -> None:
    """A sentence to add is of use to those only who are told after which passage."""
    plan = plan_of("https://example.com/b")
    task = msgspec.structs.replace(plan.tasks[0], new_text=True, after="first " * 50 + "last words")
    supporter = SupporterDoc(
        url="https://example.com/a", title="A", nearness=0.95, links_in=True, links_back=False
    )
    place = PlanPlaceDoc(
        url="https://example.com/b",
        page_kind="other",
        p_win=0.1,
        value_today=0.1,
        value=0.2,
        pages_lifted_today=1,
        pages_lifted=1,
    )
    full = msgspec.structs.replace(plan, supporters=[supporter], places=[place], tasks=[task])
    written = as_markdown([full])
    assert "- /a: links in, no link back yet" in written
    assert escaped("it lifts 1 page (as today)") in written
    assert 'after "…first first' in written
    assert 'first last words"' in written


def test_a_stage_that_takes_no_link_away_is_not_shown() -> None:
    """Where no supporting page is linked yet, the site without links is the site as it is."""
    stages = [
        StageDoc(name=name, equity=1.0, around=around, pages_lifted=1)
        for name, around in (("today", 2.0), ("alone", 2.0), ("two_way", 3.0))
    ]
    plan = msgspec.structs.replace(plan_of("x"), stages=stages)
    assert [stage.name for stage in stages_shown(plan)] == ["today", "two_way"]
    linked = msgspec.structs.replace(stages[1], around=1.5)
    plan = msgspec.structs.replace(plan, stages=[stages[0], linked, stages[2]])
    assert len(stages_shown(plan)) == 3


def test_the_table_of_tasks_runs_no_formula() -> None:
    """A cell that begins like a formula is text."""
    assert "'=1+1" in plain_csv(task_table([plan_of("=1+1")]))
    assert ",=1+1" not in plain_csv(task_table([plan_of("=1+1")]))

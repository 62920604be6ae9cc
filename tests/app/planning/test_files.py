"""Plans as files: nothing of the site's words becomes markup or a formula."""

import re

import pytest

from linkequity.app.exports import plain_csv
from linkequity.app.planning.documents import Plan, PlanTaskDoc
from linkequity.app.planning.files import as_markdown, escaped, task_table

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


def test_the_table_of_tasks_runs_no_formula() -> None:
    """A cell that begins like a formula is text."""
    assert "'=1+1" in plain_csv(task_table([plan_of("=1+1")]))
    assert ",=1+1" not in plain_csv(task_table([plan_of("=1+1")]))

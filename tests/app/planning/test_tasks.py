"""Tasks of a plan: ids that last, and work that closes itself once a snapshot shows it."""

from pathlib import Path

import pytest

import tiny
from linkequity.advice.plan.making import Made
from linkequity.advice.plan.supporting import Supporter
from linkequity.advice.recommending.wording import Wording
from linkequity.app.links_to_add.decisions import decisions_of
from linkequity.app.planning.build import PlanOrder, make_plans, review_plans
from linkequity.app.planning.documents import Plan
from linkequity.app.planning.tasks import VARY, tasks_of
from linkequity.app.workspace import Workspace
from linkequity.model.facts import Facts

TAX = "tax advice for owners who sell a business, with trust and company structure and relief"
LONG = " ".join([TAX] * 9)


def site(links: str = "[]", more: str = "", target: str = "") -> Facts:
    """A page on tax with three pages near it; `links`: of the page on tax."""
    pages = "".join(
        f"  /{name}: {{title: About {name}, text: ['{LONG} {name}'], links: [/tax]}}\n"
        for name in ("sell", "trust", "company")
    )
    return tiny.facts_of(
        tiny.site(f"""
pages:
  /: {{title: Home, text: [welcome], links: [/tax, /sell, /trust, /company]}}
  /tax: {{title: Tax advice, text: ['{LONG}'], links: {links}{target}}}
{pages}
  /rakes: {{title: Rakes, text: [garden tools and rakes in a shed]}}
{more}
navigation: [/, /rakes]
search: [{{url: /tax, query: business relief calculator, impressions: 80, search_position: 45}}]
""")
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    made = Workspace(tmp_path / "site")
    made.create("tiny.example")
    return made


def planned(workspace: Workspace, facts: Facts, prospects: Path | None = None) -> Plan:
    order = PlanOrder("/tax", None, prospects)
    return make_plans(workspace, facts, order).plans[0]


def test_the_same_work_bears_the_same_id_in_every_plan(workspace: Workspace) -> None:
    """Planned again after a link was set: what is left to do is called what it was."""
    first = planned(workspace, site())
    again = planned(workspace, site("[/trust]"))
    ids = [task.id for task in first.tasks]
    assert len(set(ids)) == len(ids)
    assert {task.id for task in again.tasks} == set(ids)


def test_sentences_to_write_do_not_all_say_the_same() -> None:
    """The first may say the title; the next are to say it otherwise, those that are there stay."""

    def supporter(page: int, *, new_text: bool) -> tuple[str, Supporter]:
        words = Wording(0, "Tax advice.", "Tax advice.", "Tax advice", 0, new_text)
        found = Supporter(page, 0.9, links_in=False, links_back=True, words_in=words)
        return f"https://example.com/{page}", found

    named = [supporter(1, new_text=True), supporter(2, new_text=True), supporter(3, new_text=False)]
    made = Made("https://example.com/tax", [], supporters=named)
    assert [VARY in task.action for task in tasks_of(made, "example.com")] == [False, True, False]


def test_a_link_that_was_set_is_done_and_opens_the_gate(workspace: Workspace) -> None:
    """The next snapshot closes tasks; with all three links back prospects are free."""
    planned(workspace, site())
    (one,) = review_plans(workspace, site("[/trust]"))
    states = {task.target: task.state for task in one.tasks if task.kind == "link_back"}
    assert states[tiny.url("/trust")] == "done"
    assert states[tiny.url("/sell")] == "open"
    assert one.next_step == "structure"
    (all_three,) = review_plans(workspace, site("[/trust, /sell, /company]"))
    assert all_three.next_step == "backlinks"
    assert all(task.state == "done" for task in all_three.tasks if task.kind == "link_back")


def test_a_link_that_was_taken_away_again_is_to_do_again(workspace: Workspace) -> None:
    """State is what the snapshot shows, not what was once so."""
    planned(workspace, site("[/trust]"))
    planned(workspace, site())
    (plan,) = review_plans(workspace, site())
    assert not plan.supporters[0].links_back
    assert all(task.state == "open" for task in plan.tasks if task.kind == "link_back")


def test_a_page_that_was_written_is_done_and_supports(workspace: Workspace) -> None:
    """A page that has the query's words closes the task, and the next plan counts on it."""
    first = planned(workspace, site())
    assert [task.query for task in first.tasks if task.kind == "write"] == [
        "business relief calculator"
    ]
    more = f"  /calc: {{title: Business relief calculator, text: ['{LONG}'], links: [/tax]}}"
    written = site("[/calc]", more)
    (reviewed,) = review_plans(workspace, written)
    assert [t.state for t in reviewed.tasks if t.kind == "write"] == ["done"]
    again = planned(workspace, written)
    assert tiny.url("/calc") in [supporter.url for supporter in again.supporters]
    assert not again.to_write


def test_prospects_are_locked_until_the_structure_is_ready(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A target that says noindex locks everything; a won backlink is done."""
    file = tmp_path / "prospects.csv"
    file.write_text("domain,dr\nnews.org,60\n")
    plan = planned(workspace, site(), file)
    assert [t.locked for t in plan.tasks if t.kind == "backlink"] == [True]
    (ready,) = review_plans(workspace, site("[/trust, /sell, /company]"))
    assert [t.locked for t in ready.tasks if t.kind == "backlink"] == [False]
    (shut,) = review_plans(workspace, site(target=", noindex: true"))
    assert all(task.locked for task in shut.tasks if task.step != "target")
    won = "backlinks: [{from: 'https://news.org/x', to: /tax}]"
    facts = tiny.facts_of(tiny.site(_with(won)))
    (done,) = review_plans(workspace, facts)
    assert [(t.state, t.locked) for t in done.tasks if t.kind == "backlink"] == [("done", False)]


def test_what_was_rejected_is_planned_no_more(workspace: Workspace) -> None:
    """A rejected link takes its page out of the plan, a rejected page to write its task."""
    first = planned(workspace, site())
    link = next(task for task in first.tasks if task.kind == "link_back")
    page = next(task for task in first.tasks if task.kind == "write")
    decisions_of(workspace).decide([link.id, page.id], "rejected", "off topic")
    again = planned(workspace, site())
    assert link.target not in [supporter.url for supporter in again.supporters]
    assert not {link.id, page.id} & {task.id for task in again.tasks}


def _with(line: str) -> str:
    """The smallest site with the page on tax, and one more line."""
    return f"pages: {{/: {{title: Home, links: [/tax]}}, /tax: {{title: Tax advice}}}}\n{line}\n"

"""Scenarios sent to the plan, and put side by side."""

from pathlib import Path

import pytest

from linkequity.app.links_to_add.decisions import Decided, decisions_of
from linkequity.app.what_if.comparing import MOST_COMPARED, side_by_side
from linkequity.app.what_if.drafts import Drafts
from linkequity.app.what_if.sending import send_to_plan
from linkequity.app.workspace import Workspace
from linkequity.base.ids import recommendation_id
from linkequity.model.whatif.edits import AddLink, Edit, Noindex, Redirect
from linkequity.model.whatif.names import Scenario
from tiny import facts_of, site, url

SITE = """
pages:
  /: {links: [/a, /b, /c]}
  /a: {}
  /b: {}
  /c: {}
"""
LINK = Edit(add_link=AddLink(source="/a", target="/b", anchor_text="see <b>"))
TASKS = (
    Edit(noindex=Noindex(url="/c")),
    Edit(redirect=Redirect(source="/a", target="/b")),
    Edit(add_link=AddLink(source="/a", target="/c", position="footer")),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "site").mkdir()
    return Workspace(tmp_path / "site")


def test_links_become_work_that_the_next_crawl_closes(workspace: Workspace) -> None:
    """Known as the same advice would be; sending again makes no second one."""
    facts = facts_of(site(SITE))
    for _ in range(2):
        sent = send_to_plan(facts, workspace, Scenario((LINK, *TASKS), "s"))
        assert (sent.links, sent.tasks) == (1, 3)
    decisions = decisions_of(workspace)
    work = {decision.id: decision for decision in decisions.all()}
    assert len(work) == 4
    link = work[recommendation_id(url("/a"), url("/b"), facts.manifest.site)]
    assert (link.state, link.words, link.because) == ("accepted", "see <b>", "scenario s")
    built = facts_of(site(SITE.replace("/a: {}", "/a: {links: [/b]}")))
    Decided.of(built, "later", decisions)
    assert {d.id for d in decisions.all() if d.state == "verified"} == {link.id}


def test_scenarios_stand_in_the_same_columns(workspace: Workspace) -> None:
    """Each page's change is its own; equal scenarios say the same; more than a few are cut."""
    facts, drafts = facts_of(site(SITE)), Drafts(workspace)
    for name in ("one", "same"):
        drafts.create(name, (LINK,))
    drafts.create("none")
    drafts.create("partly", (Edit(noindex=Noindex(url="/nowhere")), LINK))
    found = side_by_side(facts, drafts, ["one", "same", "none", "partly", "one"])
    assert [column.name for column in found.columns] == ["one", "same", "none", "partly"]
    assert [column.impossible for column in found.columns] == [0, 0, 0, 1]
    for row in found.pages:
        assert row.changes[0] == row.changes[1] == row.changes[3] != 0
        assert row.changes[2] == 0
    assert sum(row.changes[0] for row in found.pages) == pytest.approx(
        found.columns[0].won + found.columns[0].lost
    )
    drafts.create("fifth")
    names = ["one", "same", "none", "partly", "fifth"]
    assert len(side_by_side(facts, drafts, names).columns) == MOST_COMPARED

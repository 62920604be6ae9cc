"""What a site's links have taught: kept beside the results, for that site and this program only."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from linkequity.advice.ranking.taught import NOTHING, Taught
from linkequity.app.auditing.learned_tables import FOLDER
from linkequity.app.links_to_add import editors
from linkequity.app.links_to_add.editors import FILE, editor_of
from linkequity.app.links_to_add.recommending import RecommendOrder, find_links
from linkequity.app.verbs import facts_of
from linkequity.app.workspace import SETTINGS_FILE, Workspace


@pytest.fixture
def workspace(demo_workspace: Path, tmp_path: Path) -> Workspace:
    """A copy of the demo's, for which links were found before."""
    return Workspace(shutil.copytree(demo_workspace, tmp_path / "demo"))


def recalled(workspace: Workspace) -> Taught:
    again = Workspace(workspace.path)
    return editor_of(facts_of(again.latest(), again), again).taught


def test_what_was_taught_is_recalled_and_gives_the_same_links(workspace: Workspace) -> None:
    """With what was kept the answer is the same to the last digit as without."""
    assert recalled(workspace).ranker
    order = RecommendOrder(budget=3)
    facts = facts_of(workspace.latest(), workspace)
    kept = find_links(facts, order, workspace)
    (workspace.results / FOLDER / FILE).unlink()
    fresh = find_links(facts_of(workspace.latest(), workspace), order, workspace)
    assert kept.recommendations == fresh.recommendations
    assert recalled(workspace).ranker


def test_an_editor_that_rests_holds_no_site_and_finds_the_same(workspace: Workspace) -> None:
    """Asked once it lets go of all but what was learned; asked again it answers as before."""
    order = RecommendOrder(budget=3)
    facts = facts_of(workspace.latest(), workspace)
    first = find_links(facts, order, workspace, once=True)
    editor = editor_of(facts, workspace)
    assert {"site", "ranking", "naming", "shown"}.isdisjoint(vars(editor))
    assert editor.learned.ranker
    assert find_links(facts, order, workspace).recommendations == first.recommendations


def flipped_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def forged(file: Path) -> None:
    doc = json.loads(file.read_bytes())
    file.write_text(json.dumps(doc | {"ranker": "other trees"}))


def other_settings(file: Path) -> None:
    with (file.parents[2] / SETTINGS_FILE).open("a", encoding="utf-8") as settings:
        settings.write("[weights]\nfooter = 0.2\n")


@pytest.mark.parametrize("harm", [flipped_bit, cut_short, forged, other_settings])
def test_what_does_not_fit_is_as_if_it_were_not_there(
    workspace: Workspace, harm: Callable[[Path], None]
) -> None:
    """A damaged file, and that of another site, teach nothing."""
    harm(workspace.results / FOLDER / FILE)
    assert recalled(workspace) == NOTHING


def test_other_code_learns_anew(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model is read by the code that made it only."""
    monkeypatch.setattr(editors, "taught_by", lambda: "a later version")
    assert recalled(workspace) == NOTHING

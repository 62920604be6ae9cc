"""Scenarios in a workspace: kept as simulate reads them, and nowhere else."""

from pathlib import Path

import pytest

from linkequity.advice.scenario_files import read_scenario
from linkequity.app.what_if import drafts as module
from linkequity.app.what_if.drafts import MOST_EDITS, Drafts
from linkequity.app.workspace import Workspace
from linkequity.base.errors import LinkequityError, UsageError
from linkequity.model.whatif.edits import AddLink, Edit, Noindex

LINK = Edit(add_link=AddLink(source="/a", target="/b"))
GONE = Edit(noindex=Noindex(url="/a"))


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(Workspace(tmp_path / "site"))


def test_edits_are_kept_in_the_file_that_simulate_reads(drafts: Drafts) -> None:
    """In order, under the scenario's name; taken out one by one until none is left."""
    drafts.add("Two-way links", [LINK])
    drafts.add("Two-way links", [GONE])
    file = drafts.workspace.path / "scenarios" / "Two-way links.toml"
    assert read_scenario(file).edits == (LINK, GONE)
    drafts.remove("Two-way links", 1, LINK)
    assert drafts.read("Two-way links").edits == (GONE,)
    drafts.remove("Two-way links", 1, GONE)
    assert drafts.read("Two-way links").edits == ()
    assert [draft.name for draft in drafts.all()] == ["Two-way links"]


def test_only_the_edit_that_is_meant_is_taken_out(drafts: Drafts) -> None:
    """Two windows at one scenario: the second number may mean another edit by now."""
    drafts.add("s", [LINK, GONE])
    with pytest.raises(UsageError, match="not there any more"):
        drafts.remove("s", 1, GONE)
    assert drafts.read("s").edits == (LINK, GONE)


def test_a_scenario_is_renamed_copied_and_deleted(drafts: Drafts) -> None:
    """Nothing is overwritten: a name that is taken is refused, whatever its case."""
    drafts.add("one", [LINK])
    assert drafts.duplicate("one") == "one copy"
    assert drafts.duplicate("one") == "one copy 2"
    assert drafts.rename("one", " zwei ") == "zwei"
    for taken in ("one copy", "ONE COPY"):
        with pytest.raises(UsageError, match="there is a scenario"):
            drafts.rename("zwei", taken)
    drafts.delete("one copy")
    assert {draft.name for draft in drafts.all()} == {"zwei", "one copy 2"}
    assert drafts.read("zwei").edits == (LINK,)


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", ".", "..", "../up", "/etc/passwd", "a/b", "a\\b", "a\x00b", ".hidden", "end."),
        *("a\nb", "-rf", "x" * 61, "\u202egnp", "<b>", "a:b", "a*", "C:", "é" * 120),
    ],
)
def test_no_name_is_a_path(drafts: Drafts, name: str) -> None:
    """Neither to read nor to write: nothing outside the folder is touched."""
    drafts.add("kept", [LINK])
    before = sorted(drafts.workspace.path.parent.rglob("*"))
    with pytest.raises(UsageError):
        drafts.create(name)
    with pytest.raises(UsageError):
        drafts.rename("kept", name)
    for do in (drafts.read, drafts.delete, drafts.duplicate):
        with pytest.raises(UsageError):
            do(name)
    assert sorted(drafts.workspace.path.parent.rglob("*")) == before


def test_links_to_elsewhere_are_no_scenarios(drafts: Drafts, tmp_path: Path) -> None:
    """Not read, not written through; a folder that leads elsewhere takes nothing."""
    drafts.add("kept", [LINK])
    secret = tmp_path / "secret.toml"
    secret.write_text('[[edit]]\nnoindex = { url = "/" }\n')
    (drafts.workspace.path / "scenarios" / "link.toml").symlink_to(secret)
    assert [draft.name for draft in drafts.all()] == ["kept"]
    other = Drafts(Workspace(tmp_path / "other"))
    other.workspace.path.mkdir()
    (other.workspace.path / "scenarios").symlink_to(tmp_path)
    assert other.all() == []
    with pytest.raises(UsageError, match="leads elsewhere"):
        other.create("x")


def test_files_that_are_no_scenarios_are_listed_with_the_reason(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And can be deleted; giant ones are not read."""
    drafts.add("fine", [LINK])
    folder = drafts.workspace.path / "scenarios"
    (folder / "broken.toml").write_text("edit = [[[")
    (folder / "binary.toml").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    (folder / "giant.toml").write_bytes(b"#" * 1001)
    complaints = {draft.name: draft.complaint for draft in drafts.all()}
    assert complaints.pop("fine") == ""
    assert all(complaints.values())
    assert "larger" in complaints["giant"]
    for name in complaints:
        with pytest.raises(LinkequityError):
            drafts.add(name, [GONE])
        drafts.delete(name)


def test_a_scenario_is_bounded(drafts: Drafts) -> None:
    """What is too much is refused, and what was there stays."""
    drafts.add("s", [LINK] * MOST_EDITS)
    with pytest.raises(UsageError, match="at most"):
        drafts.add("s", [GONE])
    many = '[[edit]]\nnoindex = { url = "/" }\n' * (MOST_EDITS + 1)
    (drafts.workspace.path / "scenarios" / "many.toml").write_text(many)
    with pytest.raises(UsageError, match="at most"):
        drafts.read("many")
    assert len(drafts.read("s").edits) == MOST_EDITS

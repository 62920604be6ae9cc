"""A workspace is found where the contract says, and held by one run at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from linkequity.app.workspace import Workspace, find_workspace, workspace_for
from linkequity.base.errors import SnapshotInvalid, WorkspaceLocked, WorkspaceUnclear

HOLD = """
import sys, time
from pathlib import Path
from linkequity.app.workspace import Workspace
with Workspace(Path(sys.argv[1])).locked():
    print("held", flush=True)
    time.sleep(60)
"""


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "linkequity.toml").touch()
    return folder


def test_a_site_lives_in_a_folder_named_like_its_host() -> None:
    assert workspace_for("https://www.example.com/a", None).path == Path("www.example.com")
    assert workspace_for("http://127.0.0.1:80/", Path("here")).path == Path("here")


def test_the_current_folder_wins_then_the_only_one_below(tmp_path: Path) -> None:
    one = made(tmp_path / "one.example")
    assert find_workspace(None, tmp_path).path == one
    assert find_workspace(None, one).path == one


def test_several_workspaces_are_named_and_none_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceUnclear, match="no workspace"):
        find_workspace(None, tmp_path)
    made(tmp_path / "one.example")
    made(tmp_path / "two.example")
    with pytest.raises(WorkspaceUnclear) as caught:
        find_workspace(None, tmp_path)
    assert "one.example" in caught.value.hint
    assert "two.example" in caught.value.hint
    assert caught.value.exit_code == 2


def test_a_workspace_without_a_snapshot_says_so(tmp_path: Path) -> None:
    with pytest.raises(SnapshotInvalid, match="no snapshot yet"):
        Workspace(tmp_path).latest()


def test_a_second_run_is_refused_while_one_works_and_let_in_when_that_one_dies(
    tmp_path: Path,
) -> None:
    place = made(tmp_path / "w")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(place)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceLocked), Workspace(place).locked():
            pass
        other.kill()
    with Workspace(place).locked():
        pass


def test_a_first_run_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    place = tmp_path / "typo.example"
    with pytest.raises(ZeroDivisionError), Workspace(place).locked():
        raise ZeroDivisionError
    assert not place.exists()

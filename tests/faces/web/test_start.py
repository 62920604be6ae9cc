"""The shelf of workspaces, and the work under way in them, asked as a browser asks."""

import fcntl
import shutil
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from app_client import inside
from linkequity.app.intake.imports import ImportDoc
from linkequity.app.work.control import uploads
from linkequity.app.work.diary import FOLDER, STATE
from linkequity.app.work.documents import WorkDoc, WorkOrder

AUDIT, IMPORT = WorkOrder(kind="audit"), WorkOrder(kind="import")


@pytest.fixture
def client(demo_workspace: Path, tmp_path: Path) -> TestClient:
    shutil.copytree(demo_workspace / "results", tmp_path / "demo" / "results")
    shutil.copy(demo_workspace / "linkequity.toml", tmp_path / "demo")
    (tmp_path / "demo" / FOLDER).mkdir()
    return inside(tmp_path)


def write_down(folder: Path, entry: WorkDoc) -> None:
    """What the process at work last said."""
    (folder / FOLDER / STATE).write_bytes(msgspec.json.encode(entry))


def test_a_workspace_asks_how_far_it_is_until_its_work_ends_and_then_shows_what_came(
    client: TestClient, tmp_path: Path
) -> None:
    """The whole card comes anew, its figures too; nobody has to load the page again."""
    write_down(tmp_path / "demo", WorkDoc(order=AUDIT, step="Reading pages", done=5, found=9))
    with (tmp_path / "demo" / FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        going = client.get("/").text
    assert 'hx-get="/w/demo/work"' in going
    assert 'hx-target="closest .workspace"' in going
    assert "5 of 9 URLs found" in going
    write_down(tmp_path / "demo", WorkDoc(order=AUDIT, state="done", step="Done"))
    card = client.get("/w/demo/work", headers={"HX-Request": "true"}).text
    assert card.count("<article") == 1
    assert "hx-get" not in card
    assert "pages that can rank" in card


def test_files_go_by_the_names_that_people_gave_them(client: TestClient, tmp_path: Path) -> None:
    """No folder of this machine stands on the screen, neither in an answer nor in a complaint."""
    handed_in = uploads(tmp_path / "demo")
    record = ImportDoc(
        file=str(handed_in / "links.csv"),
        vendor="generic",
        kind="backlinks",
        rows=3,
        used=2,
        refused=1,
        side_file=str(tmp_path / "demo" / "imports" / "links.refused.csv"),
    )
    write_down(tmp_path / "demo", WorkDoc(order=IMPORT, state="done", imported=[record]))
    told = client.get("/").text
    assert "<b>links.csv</b>" in told
    assert "imports/links.refused.csv" in told
    failed = WorkDoc(order=IMPORT, state="failed", error="is empty", where=record.file)
    write_down(tmp_path / "demo", failed)
    assert "links.csv: is empty" in client.get("/").text
    assert str(tmp_path) not in told + client.get("/").text

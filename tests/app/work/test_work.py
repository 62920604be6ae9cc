"""Work in the background: seen from outside, stopped, killed, gone on with."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linkequity.app.demo import build_demo
from linkequity.app.work.control import begin, stop, uploads, work_of
from linkequity.app.work.documents import WorkDoc, WorkOrder
from linkequity.app.workspace import Workspace
from linkequity.base.errors import WorkspaceLocked
from linkequity.snapshot.tables import PAGES
from serving import serve_slowly


def wait(workspace: Path, until: Callable[[WorkDoc], bool]) -> WorkDoc:
    """The first entry that is as wished, within a minute."""
    for _ in range(1200):
        entry = work_of(workspace)
        if entry and until(entry):
            return entry
        time.sleep(0.05)
    raise AssertionError(f"still {work_of(workspace)}")


def ended(entry: WorkDoc) -> bool:
    return entry.state != "running"


def test_a_crawl_stopped_or_killed_goes_on(tmp_path: Path) -> None:
    """Stopped it asks for nothing twice but what was under way; killed it still ends whole."""
    place = tmp_path / "site"
    with serve_slowly(pages=60, seconds=0.03) as site:
        order = WorkOrder(kind="audit", url=site.url, crawl={"rate": 1000.0, "concurrency": 2})
        begin(place, order)
        with pytest.raises(WorkspaceLocked):
            begin(place, order)
        wait(place, lambda entry: entry.done >= 5)
        stop(place)
        assert wait(place, ended).state == "stopped"
        begin(place, order)
        wait(place, lambda entry: len(site.asked) >= 45)
        asked = [path for path in site.asked if path.startswith("/page")]
        assert len(asked) - len(set(asked)) <= 4
        os.kill(int((place / ".work" / "lock").read_text()), signal.SIGKILL)
        assert wait(place, ended).state == "interrupted"
        begin(place, order)
        assert wait(place, ended).state == "done"
    assert len(Workspace(place).snapshots()) == 1
    assert len(pages_of(place)) == 61


def pages_of(place: Path) -> set[str]:
    """The URLs that the snapshot has read."""
    pages = Workspace(place).latest().read(PAGES)
    return set(pages.filter(pages["status"] == 200)["url"])


def test_work_that_fails_says_why(tmp_path: Path) -> None:
    """What happened, where, and what to do, as the command line says it."""
    begin(tmp_path / "site", WorkOrder(kind="audit", url="http://127.0.0.1:9/"))
    entry = wait(tmp_path / "site", ended)
    assert entry.state == "failed"
    assert entry.error
    assert entry.hint


def test_nobody_else_gets_a_private_network_crawled(tmp_path: Path) -> None:
    """With `public_only` even the typed host is refused where its address is private."""
    with serve_slowly(pages=3, seconds=0) as site:
        begin(tmp_path / "site", WorkOrder(kind="audit", url=site.url, public_only=True))
        assert wait(tmp_path / "site", ended).state == "failed"
        assert site.asked == []


def test_files_handed_in_are_imported_and_not_kept(tmp_path: Path) -> None:
    """Their rows are in the workspace, their copies are gone."""
    demo = build_demo(tmp_path / "demo", "https://example.com")
    place = tmp_path / "site"
    uploads(place).mkdir(parents=True)
    (uploads(place) / "backlinks.csv").write_bytes(demo.backlinks.read_bytes())
    begin(place, WorkOrder(kind="import", files=["backlinks.csv"]))
    entry = wait(place, ended)
    assert entry.state == "done"
    assert entry.imported[0].used > 0
    assert list(uploads(place).iterdir()) == []

"""A crawl that is killed at any moment and run again: nothing missing, nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import LINKS, PAGES

PAGES_OF_SITE = 80
# Parts of five pages, so that kills fall before, between and after many parts.
PROGRAM = """
import sys
from pathlib import Path
from linkequity.sources.crawl import pool
from linkequity.sources.crawl.run import CrawlOrder, crawl
pool.FLUSH_PAGES = 5
print("begun", flush=True)
snapshot = crawl(CrawlOrder(sys.argv[1]), Path(sys.argv[2]), lambda progress: None)
print(snapshot.path, flush=True)
"""


def begin(url: str, workspace: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, url, str(workspace)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def build(site: Any) -> None:
    """Each page leads to two more and to the start, as in a binary tree."""
    for number in range(PAGES_OF_SITE):
        children = [f"/{n}" for n in (2 * number + 1, 2 * number + 2) if n < PAGES_OF_SITE]
        site.add(f"/{number}" if number else "/", "/", *children, delay=0.004)


def assert_whole(snapshot: Snapshot, url: str) -> None:
    pages = snapshot.read(PAGES)
    expected = [url + "/", *(f"{url}/{number}" for number in range(1, PAGES_OF_SITE))]
    assert sorted(pages["url"]) == sorted(expected)
    assert pages["is_html"].all()
    links = snapshot.read(LINKS)
    assert links.height == PAGES_OF_SITE + PAGES_OF_SITE - 1
    assert links.select("source", "order").is_unique().all()


def kill_after(process: "subprocess.Popen[str]", site: Any, requests: int, seconds: float) -> None:
    """Kill a run some moment after so many more requests have reached the site."""
    goal = len(site.paths()) + requests
    assert wait_for(lambda: len(site.paths()) >= goal or process.poll() is not None)
    time.sleep(seconds)
    process.kill()
    process.wait()


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_random_moments_a_crawl_goes_on_without_loss(
    site: Any, tmp_path: Path, seed: int
) -> None:
    build(site)
    chance = random.Random(seed)
    kill_after(begin(site.url, tmp_path), site, chance.randint(1, 60), chance.random() / 20)
    assert_whole(site.crawl(tmp_path), site.url)


def children_of(process: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(stat.parent.name))
    return found


def wait_for(condition: Any) -> bool:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_extraction_processes_end_with_their_crawl(site: Any, tmp_path: Path) -> None:
    build(site)
    process = begin(site.url, tmp_path)
    assert wait_for(lambda: children_of(process.pid))
    workers = children_of(process.pid)
    process.kill()
    process.wait()
    assert wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_killed_extraction_process_costs_no_page(site: Any, tmp_path: Path) -> None:
    build(site)
    process = begin(site.url, tmp_path)
    assert wait_for(lambda: len(site.paths()) > 30)
    for worker in children_of(process.pid):
        os.kill(worker, signal.SIGKILL)
    assert process.wait(30) == 0
    snapshot = Snapshot.open(next((tmp_path / "snapshots").glob("2*")))
    pages = snapshot.read(PAGES)
    assert pages["url"].is_unique().all()
    # The page at hand when the process died is taken for the cause; its children are lost with it.
    crashed = pages.filter(outcome="crashed").height
    assert crashed <= 2
    assert pages.height == PAGES_OF_SITE or crashed


def test_interrupted_a_crawl_keeps_what_it_has_and_goes_on(site: Any, tmp_path: Path) -> None:
    build(site)
    process = begin(site.url, tmp_path)
    assert wait_for(lambda: len(site.paths()) > 30)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) != 0
    asked = len(site.paths())
    assert (tmp_path / "frontier.sqlite").exists()
    assert_whole(site.crawl(tmp_path), site.url)
    # What was read before the interruption is not asked for again.
    assert len(site.paths()) < PAGES_OF_SITE + asked


def test_an_unfinished_crawl_with_other_settings_is_dropped_and_said_so(
    site: Any, tmp_path: Path
) -> None:
    build(site)
    process = begin(site.url, tmp_path)
    assert wait_for(lambda: len(site.paths()) > 20)
    process.kill()
    process.wait()
    snapshot = site.crawl(tmp_path, exclude=["/1"])
    assert snapshot.manifest.warnings == [
        "An unfinished crawl had other settings: it was dropped, and begun afresh."
    ]
    pages = snapshot.read(PAGES)
    assert pages.filter(url=site.url + "/1")["outcome"].to_list() == ["not_crawled"]
    assert pages.filter(url=site.url + "/3").is_empty()
    assert len(list((tmp_path / "snapshots").glob("2*"))) == 1


def test_a_frontier_that_cannot_be_read_is_begun_afresh(site: Any, tmp_path: Path) -> None:
    build(site)
    (tmp_path / "frontier.sqlite").write_bytes(b"not a database at all" * 100)
    snapshot = site.crawl(tmp_path)
    assert_whole(snapshot, site.url)
    assert "could not be read" in snapshot.manifest.warnings[0]

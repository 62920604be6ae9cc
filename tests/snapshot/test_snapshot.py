"""Snapshots: whole or not there, at any moment, whatever kills the writer."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from linkequity.base.errors import SnapshotInvalid
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import (
    MANIFEST,
    Snapshot,
    part_path,
    parts_of,
    scan_parts,
    write_bytes,
    write_manifest,
    write_parquet,
)
from linkequity.snapshot.tables import PAGES

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WRITER = """
import sys
from pathlib import Path
import polars as pl
from linkequity.snapshot.snapshot import write_bytes, write_parquet
folder = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(10**9):
    write_parquet(pl.DataFrame({"turn": [turn] * 20_000}), folder / "pages-00000.parquet")
    write_bytes(str(turn).encode() * 20_000, folder / "manifest.json")
"""


def manifest(**changes: object) -> Manifest:
    facts: dict[str, object] = {
        "site": "example.com",
        "start_url": "https://example.com/",
        "source": "crawl",
        "started_at": NOON,
        "finished_at": NOON,
        "complete": True,
    }
    return Manifest(**(facts | changes))  # type: ignore[arg-type]  # fields are checked by name


def kill_while_writing(folder: Path, after: float) -> None:
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)


def test_a_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """Never half a file under a final name: ten kills at random moments, all files whole."""
    chance = random.Random(20260301)
    write_parquet(pl.DataFrame({"turn": [-1]}), tmp_path / "pages-00000.parquet")
    write_bytes(b"-1", tmp_path / MANIFEST)
    for _ in range(10):
        kill_while_writing(tmp_path, after=chance.uniform(0, 0.06))
        turns = pl.read_parquet(tmp_path / "pages-00000.parquet")["turn"]
        assert turns.n_unique() == 1
        text = (tmp_path / MANIFEST).read_text()
        assert text == "-1" or text == text[: len(text) // 20_000] * 20_000


def test_parts_are_read_in_order_and_leftovers_are_not_parts(tmp_path: Path) -> None:
    """The parts make up the table in the order of their numbers; a temporary file is no part."""
    for number in (1, 0, 2):
        frame = PAGES.frame([{"url": f"https://example.com/{number}", "outcome": "answered"}])
        write_parquet(frame, part_path(tmp_path, PAGES, number))
    (tmp_path / "pages-00003.tmp").write_bytes(b"half")
    assert len(parts_of(tmp_path, PAGES)) == 3
    urls = scan_parts(tmp_path, PAGES).collect()["url"].to_list()
    assert urls == [f"https://example.com/{n}" for n in range(3)]


def test_a_table_without_parts_is_empty_not_absent(tmp_path: Path) -> None:
    """A site without redirects has a redirects table with no rows, and the declared schema."""
    assert scan_parts(tmp_path, PAGES).collect().schema == PAGES.schema


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    """The manifest says what it said when it was written."""
    written = manifest(warnings=["much script, hardly a link"])
    write_manifest(written, tmp_path)
    assert Snapshot.open(tmp_path).manifest == written
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.parametrize("text", [None, "{", "[]", '{"site": 1}'])
def test_a_folder_that_is_no_snapshot_is_refused_with_its_path(
    tmp_path: Path, text: str | None
) -> None:
    """Missing, broken and foreign manifests: one error, which names the folder."""
    if text is not None:
        (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(SnapshotInvalid) as caught:
        Snapshot.open(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_snapshot_of_another_version_says_what_to_do(tmp_path: Path) -> None:
    """Tables of another shape are never read as if they were ours."""
    write_manifest(manifest(table_version=99), tmp_path)
    with pytest.raises(SnapshotInvalid, match="99") as caught:
        Snapshot.open(tmp_path)
    assert caught.value.hint


def test_a_full_disk_is_an_error_of_the_system_whatever_polars_calls_it(tmp_path: Path) -> None:
    """/dev/full takes nothing: as OSError it can be told apart from a fault in the table."""
    (tmp_path / "full.tmp").symlink_to("/dev/full")
    frame = pl.DataFrame({"a": range(100_000)}).select(pl.col("a").hash().shuffle(seed=1))
    with pytest.raises(OSError):
        write_parquet(frame, tmp_path / "full.parquet")

"""What stood on a dead URL is read from the last snapshot that had it alive."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import polars as pl

import tiny
from linkequity.model.equivalents.former import former_pages
from linkequity.snapshot.snapshot import Snapshot, part_path, write_manifest, write_parquet
from linkequity.snapshot.tables import PAGES, PASSAGES

OLD = "The first words that stood here, " * 20
NEW = "Other words that stood here later, " * 20
GONE = tiny.url("/gone")


def kept(folder: Path, day: int, page: str, *, site: str = "example.com") -> Snapshot:
    """A snapshot on disk in which /gone is as `page` says."""
    made = tiny.snapshot_of(tiny.site(f"pages: {{/: {{links: [/gone]}}, /gone: {page}}}"))
    path = folder / f"2026-03-{day:02}T120000Z"
    path.mkdir()
    for table in (PAGES, PASSAGES):
        write_parquet(made.read(table), part_path(path, table, 0))
    moment = datetime(2026, 3, day, 12, tzinfo=UTC)
    write_manifest(msgspec.structs.replace(made.manifest, finished_at=moment, site=site), path)
    return Snapshot.open(path)


def test_the_newest_snapshot_that_had_the_page_tells_its_text(tmp_path: Path) -> None:
    """Later ones in which it was dead, and older ones, do not count; nor do other sites'."""
    kept(tmp_path, 1, f"{{text: ['{OLD}']}}")
    kept(tmp_path, 2, f"{{text: ['{NEW}']}}")
    kept(tmp_path, 3, "{status: 404}")
    kept(tmp_path, 4, f"{{text: ['{OLD}']}}", site="other.org")
    latest = kept(tmp_path, 5, "{status: 404}")
    earlier = tuple(latest.before())
    assert [snapshot.manifest.finished_at.day for snapshot in earlier] == [3, 2, 1]
    [row] = former_pages(pl.Series([GONE]), earlier).to_dicts()
    assert (row["passages"], row["seen"].day) == ([NEW], 2)


def test_a_few_words_could_be_anybodys(tmp_path: Path) -> None:
    kept(tmp_path, 1, "{text: [Ten words are not enough to know a page again]}")
    latest = kept(tmp_path, 2, "{status: 404}")
    assert former_pages(pl.Series([GONE]), tuple(latest.before())).is_empty()


def test_without_earlier_snapshots_nothing_is_known() -> None:
    assert former_pages(pl.Series([GONE]), ()).is_empty()

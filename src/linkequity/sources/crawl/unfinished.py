"""An unfinished crawl on disk: found again, or begun afresh; nothing lost, nothing twice."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import polars as pl

from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.declared import HREFLANGS
from linkequity.snapshot.snapshot import parts_of
from linkequity.snapshot.tables import LINKS, PAGES, REDIRECTS
from linkequity.sources.crawl.frontier import Frontier
from linkequity.sources.extract.parts import discard_torn_parts, part_numbers

FRONTIER = "frontier.sqlite"
# These may change from one run to the next: they decide how a site is asked, not what is found.
_MANNERS = (
    "user_agent",
    "concurrency",
    "rate",
    "timeout",
    "tries",
    "max_pages",
    "check_external",
)

_RELEARNT = ["url", "declared_canonical", "crawl_depth", "found_on", "known_from"]


@dataclass(frozen=True)
class Unfinished:
    """The raw parts and the frontier of a crawl; `note` says what became of an earlier one."""

    folder: Path
    target: Path
    frontier: Frontier
    started_at: datetime
    next_part: int
    requested: int
    note: str | None = None

    def clear(self) -> None:
        """Delete it all: the snapshot is whole, or there is nothing to keep."""
        self.frontier.close()
        _delete_frontier(self.folder.parents[2])
        shutil.rmtree(self.folder, ignore_errors=True)


def fingerprint(start_url: str, settings: CrawlSettings, source: str) -> str:
    """What must be the same for two runs to be the same crawl."""
    public = {key: value for key, value in settings.public().items() if key not in _MANNERS}
    data = [start_url, source, public]
    return msgspec.json.encode(data, order="sorted").decode()


def open_unfinished(workspace: Path, mark: str) -> Unfinished:
    """Go on with the crawl of this fingerprint if there is one, else begin."""
    parent = workspace / "snapshots" / ".unfinished"
    parent.mkdir(parents=True, exist_ok=True)
    frontier, note = _open_frontier(workspace, mark)
    name = frontier.noted("name")
    if name is None:
        _delete_folders(parent)
        name = _begin(frontier, workspace, mark)
    folder = parent / name
    folder.mkdir(exist_ok=True)
    discard_torn_parts(folder)
    parts = parts_of(folder, PAGES)
    return Unfinished(
        folder,
        workspace / "snapshots" / name,
        frontier,
        datetime.fromisoformat(frontier.noted("started_at") or ""),
        1 + max(part_numbers(folder), default=-1),
        _requested(parts),
        note,
    )


def _open_frontier(workspace: Path, mark: str) -> tuple[Frontier, str | None]:
    path = workspace / FRONTIER
    existed = path.exists()
    try:
        frontier = Frontier(path)
        kept = frontier.noted("fingerprint")
    except sqlite3.DatabaseError:
        _delete_frontier(workspace)
        return Frontier(
            path
        ), "An unfinished crawl could not be read: it was dropped, and begun afresh."
    if kept in {None, mark}:
        return (
            frontier,
            "This crawl was stopped on its way, and went on later." if kept and existed else None,
        )
    frontier.close()
    _delete_frontier(workspace)
    return Frontier(
        path
    ), "An unfinished crawl had other settings: it was dropped, and begun afresh."


def _begin(frontier: Frontier, workspace: Path, mark: str) -> str:
    moment = datetime.now(UTC).replace(microsecond=0)
    while (workspace / "snapshots" / _name(moment)).exists():
        moment += timedelta(seconds=1)
    frontier.note("name", _name(moment))
    frontier.note("started_at", moment.isoformat())
    frontier.note("fingerprint", mark)
    frontier.commit()
    return _name(moment)


def _name(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H%M%SZ")


def _delete_frontier(workspace: Path) -> None:
    for suffix in ("-wal", "-shm", ""):
        (workspace / (FRONTIER + suffix)).unlink(missing_ok=True)


def _delete_folders(parent: Path) -> None:
    for stray in parent.iterdir():
        shutil.rmtree(stray, ignore_errors=True)


def _requested(parts: list[Path]) -> int:
    asked = pl.col("outcome").cast(pl.String).is_in(["answered", "failed", "crashed"])
    if not parts:
        return 0
    return int(pl.scan_parquet(parts).select(asked.sum()).collect().item())


def relearn(unfinished: Unfinished, learn: Callable[[str, str, str, int], None]) -> None:
    """Acknowledge the pages of durable parts that the frontier does not know as done.

    A kill can come between a part and its acknowledgement, or before the frontier even kept that
    the page is known. Such pages are made known again, and what they lead to is read from the
    part: `learn(source_page, url, source, depth_of_source_page)`.
    """
    frontier = unfinished.frontier
    for part in parts_of(unfinished.folder, PAGES):
        pages = pl.read_parquet(part, columns=_RELEARNT)
        done = pl.col("url").map_elements(frontier.is_done, return_dtype=pl.Boolean)
        late = pages.filter(~done)
        if late.height:
            _make_known(late, frontier)
            for page, url, source, depth in _led_to(part, late).iter_rows():
                learn(page, url, source, depth)
            frontier.acknowledge(late["url"].to_list())
    frontier.commit()


def _make_known(pages: pl.DataFrame, frontier: Frontier) -> None:
    for row in pages.iter_rows(named=True):
        for source in row["known_from"]:
            depth, found_on = row["crawl_depth"], row["found_on"]
            frontier.add(row["url"], source, depth=depth, found_on=found_on)


def _led_to(part: Path, pages: pl.DataFrame) -> pl.DataFrame:
    """Columns page, url, source, depth: what the pages of a part name, in their order."""
    named = [
        _targets(part, LINKS.name, "source", "link"),
        _targets(part, REDIRECTS.name, "url", "redirect"),
        pages.select(
            page="url", found="declared_canonical", source=pl.lit("canonical")
        ).drop_nulls(),
        _targets(part, HREFLANGS.name, "url", "hreflang"),
    ]
    depths = pages.select(page="url", depth="crawl_depth")
    return pl.concat(named).unique(maintain_order=True).join(depths, on="page", how="inner")


def _targets(part: Path, table: str, page: str, source: str) -> pl.DataFrame:
    path = part.with_name(part.name.replace(PAGES.name, table, 1))
    if not path.exists():
        empty = {"page": pl.String, "found": pl.String, "source": pl.String}
        return pl.DataFrame(schema=empty)
    return (
        pl.scan_parquet(path)
        .filter(pl.col("internal") & pl.col("target").is_not_null())
        .select(page=page, found="target", source=pl.lit(source))
        .collect()
    )

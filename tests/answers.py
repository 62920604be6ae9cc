"""Answers as a fetch would bring them, and small sites made of them, for tests of extraction."""

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from linkequity.base.urls import UrlPolicy
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import Snapshot
from linkequity.sources.extract.page import Answer, Extract, PageContext, extract
from linkequity.sources.extract.parts import PartWriter
from linkequity.sources.freeze import freeze

NOW = datetime(2026, 1, 2, tzinfo=UTC)
HOME = "https://example.com/"
CONTEXT = PageContext("example.com", subdomains=False, policy=UrlPolicy())
MANIFEST = Manifest(
    site="example.com",
    start_url=HOME,
    source="crawl",
    started_at=NOW,
    finished_at=NOW,
    complete=True,
)


def answer(
    body: str | bytes = "",
    *,
    url: str = HOME,
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    content_type: str | None = "text/html; charset=utf-8",
) -> Answer:
    typed = (("content-type", content_type),) if content_type else ()
    data = body.encode("utf-8", "replace") if isinstance(body, str) else body
    return Answer(
        url=url,
        outcome="answered",
        error=None,
        status=status,
        headers=(*typed, *headers),
        body=data,
        response_time=12,
        crawl_depth=1,
        found_on=None,
        known_from=("link",),
        crawled_at=NOW,
    )


def read(body: str | bytes = "", **given: object) -> Extract:
    return extract(answer(body, **given), CONTEXT)  # type: ignore[arg-type]


def links(body: str, **given: object) -> list[dict[str, object]]:
    """The links of a page as dictionaries."""
    columns = read(body, **given).links
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def write_parts(folder: Path, pages: Mapping[str, str], *, each: int = 1000) -> Path:
    """Pages by path, written as raw parts of `each` pages."""
    numbers = itertools.count()
    writer = PartWriter(folder, lambda: next(numbers))
    for path, html in pages.items():
        writer.add(read(html, url=HOME + path.lstrip("/")))
        if writer.pages == each:
            writer.flush()
    writer.flush()
    return folder


def snapshot_of(folder: Path, pages: Mapping[str, str]) -> Snapshot:
    return freeze(write_parts(folder / "parts", pages), folder / "snapshot", MANIFEST)


def where(snapshot: Snapshot, target: str) -> pl.DataFrame:
    """Position, evidence and repetition of the links to a path or URL."""
    found = pl.scan_parquet(sorted(snapshot.path.glob("links-*.parquet"))).collect()
    wanted = target if "://" in target else HOME + target.lstrip("/")
    return found.filter(pl.col("target") == wanted).select(
        "source", "link_position", "position_evidence", "repeated"
    )

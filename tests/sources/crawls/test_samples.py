"""Each program's sample crawl gives the pages and links written beside it."""

import json
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.tables import LINKS, PAGES, REDIRECTS
from linkequity.sources.crawls.reading import CrawlFiles, read_crawl
from linkequity.sources.crawls.registry import READERS, one_program

EXPORTS = Path(__file__).parents[2] / "exports"
EXPECTED = sorted(EXPORTS.glob("*/*/expected.json"))
LINK = (
    "source",
    "target",
    "anchor_text",
    "alt_text",
    "rel",
    "nofollow",
    "link_position",
    "position_evidence",
)


def told_by(crawl: Path, workspace: Path) -> dict[str, Any]:
    """What a folder of exports comes to, as data; columns that say nothing left out."""
    files = tuple(sorted(f for f in crawl.iterdir() if f.is_file() and f.name != "expected.json"))
    reader, unclaimed = one_program(files)
    assert reader is not None
    assert not unclaimed
    read = read_crawl(CrawlFiles(reader, files), CrawlSettings(), workspace, {})
    manifest = read.snapshot.manifest
    pages = read.snapshot.read(PAGES).sort("url")
    links = read.snapshot.read(LINKS).sort("source", "order")
    return {
        "files": {
            o.file.name: [o.rows, o.used, o.refused, o.aside]
            for o in sorted(read.outcomes, key=lambda o: o.file.name)
        },
        "source": manifest.source,
        "start_url": manifest.start_url,
        "incomplete_because": manifest.incomplete_because,
        "lacks": manifest.lacks,
        "pages": [_said(page) for page in pages.iter_rows(named=True)],
        "links": [_said(link) for link in links.select(LINK).iter_rows(named=True)],
        "redirects": [list(row) for row in _hops(read.snapshot.read(REDIRECTS))],
    }


def _said(row: dict[str, Any]) -> dict[str, Any]:
    data = json.loads(json.dumps(row, default=str))
    return {k: v for k, v in data.items() if v is not None and v is not False and v not in ("", [])}


def _hops(redirects: pl.DataFrame) -> list[tuple[Any, ...]]:
    return redirects.sort("url").select("url", "target", "status", "kind", "internal").rows()


@pytest.mark.parametrize(
    "beside", EXPECTED, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}"
)
def test_a_sample_crawl_gives_the_tables_written_beside_it(beside: Path, tmp_path: Path) -> None:
    assert told_by(beside.parent, tmp_path) == json.loads(beside.read_text())


def test_every_program_has_a_sample() -> None:
    assert {path.parent.parent.name for path in EXPECTED} == {reader.vendor for reader in READERS}


def test_files_in_an_archive_give_what_they_give_outside(tmp_path: Path) -> None:
    crawl = EXPORTS / "screaming_frog/english"
    with zipfile.ZipFile(tmp_path / "crawl.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in crawl.glob("*.csv"):
            archive.write(file, f"exports/{file.name}")
    told, expected = told_by(tmp_path, tmp_path / "ws"), told_by(crawl, tmp_path / "csv")
    assert told.pop("files") == {"crawl.zip": [22, 20, 1, 1]}
    assert told == {key: value for key, value in expected.items() if key != "files"}

"""Group engine: from a snapshot with URLs as text to a system ready to be solved, in a stream.

BENCH_ENGINE_BUILD pages of some 60 links each (1800000 gives a hundred million links). The child
process says what it took: CPU and wall time of building alone, and memory beside imports.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.engine_site import CONTENT, Site
from benchmarks.figure import Figure
from benchmarks.process import MEGABYTE, run
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import part_path, write_manifest, write_parquet
from linkequity.snapshot.tables import LINKS, PAGES, Position

PAGES_MADE = int(os.environ.get("BENCH_ENGINE_BUILD", "20000"))
START = "https://example.com/0000/000/0000000.html"
# By the generator's containers: content, navigation, sidebar, footer.
PLACES = pl.Series(["content", "navigation", "sidebar", "footer"], dtype=Position)


def figures() -> Iterator[Figure]:
    """Links a second, and memory, of a hub-and-spoke site."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, PAGES_MADE)
        script = Path(__file__).with_name("engine_build_run.py")
        took = json.loads(run([sys.executable, script, folder], folder).output)
    size = f"{took['links'] / 1e6:.3g}m-links"
    yield Figure(f"build-{size}", took["links"] / took["wall"] / 1e6, "million links/s")
    yield Figure(f"build-{size}-cpu", took["links"] / took["cpu"] / 1e6, "million links/CPU s")
    yield Figure(f"build-{size}-memory", took["memory"] / MEGABYTE, "MB")
    yield Figure(f"build-{size}-solve", took["solve"], "s")


def write(folder: Path, pages: int) -> None:
    """A snapshot: pages, links by parts, manifest."""
    number = np.arange(pages)
    urls = pl.Series([url_of(n) for n in range(pages)])
    known = pl.concat([PAGES.empty(), pl.DataFrame({"url": urls})], how="diagonal").with_columns(
        outcome=pl.lit("answered", PAGES.schema["outcome"]),
        status=pl.lit(200, pl.Int16),
        is_html=pl.lit(value=True),
        noindex=pl.lit(value=False),
        nofollow=pl.lit(value=False),
    )
    write_parquet(known, part_path(folder, PAGES, 0))
    for part, (first, links) in enumerate(Site(pages, siloed=False).parcels()):
        owner = np.repeat(number[first : first + len(links.pointers) - 1], np.diff(links.pointers))
        place = np.where(links.weight == CONTENT, 0, links.container.astype(np.int64))
        frame = pl.DataFrame({"container_hash": links.container}).with_columns(
            source=urls.gather(owner),
            target=urls.gather(links.key),
            link_position=PLACES.gather(place),
            internal=pl.lit(value=True),
            nofollow=pl.lit(value=False),
            ugc=pl.lit(value=False),
            sponsored=pl.lit(value=False),
            repeated=pl.lit(value=False),
        )
        write_parquet(frame, part_path(folder, LINKS, part))
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    manifest = Manifest(
        site="example.com",
        start_url=START,
        source="crawl",
        started_at=noon,
        finished_at=noon,
        complete=True,
    )
    write_manifest(manifest, folder)


def url_of(page: int) -> str:
    """Sorted as the pages are numbered."""
    return f"https://example.com/{page // 20000:04}/{page // 200 % 100:03}/{page:07}.html"

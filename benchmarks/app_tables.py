"""Group app: a million links sorted, filtered and paged, beside a scan by Polars, and exported.

Readings and scans take turns, so that a busy machine slows both. A scan does the same work on the
same file: counts what fits, sorts it and takes the page.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.figure import Figure
from linkequity.app.tables.exporting import csv_pieces, write_xlsx
from linkequity.app.tables.reading import read
from linkequity.app.tables.view import View
from linkequity.app.workspace import Workspace
from linkequity.model.fact_tables import FACT_LINKS

LINKS = 1_000_000
PAGES = 50_000
ROUNDS = 5
SLOWEST = 0.5
WORDS = np.array("tax advice return lodge income expense ledger asset trust audit report".split())
Fits = Callable[[], pl.Expr]
EVERY = pl.lit(value=True)

VIEWS: dict[str, tuple[list[tuple[str, str]], Fits]] = {
    "sort": ([("sort", "-flow")], lambda: EVERY),
    "sort-text": ([("sort", "anchor_text")], lambda: EVERY),
    "last-page": ([("page", str(LINKS))], lambda: EVERY),
    "filter": (
        [("target.contains", "page-1"), ("target_kind.in", "broken"), ("flow.min", "0.2")],
        lambda: (
            _has("target", "page-1") & (pl.col("target_kind") == "broken") & (pl.col("flow") >= 0.2)
        ),
    ),
    "search": (
        [("q", "tax")],
        lambda: _has("source", "tax") | _has("target", "tax") | _has("anchor_text", "tax"),
    ),
}


def figures() -> Iterator[Figure]:
    """Median seconds of a page of 50 rows, and what exports take."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        workspace.results.mkdir()
        file = workspace.results / "links.parquet"
        links().write_parquet(file, compression="zstd")
        for name, (pairs, fits) in VIEWS.items():
            yield from _beside_polars(name, workspace, View.of("links", pairs), fits())
        yield _timed("table-links-1m-csv", lambda: _export(workspace))
        few = View.of("links", [("target_kind.in", "broken")])
        yield _timed(
            "table-links-50k-xlsx", lambda: write_xlsx(workspace, few, Path(folder) / "links.xlsx")
        )


def links() -> pl.DataFrame:
    """A million links among fifty thousand pages, with words around each."""
    chance = np.random.default_rng(1)
    source, target = np.sort(chance.integers(0, PAGES, LINKS)), chance.integers(0, PAGES, LINKS)
    kinds = np.array(["indexable"] * 19 + ["broken"])[chance.integers(0, 20, LINKS)]
    places = np.array(["content", "navigation", "footer"])[chance.integers(0, 3, LINKS)]
    frame = pl.DataFrame(
        {
            "source": _urls(source),
            "order": np.arange(LINKS, dtype=np.uint32) % 40,
            "href": _urls(target),
            "target": _urls(target),
            "resolved_target": _urls(target),
            "target_kind": kinds,
            "anchor_text": _text(chance, 3),
            "link_position": places,
            "followed": target % 50 != 0,
            "source_id": source,
            "target_id": target,
            "flow": chance.random(LINKS),
            "text_before": _text(chance, 8),
            "text_after": _text(chance, 8),
        }
    )
    schema = FACT_LINKS.schema
    absent = [pl.lit(None, kind).alias(n) for n, kind in schema.items() if n not in frame.columns]
    return frame.with_columns(absent).select(schema.names()).cast(schema)


def _beside_polars(name: str, workspace: Workspace, view: View, fits: pl.Expr) -> Iterator[Figure]:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(read(workspace, view).seconds)
        began = time.perf_counter()
        _scan(workspace, view, fits)
        theirs.append(time.perf_counter() - began)
    yield Figure(f"table-links-1m-{name}", statistics.median(ours), "s", SLOWEST)
    yield Figure(f"table-links-1m-{name}-polars", statistics.median(theirs), "s")


def _scan(workspace: Workspace, view: View, fits: pl.Expr) -> None:
    """The same page by Polars alone."""
    found = pl.scan_parquet(workspace.results / "links.parquet").filter(fits)
    matching = found.select(pl.len()).collect().item()
    begin = (min(view.page, -(-matching // view.size)) - 1) * view.size
    key = view.sorted_by.name
    rows = found.select(column.name for column in view.columns)
    rows.sort(key, descending=view.descending, nulls_last=True).slice(begin, view.size).collect()


def _export(workspace: Workspace) -> None:
    for _ in csv_pieces(workspace, View.of("links", [])):
        pass


def _timed(name: str, work: Callable[[], None]) -> Figure:
    began = time.perf_counter()
    work()
    return Figure(name, time.perf_counter() - began, "s")


def _has(column: str, text: str) -> pl.Expr:
    return pl.col(column).str.to_lowercase().str.contains(text, literal=True)


def _urls(pages: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> pl.Series:
    number = pl.lit(pl.Series(pages))
    shape = "https://www.example.com/section-{}/page-{}"
    return pl.select(pl.format(shape, number // 100, number)).to_series()


def _text(chance: np.random.Generator, words: int) -> pl.Series:
    picked = WORDS[chance.integers(0, len(WORDS), (LINKS, words))]
    columns = [pl.lit(pl.Series(picked[:, place])) for place in range(words)]
    return pl.select(pl.concat_str(columns, separator=" ")).to_series()

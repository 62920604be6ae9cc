"""Group app: how long the map of a large site takes to lay out, and how much a browser loads."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.figure import Figure
from linkequity.app.map.building import site_map
from linkequity.app.map.dots import GROUPINGS
from linkequity.app.map.wire import encode
from linkequity.app.workspace import Workspace
from linkequity.model.fact_tables import FACT_LINKS, FACT_PAGES

LINKS_A_PAGE = 20
MEGABYTE = 1e6


def figures() -> Iterator[Figure]:
    """The first look at a map, of which all is made, at 10,000 and ten times the pages."""
    for pages, most in ((10_000, None), (100_000, 3.0)):
        with tempfile.TemporaryDirectory() as folder:
            workspace = write_results(Path(folder), pages)
            for grouping in GROUPINGS:
                begin = time.perf_counter()
                made = site_map(workspace, grouping)
                seconds = time.perf_counter() - begin
                yield Figure(f"map by {grouping}, {pages:,} pages", seconds, "s", most)
            size = len(encode(made, "", [island.group for island in made.islands])) / MEGABYTE
            yield Figure(f"map as a browser loads it, {pages:,} pages", size, "MB", most)


def write_results(folder: Path, pages: int, links: int = LINKS_A_PAGE) -> Workspace:
    """The tables of an audit that the map reads, as those of a shop with guides would be.

    Sections and clusters of sizes that fall as 1/rank; equity with a heavy tail; most links
    within a section; orphans, broken and closed pages among them.
    """
    chance = np.random.default_rng(pages)
    groups = max(4, round(pages**0.42))
    section, cluster = (_ranked(chance, pages, groups) for _ in range(2))
    frame = _pages(chance, section, cluster)
    results = folder / "results"
    results.mkdir(parents=True)
    frame.write_parquet(results / "pages.parquet")
    _links(chance, frame, section, links).write_parquet(results / "links.parquet")
    names = [f"c{number:04}" for number in range(groups)]
    labels = [f"{_WORDS[n % 12]}, {_WORDS[(n // 3) % 12]}" for n in range(groups)]
    pl.DataFrame({"cluster": names, "label": labels}).write_parquet(results / "clusters.parquet")
    return Workspace(folder)


_WORDS = "tents boots lamps ropes maps stoves jackets bottles repairs trails winter returns".split()


def _ranked(
    chance: np.random.Generator, pages: int, groups: int
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    likely = 1 / np.arange(1, groups + 1)
    return chance.choice(groups, pages, p=likely / likely.sum())


def _pages(
    chance: np.random.Generator,
    section: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    cluster: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> pl.DataFrame:
    pages = len(section)
    kind = chance.choice(
        ["indexable", "noindex", "broken", "not_crawled"], pages, p=[0.95, 0.02, 0.015, 0.015]
    )
    kind[0] = "indexable"
    alive = kind == "indexable"
    orphan = alive & (chance.random(pages) < 0.02)
    orphan[0] = False
    equity = np.where(alive, 0.15 * (1 + chance.pareto(1.7, pages) / 2), 0.0)
    equity[orphan] = 0.15
    equity[0] = pages / 400 + 2
    backlinks = np.where(orphan, chance.random(pages) < 0.06, chance.random(pages) < 0.02) * 3
    depth = np.where(
        np.arange(pages) < 20, 1, np.clip(2 + chance.poisson(1.1, pages), 2, 14)
    ).astype(float)
    depth[0] = 0
    depth[orphan] = np.nan
    known = {
        "url": [f"https://shop.example/{_WORDS[s % 12]}-{s}/{n:06}" for n, s in enumerate(section)],
        "page_id": np.arange(pages, dtype=np.int32),
        "title": [
            f"{_WORDS[n % 12].capitalize()} for {_WORDS[(n // 7) % 12]} {n}" for n in range(pages)
        ],
        "target_kind": kind,
        "segment": [f"/{_WORDS[s % 12]}-{s}/" for s in section],
        "cluster": [
            f"c{c:04}" if live else None
            for c, live in zip(cluster, alive & (section > 0), strict=True)
        ],
        "indexable": alive,
        "start": np.arange(pages) == 0,
        "click_depth": pl.Series(depth).fill_nan(None),
        "equity": equity,
        "value": np.where(alive, chance.beta(1, 6, pages), 0),
        "backlinks": backlinks,
        "orphan_verdict": ["proved" if alone else None for alone in orphan],
        "inlinks": np.where(orphan, 0, chance.poisson(9, pages) + 1),
        "outlinks": chance.poisson(12, pages),
    }
    lacking = [column for column in FACT_PAGES.schema if column not in known]
    empty = {column: pl.lit(None, dtype=FACT_PAGES.schema[column]) for column in lacking}
    types = {name: FACT_PAGES.schema[name] for name in known if name in FACT_PAGES.schema}
    return pl.DataFrame(known).cast(types).with_columns(**empty)  # type: ignore[arg-type]


def _links(
    chance: np.random.Generator,
    pages: pl.DataFrame,
    section: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    links: int,
) -> pl.DataFrame:
    count = len(pages) * links
    source = np.sort(chance.integers(0, len(pages), count))
    target = chance.integers(0, len(pages), count)
    by_section = np.argsort(section, kind="stable")
    begins = np.searchsorted(section[by_section], np.arange(section.max() + 2))
    own = section[source]
    near = by_section[
        begins[own] + (chance.random(count) * (begins[own + 1] - begins[own])).astype(np.int64)
    ]
    beside = (own + chance.integers(1, 3, count)) % (section.max() + 1)
    next_door = by_section[
        begins[beside]
        + (chance.random(count) * (begins[beside + 1] - begins[beside])).astype(np.int64)
    ]
    draw = chance.random(count)
    target = np.where(draw < 0.7, near, np.where(draw < 0.95, next_door % len(pages), target))
    orphan = pages["orphan_verdict"].is_not_null().to_numpy()
    target = np.where(orphan[target], 0, target)
    kind = pages["target_kind"].cast(pl.String)
    flow = 0.85 * pages["equity"].to_numpy()[source] / 0.15 / links
    flow[target == source] = 0.0
    frame = pl.DataFrame(
        {
            "source_id": source.astype(np.int32),
            "target_id": target.astype(np.int32),
            "flow": flow,
            "followed": True,
            "target_kind": kind.gather(target),
        }
    )
    return frame.cast({name: FACT_LINKS.schema[name] for name in frame.columns})

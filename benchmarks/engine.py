"""Group engine: solving the flow of a generated site, and of a real graph, against its peers.

CPU seconds of one thread, turn by turn; every answer is compared with the peer's. Sizes are in the
names: BENCH_ENGINE_PAGES=1000000 gives those of the targets. igraph holds every link in many
words; it runs up to BENCH_ENGINE_IGRAPH pages. Ratios are ours over the peer's.
"""

import gzip
import importlib.util
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.figure import Figure
from benchmarks.process import MEGABYTE, run

Vector = npt.NDArray[np.float64]
PAGES = int(os.environ.get("BENCH_ENGINE_PAGES", "100000"))
IGRAPH_PAGES = int(os.environ.get("BENCH_ENGINE_IGRAPH", "100000"))
ROUNDS = 3
TOLERANCE = 1e-11
DAMPING = 0.85
SAME = 1e-10
# Targets at a million pages, as limits of ours over the peer's.
SOLVE = {"hub": 1 / 8, "siloed": 1 / 15}
MEMORY = {"hub": 1 / 8, "siloed": 1 / 6}
WHOLE = {"scipy": 1 / 6, "igraph": 1 / 60}


def figures() -> Iterator[Figure]:
    """Solving alone, then from Parquet, then the real graph."""
    for kind in ("hub", "siloed"):
        yield from solving(kind)
        yield from from_parquet(kind)
    yield from real_graph()


def size(pages: int) -> str:
    return f"{pages // 1_000_000}m" if pages >= 1_000_000 else f"{pages // 1000}k"


def solving(kind: str) -> Iterator[Figure]:
    """The solve alone, the weights being ready in either form."""
    from benchmarks.engine_site import Site  # noqa: PLC0415  # numba: other groups do without it
    from linkequity.model.engine.system import System  # noqa: PLC0415
    from linkequity.model.engine.templates import Factoring  # noqa: PLC0415

    site, name = Site(PAGES, kind == "siloed"), f"{size(PAGES)}-{kind}"
    factoring, counted, began, rows = Factoring(np.ones(PAGES, dtype=bool)), [], 0.0, 0
    for first, links in site.parcels():
        start = time.process_time()
        weight = factoring.add(first, links)
        began += time.process_time() - start
        rows += len(weight)
        counted.append(_counting(first, links, weight))
    start = time.process_time()
    system = System.factored(factoring, DAMPING)
    began += time.process_time() - start
    yield Figure(f"factor-{name}", rows / began / 1e6, "million links/s")
    yield Figure(f"factor-compression-{name}", system.expanded_links / system.stored_links, "ratio")
    yield from _against_power(name, system, site.source(), _matrix(counted, PAGES), SOLVE[kind])


def _counting(first, links, weight):  # type: ignore[no-untyped-def]
    owner = np.repeat(np.arange(len(links.pointers) - 1), np.diff(links.pointers)) + first
    there = weight > 0
    return owner[there].astype(np.int32), links.key[there].astype(np.int32), weight[there]


def _matrix(counted, pages):  # type: ignore[no-untyped-def]
    """d·Pᵀ, link by link."""
    from scipy.sparse import csr_array  # noqa: PLC0415

    source, target, weight = (np.concatenate(part) for part in zip(*counted, strict=True))
    totals = np.maximum(np.bincount(source, weight, minlength=pages), np.finfo(float).tiny)
    return csr_array((weight * (DAMPING / totals)[source], (target, source)), shape=(pages, pages))


def _against_power(name, system, source, matrix, target):  # type: ignore[no-untyped-def]
    from benchmarks.engine_run import power  # noqa: PLC0415

    system.forward(source, tolerance=TOLERANCE)  # compiles, where nothing is kept yet
    rounds = []
    for _ in range(ROUNDS):
        own, solved = _timed(lambda: system.forward(source, tolerance=TOLERANCE))
        peer, x = _timed(lambda: power(matrix, source, TOLERANCE))
        rounds.append((own, peer))
    own, peer = (statistics.median(times) for times in zip(*rounds, strict=True))
    yield Figure(f"solve-{name}-vs-scipy", own / peer, "ratio", target)
    yield Figure(f"solve-{name}", own, "s")
    yield Figure(f"solve-{name}-scipy", peer, "s")
    yield Figure(f"solve-{name}-iterations", solved.iterations, "sweeps")
    yield Figure(f"solve-{name}-difference", np.abs(solved.vector - x).sum() / x.sum(), "", SAME)


def _timed(work: Callable[[], object]):  # type: ignore[no-untyped-def]
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def from_parquet(kind: str) -> Iterator[Figure]:
    """Read, build and solve, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, PAGES, kind)
        write(folder / "small", 20_000, kind)  # so large that all loops are compiled
        mine = _engine("ours", folder)
        yield Figure(f"parquet-{size(PAGES)}-{kind}", mine["cpu"], "s")
        yield Figure(f"parquet-{size(PAGES)}-{kind}-memory", mine["memory"] / MEGABYTE, "MB")
        for peer in ("scipy", "igraph"):
            if peer == "scipy" or (PAGES <= IGRAPH_PAGES and importlib.util.find_spec("igraph")):
                yield from _against(peer, mine, folder, kind)


def _against(peer: str, mine: dict[str, float], folder: Path, kind: str) -> Iterator[Figure]:
    name, theirs = f"{size(PAGES)}-{kind}-vs-{peer}", _engine(peer, folder)
    memory = MEMORY[kind] if peer == "scipy" else 1 / 50
    difference = np.abs(np.load(folder / "ours.npy") - np.load(folder / f"{peer}.npy")).sum()
    yield Figure(f"parquet-{name}", mine["cpu"] / theirs["cpu"], "ratio", WHOLE[peer])
    yield Figure(
        f"memory-{name}", mine["memory"] / max(theirs["memory"], MEGABYTE), "ratio", memory
    )
    yield Figure(f"parquet-{name}-difference", float(difference), "", SAME)


def _engine(name: str, folder: Path) -> dict[str, float]:
    script = Path(__file__).with_name("engine_run.py")
    took = run([sys.executable, script, name, folder, str(TOLERANCE)], folder)
    return json.loads(took.output)


def write(folder: Path, pages: int, kind: str) -> None:
    """The links that count, as parts by source, and what enters."""
    import polars as pl  # noqa: PLC0415

    from benchmarks.engine_site import Site  # noqa: PLC0415
    from linkequity.model.engine.templates import Factoring  # noqa: PLC0415

    folder.mkdir(exist_ok=True)
    site, factoring = Site(pages, kind == "siloed"), Factoring(np.ones(pages, dtype=bool))
    for number, (first, links) in enumerate(site.parcels()):
        weight = factoring.add(first, links)
        source, target, weights = _counting(first, links, weight)
        container = links.container[weight > 0].astype(np.uint8)
        part = {"source": source, "target": target, "weight": weights, "container": container}
        pl.DataFrame(part).write_parquet(folder / f"links-{number:05d}.parquet")
    np.save(folder / "source.npy", site.source())


def real_graph() -> Iterator[Figure]:
    """A real crawl of 325,557 pages: no templates, every link on its own."""
    path = Path(os.environ.get("BENCH_DATA", "")) / "graphs" / "cnr-2000.edges.tsv.gz"
    if not path.is_file():
        yield Figure("solve-cnr-2000-vs-scipy", None, "ratio")
        return
    from linkequity.model.engine.parcel import LinkRows  # noqa: PLC0415
    from linkequity.model.engine.system import System  # noqa: PLC0415

    with gzip.open(path) as file:
        links = np.loadtxt(file, dtype=np.int64, comments="#")
    links = np.unique(links[links[:, 0] != links[:, 1]], axis=0)
    pages, ones = int(links.max()) + 1, np.ones(len(links))
    pointers = np.searchsorted(links[:, 0], np.arange(pages + 1)).astype(np.int64)
    place = np.zeros(len(links), dtype=np.uint64)
    rows = LinkRows(pointers, np.ascontiguousarray(links[:, 1]), ones, ones > 0, place)
    system = System.of_links(rows, np.ones(pages, dtype=bool), DAMPING)
    yield Figure("factor-compression-cnr-2000", len(links) / system.stored_links, "ratio")
    matrix = _matrix([(links[:, 0], links[:, 1], ones)], pages)
    yield from _against_power("cnr-2000", system, np.ones(pages), matrix, None)

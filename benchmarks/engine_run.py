"""One engine, from Parquet to a solution, in a process of its own.

    python benchmarks/engine_run.py ours|scipy|igraph FOLDER TOLERANCE

FOLDER holds `links-*.parquet` (source, target, weight, container: links that count, by source) and
`source.npy`. Writes `<engine>.npy`, the solution, and prints CPU seconds and added memory as JSON.
What imports and compiled code take is taken off, by doing a small site first.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

Vector = npt.NDArray[np.float64]
DAMPING = 0.85


def ours(folder: Path, source: Vector, tolerance: float) -> Vector:
    from linkequity.model.engine.parcel import LinkRows  # noqa: PLC0415  # peers do without it
    from linkequity.model.engine.system import System  # noqa: PLC0415
    from linkequity.model.engine.templates import Factoring  # noqa: PLC0415

    factoring = Factoring(np.ones(len(source), dtype=bool))
    for part in sorted(folder.glob("links-*.parquet")):
        links = pl.read_parquet(part)
        owner = links["source"].to_numpy()
        first = int(owner[0])
        pages = np.arange(first, int(owner[-1]) + 2, dtype=owner.dtype)
        rows = LinkRows(
            np.searchsorted(owner, pages),
            links["target"].to_numpy(),
            links["weight"].to_numpy(),
            np.broadcast_to(np.True_, len(links)),
            links["container"].to_numpy(),
        )
        factoring.add(first, rows)
    system = System.factored(factoring, DAMPING)
    del factoring
    return system.forward(source, tolerance=tolerance).vector


def read(folder: Path) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Vector]:
    links = pl.read_parquet(folder / "links-*.parquet", columns=["source", "target", "weight"])
    return links["source"].to_numpy(), links["target"].to_numpy(), links["weight"].to_numpy()


def scipy(folder: Path, source: Vector, tolerance: float) -> Vector:
    from scipy.sparse import csr_array  # noqa: PLC0415

    sources, targets, weights = read(folder)
    totals = np.maximum(np.bincount(sources, weights, minlength=len(source)), np.finfo(float).tiny)
    shares = weights * (DAMPING / totals)[sources]
    return power(
        csr_array((shares, (targets, sources)), shape=(len(source),) * 2), source, tolerance
    )


def power(matrix: "object", source: Vector, tolerance: float) -> Vector:
    """x = s + A x, until a step changes at most tolerance × Σ s."""
    x, size = source / (1 - DAMPING), source.sum()
    while True:
        following = source + matrix @ x  # type: ignore[operator]
        changed = np.abs(following - x).sum()
        x = following
        if changed <= tolerance * size:
            return x


def igraph(folder: Path, source: Vector, tolerance: float) -> Vector:
    import igraph as ig  # noqa: PLC0415

    sources, targets, weights = read(folder)
    graph = ig.Graph(len(source), np.column_stack([sources, targets]), directed=True)
    shares = graph.personalized_pagerank(
        damping=DAMPING, reset=source.tolist(), weights=weights.tolist(), implementation="prpack"
    )
    return np.array(shares)


ENGINES = {"ours": ours, "scipy": scipy, "igraph": igraph}


def peak() -> int:
    """VmHWM: unlike ru_maxrss it knows nothing of the process that started this one."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def resident() -> int:
    words = Path("/proc/self/statm").read_text().split()
    return int(words[1]) * resource.getpagesize()


def main(name: str, folder: Path, tolerance: float) -> None:
    """Warm up, run, say what it took."""
    ENGINES[name](folder / "small", np.load(folder / "small" / "source.npy"), tolerance)
    source, before, began = np.load(folder / "source.npy"), resident(), time.process_time()
    x = ENGINES[name](folder, source, tolerance)
    cpu, memory = time.process_time() - began, peak() - before
    np.save(folder / f"{name}.npy", x / x.sum())
    print(json.dumps({"cpu": cpu, "memory": memory}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))

"""Group crawl: CPU a page of crawl + extract + store, politeness on, and memory as sites grow.

The peer is Scrapy with parsel, doing the same extraction (`peers/scrapy_site.py`), under the same
limits: robots.txt obeyed, five requests in flight for a host, retries on. Runs are interleaved;
what the server needs is not counted. BENCH_SITES names archives other than the default.
"""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.process import MEGABYTE, Run, run

DEFAULT_SITES = "en_cardano_updates"
ROUNDS = 3
SIZES = (1_000, 10_000, 100_000)
MEMORY_TARGET = 500  # MB at the largest size
ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).parent / "linkequity"


@dataclass(frozen=True)
class Crawl:
    """What one crawl took, and how many URLs answered."""

    run: Run
    answered: int
    links: int

    @property
    def cpu_per_page(self) -> float:
        """Milliseconds of CPU for each URL that answered."""
        return 1000 * self.run.cpu / self.answered


def figures() -> Iterator[Figure]:
    """Against the peer on real sites, then alone on generated ones."""
    for name in os.environ.get("BENCH_SITES", DEFAULT_SITES).split(","):
        yield from against_scrapy(name)
    for size in SIZES:
        yield from alone(size)


def against_scrapy(name: str) -> Iterator[Figure]:
    """Ours and Scrapy on one real site, turn by turn."""
    archive = Path(os.environ.get("BENCH_DATA", "")) / "sites" / f"{name}.tar.xz"
    ratio_name = f"crawl-cpu-per-page-{name}-vs-scrapy"
    if not (archive.is_file() and importlib.util.find_spec("scrapy")):
        yield Figure(ratio_name, None, "ratio", 1 / 3)
        return
    with unpacked(archive) as root, serving("folder", str(root)) as url:
        rounds = [(ours(url), scrapy(url)) for _ in range(ROUNDS)]
    own = statistics.median(crawl.cpu_per_page for crawl, _ in rounds)
    peer = statistics.median(crawl.cpu_per_page for _, crawl in rounds)
    yield Figure(ratio_name, own / peer, "ratio", round(1 / 3, 3))
    yield Figure(f"crawl-cpu-per-page-{name}", own, "ms")
    yield Figure(f"crawl-cpu-per-page-{name}-scrapy", peer, "ms")
    for label, crawl in zip(("", "-scrapy"), rounds[-1], strict=True):
        yield Figure(f"crawl-answered-{name}{label}", crawl.answered, "urls")
        yield Figure(f"crawl-links-{name}{label}", crawl.links, "links")
        yield Figure(f"crawl-wall-{name}{label}", crawl.run.wall, "s")


def alone(size: int) -> Iterator[Figure]:
    """Ours on a generated site."""
    name = f"{size // 1000}k"
    with serving("generated", str(size)) as url:
        crawl = ours(url)
    target = MEMORY_TARGET if size == max(SIZES) else None
    memory = crawl.run.memory
    yield Figure(f"crawl-cpu-per-page-{name}", crawl.cpu_per_page, "ms")
    yield Figure(f"crawl-wall-{name}", crawl.run.wall, "s")
    yield Figure(f"crawl-missing-{name}", size - crawl.answered, "pages", 0)
    yield Figure(f"crawl-peak-main-{name}", memory.main / MEGABYTE, "MB", target)
    yield Figure(f"crawl-peak-all-{name}", memory.all_shared / MEGABYTE, "MB", target)
    yield Figure(f"crawl-peak-all-unshared-{name}", memory.all_resident / MEGABYTE, "MB")


def ours(url: str) -> Crawl:
    """`linkequity crawl`, from start to a whole snapshot."""
    import polars as pl  # noqa: PLC0415  # the peer's process need not have it

    with tempfile.TemporaryDirectory() as folder:
        took = run([COMMAND, "crawl", url, "--workspace", "site", "--quiet"], Path(folder))
        (snapshot,) = Path(folder, "site", "snapshots").glob("2*")
        pages = pl.scan_parquet(snapshot / "pages-*.parquet")
        answered = pages.filter(pl.col("outcome") == "answered").select(pl.len()).collect().item()
        links = json.loads((snapshot / "manifest.json").read_text())["counts"]["links"]
    return Crawl(took, answered, links)


def scrapy(url: str) -> Crawl:
    """The peer; it prints how many URLs answered and how many links it kept."""
    with tempfile.TemporaryDirectory() as folder:
        took = run(
            [sys.executable, ROOT / "benchmarks" / "peers" / "scrapy_site.py", url], Path(folder)
        )
    counts = json.loads(took.output.splitlines()[-1])
    return Crawl(took, counts["answered"], counts["links"])


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """The root of a site's archive, unpacked."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        yield next(Path(folder).rglob("root"))


@contextmanager
def serving(kind: str, what: str) -> Iterator[str]:
    """The URL of a server in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.server", kind, what]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
        finally:
            server.kill()

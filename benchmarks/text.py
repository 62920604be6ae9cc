"""Group text: links ranked on a large generated site, and hidden links of real ones found again.

BENCH_TEXT_PAGES=N sets the size of the generated site. Files of hidden links are read from
BENCH_DATA/linkbench. Figures are shares that should be small: hidden links that are not among the
first ten, sentences that are wrong.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.process import MEGABYTE, run

HERE = Path(__file__).parent.parent
PAGES = int(os.environ.get("BENCH_TEXT_PAGES", "100000"))
# For 100,000 pages on two cores.
MINUTES = 10
GIGABYTES = 6
MISSED = 0.14
AHEAD = 0.15
UNTRAINED = ("cosine", "title", "anchor_dictionary", "rank_fusion")
WRONG_SENTENCE_KNOWN = 0.10
WRONG_SENTENCE_UNKNOWN = 0.38
WRONG_ANCHOR = 0.42


def figures() -> Iterator[Figure]:
    """The generated site, then each file."""
    yield from generated(PAGES)
    yield from files()


def generated(pages: int) -> Iterator[Figure]:
    """Reading, learning and ranking all pages of a site in one process."""
    name = f"{pages // 1000}k" if pages >= 1000 else str(pages)
    started = f"import sys; sys.path.insert(0, {str(HERE)!r}); from benchmarks import text_run"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", f"{started}; text_run.main({pages})"]
        took = run(command, Path(folder))
    parts = json.loads(took.output)
    for part in ("read", "index", "learn", "rank"):
        yield Figure(f"links-{part}-{name}", parts[part], "s")
    share = pages / 100_000
    yield Figure(f"links-whole-{name}", took.wall / 60, "min", MINUTES * max(share, 0.1))
    memory = took.memory.all_resident / MEGABYTE / 1000
    yield Figure(f"links-memory-{name}", memory, "GB", GIGABYTES * max(share, 0.1))


def files() -> Iterator[Figure]:
    """Each file of hidden links that is there."""
    folder = Path(os.environ.get("BENCH_DATA", "")) / "linkbench"
    found = sorted(folder.glob("*.jsonl*")) if "BENCH_DATA" in os.environ else []
    if not found:
        yield Figure("hidden-links-missed-at-10", None, "share", MISSED)
    for path in found:
        yield from hidden_links(path)


def hidden_links(path: Path) -> Iterator[Figure]:
    """What the ranker misses, how far it is ahead, and which places are wrong."""
    from benchmarks.linkbench import measure  # noqa: PLC0415  # other groups do without it

    outcome, name = measure(path, 0), path.name.split(".")[0]
    ours = outcome.methods["ranker"].recall[2]
    untrained = max(outcome.methods[method].recall[2] for method in UNTRAINED)
    placed = outcome.placed
    yield Figure(f"hidden-links-missed-at-10-{name}", 1 - ours, "share", MISSED)
    yield Figure(f"best-untrained-minus-ranker-{name}", untrained - ours, "share", -AHEAD)
    if placed.pairs:
        known, unknown = 1 - placed.sentence_known, 1 - placed.sentence_unknown
        yield Figure(f"wrong-sentence-known-{name}", known, "share", WRONG_SENTENCE_KNOWN)
        yield Figure(f"wrong-sentence-unknown-{name}", unknown, "share", WRONG_SENTENCE_UNKNOWN)
        yield Figure(f"wrong-anchor-{name}", 1 - placed.anchor_overlap, "share", WRONG_ANCHOR)

"""`python -m benchmarks.linkbench FILE… [--seed N]`: how many hidden links are found again.

Of each file a fifth of the contextual links is hidden; what ranks first among all pages that a
source does not link yet? A line a method, `file<TAB>METHOD<TAB>recall@1<TAB>recall@5<TAB>
recall@10<TAB>mrr`, then `file<TAB>placement<TAB>sentence<TAB>anchor_overlap`: in how many the right
sentence was named, and in how many a span that covers half of the true anchor text, and is covered
by it, or better. Lines with # tell more. A hidden link that is not found may still be a bad link,
and a pair that is not linked a good one.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.linkbench_files import read_file
from benchmarks.linkbench_hiding import HiddenLinks, hide
from benchmarks.linkbench_placement import Placed, place_hidden
from benchmarks.linkbench_scores import Found, found, ranks_of
from benchmarks.linkbench_site import site_of
from linkequity.advice.ranking.fusion import Fusion, by_anchor, by_cosine, by_title
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.site import Flags, Floats
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.features import Featuring, parcels
from linkequity.advice.ranking.placing.places import Placer, learn_placing
from linkequity.advice.ranking.ranker import learn
from linkequity.base.errors import InputError, LinkequityError

Scoring = Callable[[tuple[str, ...], Floats], Floats]


@dataclass(frozen=True)
class Outcome:
    """What one file gave."""

    methods: dict[str, Found]
    placed: Placed
    notes: list[str]


def measure(path: Path, seed: int) -> Outcome:
    """Hide, learn, rank and compare. Raises InputError for a file without enough links."""
    start = time.process_time()
    file = read_file(path)
    hidden = hide(file.documents, seed)
    if not hidden.hidden:
        raise InputError(
            "there are fewer than five contextual links to hide from",
            where=str(path),
            hint="Links need a place in a block and 1 as their fourth number, or stand in `out`.",
        )
    index = Index.of(site_of(hidden))
    learned = learn(index, seed)
    methods: dict[str, Scoring] = {
        "ranker": learned.ranker.scores,
        "cosine": by_cosine,
        "title": by_title,
        "anchor_dictionary": by_anchor,
        "rank_fusion": Fusion().scores,
    }
    results = rank_hidden(Featuring(View.whole(index), learned.reader), hidden, methods)
    placer = Placer(Featuring(View.whole(index)), learn_placing(index, seed))
    placed = place_hidden(placer, index.site, hidden)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    notes = [
        f"{len(file.documents)} pages, {len(hidden.hidden)} links hidden, "
        f"{len(hidden.links)} links left, {hidden.dropped} links not used",
        f"{placed.pairs} places known, right sentence {placed.sentence_known:.4f} where the anchor "
        f"text was known, {placed.sentence_unknown:.4f} where not",
        *(f"left out: {why}" for why in file.refused[:5]),
        f"{type(learned.ranker).__name__}, {seconds:.1f} CPU seconds, {memory:.2f} GB",
    ]
    return Outcome(results, placed, notes)


def rank_hidden(
    featuring: Featuring, hidden: HiddenLinks, methods: dict[str, Scoring]
) -> dict[str, Found]:
    """Each method's ranks of the hidden pairs."""
    pages = len(featuring.view.index.site)
    wanted = np.array(list(hidden.hidden), dtype=np.int64)
    keys = wanted[:, 0] * pages + wanted[:, 1]
    ranks: dict[str, list[Floats]] = {name: [] for name in methods}
    for parcel in parcels(np.unique(wanted[:, 0])):
        pairs = featuring.pairs(parcel)
        right: Flags = np.isin(pairs.source * pages + pairs.target, keys)
        for name, scores in methods.items():
            ranks[name].append(ranks_of(pairs.source, scores(pairs.names, pairs.features), right))
    return {name: found(np.concatenate(part), len(keys)) for name, part in ranks.items()}


def main(arguments: list[str]) -> int:
    """Print what each file gives; 0, or 3 where one could not be used."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkbench")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    code = 0
    for path in asked.files:
        try:
            outcome = measure(path, asked.seed)
        except LinkequityError as error:
            print(error, file=sys.stderr)
            code = error.exit_code
            continue
        for method, result in outcome.methods.items():
            print(f"{path.name}\t{method}\t{result.fields}", flush=True)
        placed = outcome.placed
        figures = f"{placed.sentence:.4f}\t{placed.anchor_overlap:.4f}"
        print(f"{path.name}\tplacement\t{figures}", flush=True)
        for note in outcome.notes:
            print(f"# {path.name}: {note}", file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

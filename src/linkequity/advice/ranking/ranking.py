"""Links a site lacks, in order, and where each would stand."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
import polars as pl

from linkequity.advice.ranking.fusion import top
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.site import Rows, Site
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.features import Featuring, Pairs, parcels
from linkequity.advice.ranking.pairs.reader import Reader
from linkequity.advice.ranking.placing.places import Placement, Placer, learn_placing
from linkequity.advice.ranking.ranker import Ranker, learn
from linkequity.advice.ranking.taught import NOTHING, Taught, as_text, learned_of, trees_of
from linkequity.advice.ranking.trees import Trees

# What a reader of a recommendation may want to see of its reasons.
FACTORS = (
    "cosine passage_cosine title_covered belief name_title name_in_text linked mentions "
    "similar_link_share adamic_adar links_back linked_by folders_common"
).split()

T = TypeVar("T")

# What two folds at once hold of larger sites counts beside the site itself.
SIDE_BY_SIDE: Final = 30_000
# Loops and trees let go of the interpreter; more than a few threads wait for what does not.
THREADS: Final = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True)
class Ranking:
    """A site with what its own links have taught; made once, asked often.

    `taught`: what they taught before. `placing`: places being learned while pages are ranked;
    without it they are learned when the first is asked for.
    """

    index: Index
    ranker: Ranker
    seed: int
    taught: Taught = NOTHING
    placing: Future[Trees | None] | None = None
    reader: Reader | None = None

    @classmethod
    def of(cls, site: Site, seed: int = 0, taught: Taught = NOTHING) -> "Ranking":
        """Read a site and learn from it: seconds to minutes, linear in its text.

        What the same site taught before is not learned again.
        """
        index = Index.of(site)
        aside = not taught.placer and len(site) <= SIDE_BY_SIDE
        placing = _aside(lambda: learn_placing(index, seed)) if aside else None
        learned = learned_of(taught) or learn(index, seed)
        return cls(index, learned.ranker, seed, taught, placing, learned.reader)

    @property
    def learned(self) -> Taught:
        """What is known by now: of places nothing as long as nobody has asked for one."""
        places = as_text(self._places) if "_places" in vars(self) else None
        if self.taught.ranker:
            return Taught(self.taught.ranker, self.taught.reader, self.taught.placer or places)
        reader = None if self.reader is None else as_text(self.reader.even)
        return Taught(as_text(self.ranker), reader, self.taught.placer or places)

    @cached_property
    def _featuring(self) -> Featuring:
        return Featuring(View.whole(self.index), self.reader)

    @cached_property
    def _placer(self) -> Placer:
        return Placer(self._featuring, self._places)

    @cached_property
    def _places(self) -> Trees | None:
        known = trees_of(self.taught.placer)
        if known or self.placing is None:
            return known or learn_placing(self.index, self.seed)
        return self.placing.result()

    def rank(
        self, sources: Rows | None = None, targets: Rows | None = None, per_page: int = 10
    ) -> pl.DataFrame:
        """The `per_page` best new links of each source: source_id, target_id, score, factors.

        `sources`, `targets`: page ids to keep to. Scores compare within one source only.
        """
        pages = len(self.index.site)
        asked = np.arange(pages) if sources is None else np.unique(sources)

        def best(parcel: Rows) -> pl.DataFrame:
            return self._best(self._featuring.pairs(parcel), targets, per_page)

        first, *others = parcels(asked.astype(np.int64))
        parts = [best(first)]  # alone: it makes what the others share
        with ThreadPoolExecutor(THREADS) as threads:
            parts += threads.map(best, others)
        return pl.concat(parts).cast({"source_id": pl.Int32, "target_id": pl.Int32})

    def _best(self, pairs: Pairs, targets: Rows | None, per_page: int) -> pl.DataFrame:
        score = self.ranker.scores(pairs.names, pairs.features)
        if targets is not None:
            score = np.where(np.isin(pairs.target, targets), score, -np.inf)
        rows = top(pairs.source, score, per_page)
        rows = rows[np.isfinite(score[rows])]
        factors = {n: pairs.features[rows, pairs.names.index(n)] for n in FACTORS}
        ids = {"source_id": pairs.source[rows], "target_id": pairs.target[rows]}
        return pl.DataFrame({**ids, "score": score[rows], **factors})

    def place(self, source_id: int, target_id: int) -> Placement | None:
        """Where on the source a link to the target would stand; None without any free word."""
        return self._placer.place(source_id, target_id)

    def places(self, source_id: int, target_id: int) -> Iterator[Placement]:
        """The same with the next best places after it."""
        return self._placer.places(source_id, target_id)


def _aside(task: Callable[[], T]) -> Future[T]:
    """A task begun in a thread of its own."""
    thread = ThreadPoolExecutor(1)
    future = thread.submit(task)
    thread.shutdown(wait=False)
    return future

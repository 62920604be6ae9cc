"""Edits of single links, as people mean them, made into changes of weight.

Of several links from a page to one target the best placed followed one counts: a new link beside
one in a menu adds only what it weighs more, and a followed one beside an unfollowed one takes its
place. So a pair of pages has one weight, and every edit changes that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.base.settings import Weights
from linkequity.model.graph import Graph
from linkequity.model.topics import LEVELS, TOPIC
from linkequity.model.weights import Transition, placed_weight

Pair = tuple[int, int]
Row = tuple[int, int, float, float]


@dataclass(frozen=True)
class CountedLink:
    """The link that counts between two pages: its weight, and whether it is followed."""

    weight: float
    followed: bool


@dataclass(frozen=True)
class LinkEditor:
    """What edits change, given the links that count.

    `holds`: pages that hold equity; `quiet`: pages that say nofollow, all whose links leak.
    """

    counted: dict[Pair, CountedLink]
    holds: npt.NDArray[np.bool_]
    quiet: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, graph: Graph, transition: Transition, pages: Sequence[int]) -> "LinkEditor":
        """For edits of the links of these pages, by page_id."""
        rows = (
            graph.links.select("source_id", "target_id", "followed")
            .with_columns(weight=transition.weight)
            .filter(pl.col("source_id").is_in(list(pages)), pl.col("weight") > 0)
            .drop_nulls("target_id")
        )
        counted = {(u, v): CountedLink(w, followed) for u, v, followed, w in rows.iter_rows()}
        quiet = graph.pages["nofollow"].fill_null(value=False).to_numpy()
        return cls(counted, transition.holds, quiet)

    def add(self, source: int, target: int, weight: float) -> Row:
        """One more followed link of this weight."""
        old = self.counted.get((source, target))
        if old and (old.followed or self.quiet[source]):
            return self._booked(source, target, max(0.0, weight - old.weight))
        gone = old.weight if old else 0.0
        _, _, passed, leaked = self._booked(source, target, weight)
        return source, target, passed, leaked - gone

    def remove(self, source: int, target: int) -> Row:
        """All links of the pair are gone; nothing changes where there is none."""
        return self.weigh_anew(source, target, 0.0)

    def weigh_anew(self, source: int, target: int, weight: float) -> Row:
        """The links of the pair together weigh this: moved to another position, or re-weighed."""
        old = self.counted.get((source, target))
        if old is None:
            return source, target, 0.0, 0.0
        if old.followed:
            return self._booked(source, target, weight - old.weight)
        return source, target, 0.0, weight - old.weight

    def _booked(self, source: int, target: int, weight: float) -> Row:
        """Weight of links without rel: it leaks where nothing may follow, or nothing is held."""
        if source == target:
            return source, target, 0.0, 0.0
        passes = bool(self.holds[target] and not self.quiet[source])
        return source, target, weight * passes, weight * (not passes)


def weight_at(position: str, weights: Weights, relevance: float | None = None) -> float:
    """What a followed link weighs in this position, in a block of its own page.

    `relevance`: of its words to the target, 0 to 1, a percentile of the site's own links; a link
    that nobody has read is in the middle.
    """
    topic = None if relevance is None else round(relevance * LEVELS)
    place = pl.DataFrame({"link_position": [position], "repeated": [False], TOPIC: [topic]})
    return float(place.select(placed_weight(weights)).item())

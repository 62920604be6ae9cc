"""Who reads the places of names: how likely is each a link to the page that is named there?

What speaks for a place counts differently on each site, so the site's own links teach it. The
ranker learns from what the reader says of pages whose links did not teach the reader; else it would
trust a reader that knows the answers by heart.
"""

from dataclasses import dataclass

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Rows
from linkequity.advice.ranking.pairs.clues import Clues
from linkequity.advice.ranking.pairs.phrase_features import of_pairs
from linkequity.advice.ranking.trees import Trees

READ = ("likely", "likely_any", "likely_here")


@dataclass(frozen=True)
class Reader:
    """Trees for pages of even and of odd numbers: the same for both, or each taught by the links of
    the other pages.
    """

    even: Trees
    odd: Trees

    def chances(self, clues: Clues, pages: Rows) -> Floats:
        """How likely each place looked at, on one of these pages each, is a link."""
        table, odd = clues.table, pages % 2 > 0
        chances = np.zeros(len(table), dtype=np.float32)
        for trees, here in ((self.even, ~odd), (self.odd, odd)):
            if here.any():
                chances[here] = trees.scores(clues.names, table[here])
        return chances


def read(
    reader: Reader,
    clues: Clues,
    sources: Rows,
    pages: int,
    pairs: tuple[Rows, Rows],
) -> dict[str, Floats]:
    """By pair (place among sources, target) how likely its likeliest place is a link, any of its
    places, and the likeliest beside all else that could be meant there; 0 without a place.
    """
    if not len(clues.rows):
        return {name: np.zeros(len(pairs[0]), dtype=np.float32) for name in READ}
    mentions = clues.mentions
    place = mentions.place[clues.rows]
    chance = np.clip(reader.chances(clues, sources[place]), 0, 1 - 1e-6)
    _, spot = np.unique(np.stack([place, mentions.at[clues.rows]]), axis=1, return_inverse=True)
    spot = spot.ravel()
    here = chance**2 / np.maximum(np.bincount(spot, weights=chance)[spot], 1e-9)
    first = np.searchsorted(clues.rows, mentions.begins[:-1])
    columns = {
        "likely": np.maximum.reduceat(chance, first),
        "likely_any": 1 - np.exp(np.add.reduceat(np.log1p(-chance), first)),
        "likely_here": np.maximum.reduceat(here, first),
    }
    return of_pairs(mentions, pages, columns, pairs)

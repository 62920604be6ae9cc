"""Which pages a page may link to at all: the union of six ways to think of one."""

from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Rows, Sparse
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.graph_features import Neighbourhood
from linkequity.advice.ranking.pairs.phrase_features import Mentions

BY_WORDS: Final = 120
BY_NAME: Final = 150
BY_SIMILAR: Final = 60
BY_NEIGHBOURS: Final = 50
BY_LINKED: Final = 30


def find_candidates(
    view: View, around: Neighbourhood, mentions: Mentions, sources: Rows
) -> tuple[Rows, Rows]:
    """Pairs (place among sources, target) in order; none is linked yet or the page itself."""
    pages = len(view.index.site)
    ways = (
        (view.index.similar[sources], BY_WORDS),
        (around.similar_link, BY_SIMILAR),
        (around.adamic_adar, BY_NEIGHBOURS),
        (around.links_to_similar, BY_LINKED),
        (around.coupled_link, BY_LINKED),
    )
    keys = [_best_new(view, matrix, count, sources) for matrix, count in ways]
    keys.append(_named(mentions, pages))
    found = np.unique(np.concatenate(keys))
    return found // pages, found % pages


def _best_new(view: View, matrix: Sparse, count: int, sources: Rows) -> Rows:
    """The best entries of each row that are no links yet."""
    pages = len(view.index.site)
    row = np.repeat(np.arange(len(sources)), np.diff(matrix.indptr))
    column, value = matrix.indices.astype(np.int64), matrix.data
    new = ~view.knows(sources[row] * pages + column) & (sources[row] != column) & (value > 0)
    row, column, value = row[new], column[new], value[new]
    order = np.lexsort((column, -value, row))
    row, column = row[order], column[order]
    begins = np.searchsorted(row, np.arange(len(sources)))
    kept = np.arange(len(row)) - begins[row] < count
    keys: Rows = row[kept] * pages + column[kept]
    return keys


def _named(mentions: Mentions, pages: int) -> Rows:
    """The pages most likely meant by what each source says."""
    first = mentions.begins[:-1]
    place, target = mentions.place[first], mentions.target[first]
    order = np.lexsort((target, -mentions.belief[first], place))
    place, target = place[order], target[order]
    begins = np.searchsorted(place, np.arange(int(place.max(initial=-1)) + 1))
    kept = np.arange(len(place)) - begins[place] < BY_NAME
    return place[kept] * pages + target[kept]

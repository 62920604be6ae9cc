"""How alike two pages are, given how alike each is to the pages most like it.

A page like many is near to all, and says little by it: cosines are compared with those of the pages
around (Conneau et al., 2018: cross-domain similarity local scaling), from both sides.
"""

from typing import Final

import numpy as np
from scipy.sparse import csr_array

from linkequity.advice.ranking.known.similar import entries
from linkequity.advice.ranking.known.site import Floats, Rows, Sparse

AROUND: Final = 10


class Mutual:
    """`crowd`: mean cosine of each page with the AROUND pages most like it. `standing`: rows of 1 /
    (1 + rank) of the pages like each page.
    """

    def __init__(self, similar: Sparse) -> None:
        pages = similar.shape[0]
        page = np.repeat(np.arange(pages), np.diff(similar.indptr))
        order = np.lexsort((-similar.data, page))
        rank = np.empty(len(order), dtype=np.float32)
        rank[order] = np.arange(len(order)) - similar.indptr[page]
        near = rank < AROUND
        sums = np.bincount(page[near], weights=similar.data[near], minlength=pages)
        self.crowd: Floats = (sums / AROUND).astype(np.float32)
        self.standing: Sparse = csr_array(
            (1 / (1 + rank), similar.indices, similar.indptr), shape=similar.shape
        )

    def features(self, source: Rows, target: Rows, cosine: Floats) -> dict[str, Floats]:
        """2 · cosine less both crowds, and where the source stands among pages like the target."""
        return {
            "cosine_beyond": 2 * cosine - self.crowd[source] - self.crowd[target],
            "standing_back": entries(self.standing, target, source),
        }

"""Templates: blocks of links that repeat across pages, found in the link table, stored once.

One pass over the pages, in any number of parcels. The links of a page are taken apart by where
they stand (container) and what they weigh; each such group has a fingerprint, the sum of the
hashes of its targets. The second page with the same fingerprint makes it a block. Later ones carry
the block, and so do pages whose group differs a little: the active item of a menu does not link to
itself, a teaser leaves out the page it is on. What a page lacks of its blocks, or has beyond them,
or counts elsewhere (the same target better placed, in content), is written down as a signed
weight, by comparing with the whole of its counted links: a wrong guess costs space, never truth.
"""

from dataclasses import dataclass, field

import numpy as np

from linkequity.model.engine.assembly import assemble
from linkequity.model.engine.factoring import factor_pages
from linkequity.model.engine.matrix import Matrix
from linkequity.model.engine.parcel import (
    Desk,
    Flags,
    Known,
    LinkRows,
    Out,
    Places,
    Tally,
    Vector,
    widened,
)

# Pages at a time are as many as have together this many links: some 30 MB of working memory.
PARCEL = 250_000


@dataclass
class Factoring:
    """The links of a graph on their way into a Matrix; `add` takes the pages in order.

    `totals`: D, all counted weight of each page. `passed`: the part of it that ends at pages that
    hold equity. `expanded`: how many links that are.
    """

    holds: Flags
    totals: Vector = field(init=False)
    passed: Vector = field(init=False)
    expanded: int = 0

    def __post_init__(self) -> None:
        pages = len(self.holds)
        self.totals, self.passed = np.zeros(pages), np.zeros(pages)
        self._parcels: list[Out] = []
        self._known = Known.empty()

    def add(self, first: int, rows: LinkRows) -> Vector:
        """The links of the pages from `first` on; gives the counted weight of each link."""
        counted = np.zeros(len(rows.key))
        page = 0
        while page < len(rows.pointers) - 1:
            end = self._parcel_end(rows.pointers, page)
            self._add_parcel(first + page, rows.cut(page, end), counted, rows.pointers[page])
            page = end
        return counted

    def out_of(self, totals: Vector) -> "Factoring":
        """The same links as parts of other totals: of all weight, where these are some links."""
        self.totals = totals
        return self

    def matrix(self) -> Matrix:
        """All that was added, in pull form."""
        return assemble(self._parcels, self._known, len(self.holds))

    @staticmethod
    def _parcel_end(pointers: Places, page: int) -> int:
        end = int(np.searchsorted(pointers, pointers[page] + PARCEL, side="right")) - 1
        return min(max(end, page + 1), len(pointers) - 1)

    def _add_parcel(self, first: int, rows: LinkRows, counted: Vector, offset: int) -> None:
        links = len(rows.key)
        self._known = widened(self._known, links)
        desk = Desk.of(int(np.diff(rows.pointers).max(initial=0)))
        out = Out.room_for(links)
        counted_here = counted[offset : offset + links]
        tally = Tally(self.holds, counted_here, self.totals, self.passed)
        self.expanded += factor_pages(rows, first, tally, desk, (self._known, out))
        self._parcels.append(out.trimmed())

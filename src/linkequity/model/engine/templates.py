"""Templates: blocks of links that repeat across pages, found in the link table, stored once.

One pass over the pages, in any number of parcels. The links of a page are taken apart by where
they stand (container) and what they weigh; each such group has a fingerprint, the sum of the
hashes of its targets. The second page with the same fingerprint makes it a block. Later ones carry
the block, and so do pages whose group differs a little: the active item of a menu does not link to
itself, a teaser leaves out the page it is on. What a page lacks of its blocks, or counts elsewhere
(the same target better placed, in content), is written down with the block's weight less than
nothing: the links of a page are compared with its blocks one by one, so a wrong guess costs space,
never truth.
"""

from dataclasses import dataclass, field

import numpy as np

from linkequity.model.engine.assembly import assemble
from linkequity.model.engine.factoring import factor_pages
from linkequity.model.engine.matrix import Matrix
from linkequity.model.engine.parcel import (
    Desk,
    Flags,
    Ids,
    Known,
    LinkRows,
    Out,
    Outfit,
    Places,
    Tally,
    Vector,
    Work,
    widened,
)

# Pages at a time are as many as have together this many links: some 30 MB of working memory.
PARCEL = 250_000


@dataclass
class Factoring:
    """The links of a graph on their way into a Matrix; each page is added once.

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
        self._known = Known.for_pages(pages)
        self._stamps = self._best = self._worn = np.zeros(0, dtype=np.uint32)
        self._outfits = np.zeros(1, dtype=np.int64)

    def add(self, first: int, rows: LinkRows) -> Vector:
        """The links of the pages from `first` on; gives the counted weight of each link."""
        pages = len(rows.pointers) - 1
        return self.add_pages(np.arange(first, first + pages, dtype=np.uint32), rows)

    def add_pages(self, owners: Ids, rows: LinkRows) -> Vector:
        """The links of these pages, none of which was added before; the weight that counts."""
        self._make_room(int(rows.key.max(initial=-1)) + 1)
        counted = np.zeros(len(rows.key))
        page = 0
        while page < len(owners):
            end = self._parcel_end(rows.pointers, page)
            first, last = rows.pointers[page], rows.pointers[end]
            self._add_parcel(owners[page:end], rows.cut(page, end), counted[first:last])
            page = end
        return counted

    def out_of(self, totals: Vector) -> "Factoring":
        """The same links as parts of other totals: of all weight, where these are some links."""
        self.totals = totals
        return self

    def matrix(self) -> Matrix:
        """All that was added, in pull form."""
        return assemble(self._parcels, self._known, len(self.holds))

    def _make_room(self, keys: int) -> None:
        if keys > len(self._stamps):
            stamps = np.zeros(max(keys, len(self.holds), 2 * len(self._stamps)), dtype=np.uint32)
            stamps[: len(self._stamps)] = self._stamps
            self._stamps, self._best = stamps, np.zeros_like(stamps)
            self._worn = np.zeros_like(stamps)  # an outfit lasts no longer than a parcel

    @staticmethod
    def _parcel_end(pointers: Places, page: int) -> int:
        end = int(np.searchsorted(pointers, pointers[page] + PARCEL, side="right")) - 1
        return min(max(end, page + 1), len(pointers) - 1)

    def _add_parcel(self, owners: Ids, rows: LinkRows, counted: Vector) -> None:
        self._known = widened(self._known, len(rows.key))
        links = int(np.diff(rows.pointers).max(initial=0))
        desk, out = Desk.of(links, self._stamps, self._best), Out.room_for(owners, len(rows.key))
        tally = Tally(self.holds, counted, self.totals, self.passed)
        outfit = Outfit.of(links, rows, self._worn, self._outfits)
        # Interpreted, as on small sites, it counts in numpy's integers, which no document takes.
        self.expanded += int(factor_pages(rows, tally, Work(desk, self._known, out, outfit)))
        self._parcels.append(out.trimmed())

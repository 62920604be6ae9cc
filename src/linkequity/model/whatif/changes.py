"""Changed links as changed rows of P: what an edit of any size means for the linear system.

A page u whose links change passes its old shares on in a new proportion, D/D′, and a little more
or less to the pages concerned, change/D′. So the rows of a changed site are

    P′ = diag(keep)·P + added        keep = D/D′, 1 for pages that are not edited

which is exact for links added, removed, moved and weighed anew, on one page or on a whole
template, and costs one product with P and one with the few links concerned.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from linkequity.model.engine.system import System
from linkequity.model.links.weights import Vector

Ids: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class LinkChanges:
    """Changes of weight, one for each pair of pages, as columns; pages by page_id.

    `passed`: how the weight that `source` passes to `target` changes; `leaked`: how the weight
    changes that counts on `source` and leaks (unfollowed, or to a page without equity).
    """

    source: Ids
    target: Ids
    passed: Vector
    leaked: Vector

    @classmethod
    def of(cls, rows: list[tuple[int, int, float, float]]) -> "LinkChanges":
        """From rows of source, target, passed, leaked."""
        source, target, passed, leaked = zip(*rows, strict=True) if rows else ((), (), (), ())
        return cls(
            np.array(source, np.int64),
            np.array(target, np.int64),
            np.array(passed, np.float64),
            np.array(leaked, np.float64),
        )


@dataclass(frozen=True)
class RowChanges:
    """The rows of P that change: `pages` (m, ascending), their `keep` (m), `added` (m×n).

    `totals` (m): D′, what all links of each of the pages weigh afterwards.
    """

    pages: Ids
    keep: Vector
    added: csr_array
    totals: Vector

    def times(self, vector: Vector, onward: Vector) -> Vector:
        """δ·vector for each of the pages (m), given `onward`, P·vector of these pages (m)."""
        return np.asarray((self.keep - 1) * onward + self.added @ vector)

    def applied(self, links: csr_array) -> csr_array:
        """P′ of P (n×n); what rounding leaves of a link taken off is no link."""
        kept = np.ones(links.shape[0])
        kept[self.pages] = self.keep
        rows = np.repeat(self.pages, np.diff(self.added.indptr))
        added = csr_array((self.added.data, (rows, self.added.indices)), shape=links.shape)
        after = csr_array(links.multiply(kept[:, np.newaxis]) + added)
        after.data = np.maximum(after.data, 0.0)
        return after

    def delta(self, system: System, factors: Vector) -> Vector:
        """The sum of the pages' δ, new row less old one, each times its factor (m); of length n."""
        delta = np.asarray(self.added.T @ factors)
        for page, factor in zip(self.pages, (self.keep - 1) * factors, strict=True):
            targets, shares = system.row(int(page))
            delta[targets] += factor * shares
        return delta


def row_changes(system: System, changes: LinkChanges) -> RowChanges:
    """The rows that change with the links; linear in the changes."""
    pages, place = np.unique(changes.source, return_inverse=True)
    old = system.totals[pages]
    grown = np.bincount(place, changes.passed + changes.leaked, minlength=len(pages))
    totals = old + grown
    # A page that has lost all its links passes nothing on; rounding may leave a crumb of weight.
    totals[totals <= 1e-12 * old] = 0.0
    per_weight = np.divide(1.0, totals, out=np.zeros_like(totals), where=totals > 0)
    added = csr_array(
        (changes.passed * per_weight[place], (place, changes.target)),
        shape=(len(pages), system.pages),
    )
    added.sum_duplicates()
    return RowChanges(pages.astype(np.int64), old * per_weight, added, totals)

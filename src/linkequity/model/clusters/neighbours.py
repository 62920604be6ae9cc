"""The pages nearest to each page by their text, in memory linear in pages.

Exact up to EXACT pages, in time quadratic. Of larger sites rows fall into √n cells of like rows
(k-means), and each is compared with a fifth of the site: the rows of the cells nearest to its own.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from linkequity.text.vectors import Dense

Rows = npt.NDArray[np.int64]

# 64 MB of cosines at a time.
CELLS: Final = 16_000_000
# Every so many columns tell how large the largest must be; odd, so as not to meet what recurs.
SAMPLED: Final = 17
# All pairs of so many pages take some 6 seconds, of 100,000 more than a minute. With a fifth of
# 30,000 rows around noisy centres 97% of the nearest were found, and .002 of cosine was lost.
EXACT: Final = 30_000
AROUND: Final = 0.2
ROUNDS: Final = 3


@dataclass(frozen=True)
class Neighbours:
    """Of each page `rows` of the nearest, pages × count, the nearest first, and their `cosines`."""

    rows: npt.NDArray[np.int64]
    cosines: Dense


def nearest(topics: Dense, count: int) -> Neighbours:
    """The `count` rows most alike to each row of length 1, itself left out; count < rows."""
    if len(topics) > EXACT:
        return _in_cells(topics, count)
    everyone = np.arange(len(topics))
    return _among(topics, everyone, everyone, count)


def _in_cells(topics: Dense, count: int) -> Neighbours:
    """The nearest of each row among those of the cells nearest to its own."""
    centres, cell = _cells(topics)
    order, sizes = np.argsort(cell, kind="stable"), np.bincount(cell, minlength=len(centres))
    members = np.split(order, np.cumsum(sizes)[:-1])
    least = max(AROUND * len(topics), 4 * count)
    rows = np.zeros((len(topics), count), dtype=np.int64)
    cosines = np.zeros((len(topics), count), dtype=np.float32)
    for centre, own in zip(centres, members, strict=True):
        near = np.argsort(-(centres @ centre), kind="stable")
        enough = int(np.searchsorted(np.cumsum(sizes[near]), least)) + 1
        others = np.union1d(own, np.concatenate([members[other] for other in near[:enough]]))
        found = _among(topics, own, others, count)
        rows[own], cosines[own] = found.rows, found.cosines
    return Neighbours(rows, cosines)


def _cells(topics: Dense) -> tuple[Dense, Rows]:
    """Centres of length 1, and the cell of each row: √n of them, by k-means of few rounds."""
    pages = len(topics)
    chosen = np.random.default_rng(0).choice(pages, round(pages**0.5), replace=False)
    centres = topics[np.sort(chosen)]
    for _ in range(ROUNDS):
        cell = _cell_of(topics, centres)
        ones = np.ones(pages, dtype=np.float32)
        shape = (len(centres), pages)
        sums = csr_array((ones, (cell, np.arange(pages))), shape=shape) @ topics
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres).astype(np.float32)
    return centres, _cell_of(topics, centres)


def _cell_of(topics: Dense, centres: Dense) -> Rows:
    height = max(CELLS // len(centres), 1)
    parts = range(0, len(topics), height)
    return np.concatenate(
        [np.argmax(topics[start : start + height] @ centres.T, axis=1) for start in parts]
    )


def _among(topics: Dense, rows: Rows, others: Rows, count: int) -> Neighbours:
    """The nearest of `others`, which are sorted and hold `rows`, to each of these rows."""
    height = max(CELLS // max(len(others), 1), 1)
    beside = topics[others]
    parts = [
        _nearest(topics, rows[start : start + height], (others, beside), count)
        for start in range(0, len(rows), height)
    ]
    found = [np.zeros((0, count), dtype=np.int64), *(part.rows for part in parts)]
    cosines = [np.zeros((0, count), dtype=np.float32), *(part.cosines for part in parts)]
    return Neighbours(np.concatenate(found), np.concatenate(cosines))


def _nearest(topics: Dense, own: Rows, beside: tuple[Rows, Dense], count: int) -> Neighbours:
    others, compared = beside
    cosines = topics[own] @ compared.T
    cosines[np.arange(len(own)), np.searchsorted(others, own)] = -2.0
    rows = np.array([_largest(row, count) for row in cosines], dtype=np.int64)
    found = np.take_along_axis(cosines, rows, axis=1)
    order = np.lexsort((rows, -found), axis=1)
    return Neighbours(
        others[np.take_along_axis(rows, order, axis=1)], np.take_along_axis(found, order, axis=1)
    )


def _largest(row: Dense, count: int) -> Rows:
    """The columns of the `count` largest of a row, in no order.

    They are among those that reach what a sample promises somewhat more of; where that was too
    much, among all.
    """
    sample = row[::SAMPLED]
    enough = min(count * 4 // (3 * SAMPLED) + 8, len(sample))
    able = np.flatnonzero(row >= np.partition(sample, -enough)[-enough])
    if len(able) < count:
        able = np.arange(len(row))
    best: Rows = able[np.argpartition(row[able], -count)[-count:]]
    return best

"""The pages nearest to each page by their text: exact, in time quadratic and memory linear."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from linkequity.text.vectors import Dense

# 64 MB of cosines at a time.
CELLS: Final = 16_000_000
STRIP: Final = 32


@dataclass(frozen=True)
class Neighbours:
    """Of each page `rows` of the nearest, pages × count, the nearest first, and their `cosines`."""

    rows: npt.NDArray[np.int64]
    cosines: Dense


def nearest(topics: Dense, count: int) -> Neighbours:
    """The `count` rows most alike to each row of length 1, itself left out; count < rows."""
    pages = len(topics)
    height = max(CELLS // max(pages, 1), 1)
    parts = [_nearest(topics, start, height, count) for start in range(0, pages, height)]
    rows = [np.zeros((0, count), dtype=np.int64), *(part.rows for part in parts)]
    cosines = [np.zeros((0, count), dtype=np.float32), *(part.cosines for part in parts)]
    return Neighbours(np.concatenate(rows), np.concatenate(cosines))


def _nearest(topics: Dense, start: int, height: int, count: int) -> Neighbours:
    cosines = topics[start : start + height] @ topics.T
    here = np.arange(len(cosines))
    cosines[here, start + here] = -2.0
    able = _candidates(cosines, count)
    found = np.take_along_axis(cosines, able, axis=1)
    best = np.argpartition(found, -count, axis=1)[:, -count:]
    rows, found = np.take_along_axis(able, best, axis=1), np.take_along_axis(found, best, axis=1)
    order = np.lexsort((rows, -found), axis=1)
    return Neighbours(
        np.take_along_axis(rows, order, axis=1), np.take_along_axis(found, order, axis=1)
    )


def _candidates(cosines: Dense, count: int) -> npt.NDArray[np.int64]:
    """Columns among which the `count` largest of each row are.

    They lie in the `count` strips of STRIP columns with the largest maxima: looking for those takes
    less time than looking through all columns.
    """
    rows, columns = cosines.shape
    strips = columns // STRIP
    if strips <= count:
        return np.broadcast_to(np.arange(columns), cosines.shape)
    whole = cosines[:, : strips * STRIP].reshape(rows, strips, STRIP).max(axis=2)
    best = np.sort(np.argpartition(whole, -count, axis=1)[:, -count:], axis=1)
    inside = (best[:, :, None] * STRIP + np.arange(STRIP)).reshape(rows, -1)
    rest = np.broadcast_to(np.arange(strips * STRIP, columns), (rows, columns - strips * STRIP))
    return np.concatenate([inside, rest], axis=1)

"""The pages nearest to each page by their text: exact, in time quadratic and memory linear."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from linkequity.text.vectors import Dense

# 64 MB of cosines at a time.
CELLS: Final = 16_000_000


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
    best = np.argpartition(cosines, -count, axis=1)[:, -count:]
    found = np.take_along_axis(cosines, best, axis=1)
    order = np.lexsort((best, -found), axis=1)
    return Neighbours(
        np.take_along_axis(best, order, axis=1), np.take_along_axis(found, order, axis=1)
    )

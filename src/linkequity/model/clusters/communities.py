"""Groups in a network, by the Leiden algorithm (Traag, Waltman and van Eck 2019)."""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Groups: TypeAlias = npt.NDArray[np.int64]

SEED: Final = 1
ITERATIONS: Final = 4
TOPICS: Final = 3.0
SUB_TOPICS: Final = 8.0
# Modularity finds no more groups than its resolution asks for contrast: on a site of twenty pages
# nothing stands out three times as much as chance. Below so many pages less is asked.
FULL_RESOLUTION_FROM: Final = 1000
SLOPE: Final = 0.3


def topics_of(weights: csr_array) -> Groups:
    """The topic of each page, numbered from 0."""
    pages = weights.shape[0]
    smaller = min(pages / FULL_RESOLUTION_FROM, 1.0) ** SLOPE
    return _groups(weights, max(TOPICS * smaller, 1.0))


def sub_topics_of(weights: csr_array, topics: Groups) -> Groups:
    """The sub-topic of each page: groups in what joins pages of one topic."""
    inside = weights.tocoo()
    same = topics[inside.row] == topics[inside.col]
    kept = csr_array((inside.data[same], (inside.row[same], inside.col[same])), shape=weights.shape)
    smaller = min(weights.shape[0] / FULL_RESOLUTION_FROM, 1.0) ** SLOPE
    return _groups(kept, max(SUB_TOPICS * smaller, 1.0))


def _groups(weights: csr_array, resolution: float) -> Groups:
    from graspologic_native import leiden_csr  # noqa: PLC0415

    pages = weights.shape[0]
    if not weights.nnz:
        return np.arange(pages)
    _, found = leiden_csr(
        weights.indptr.astype(np.int64),
        weights.indices.astype(np.int32),
        weights.data.astype(np.float64),
        pages,
        resolution=resolution,
        iterations=ITERATIONS,
        seed=SEED,
    )
    groups = np.arange(pages, 2 * pages)
    groups[np.fromiter(found.keys(), np.int64)] = np.fromiter(found.values(), np.int64)
    return np.unique(groups, return_inverse=True)[1]

"""The pages most like each page, by the words they use."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from linkequity.advice.ranking.site import Floats, Ids, Rows, Site, Sparse

# Exact products of sparse rows cost pages², a few minutes from here on; topics are dense and short.
EXACT: Final = 20_000
CHUNK: Final = 512


def most_similar(site: Site, count: int) -> Sparse:
    """For each page the `count` others of the highest cosine, as rows of a matrix.

    Above EXACT pages the cosine is that of topics, not of terms.
    """
    products = _by_terms(site) if len(site) <= EXACT else _by_topics(site)
    parts = [_best(block, begin, count) for begin, block in products]
    return _stacked(parts, len(site))


def _by_terms(site: Site) -> Iterator[tuple[int, Floats]]:
    turned = site.page_rows.T.tocsr()
    for begin in range(0, len(site), CHUNK):
        yield begin, (site.page_rows[begin : begin + CHUNK] @ turned).toarray()


def _by_topics(site: Site) -> Iterator[tuple[int, Floats]]:
    for begin in range(0, len(site), CHUNK):
        yield begin, site.topics[begin : begin + CHUNK] @ site.topics.T


def _best(block: Floats, begin: int, count: int) -> tuple[Ids, Floats]:
    """Columns and values of the largest entries of each row, itself left out."""
    rows = np.arange(len(block))
    block[rows, begin + rows] = 0
    count = min(count, block.shape[1])
    columns = np.argpartition(-block, count - 1, axis=1)[:, :count]
    return columns.astype(np.int32), np.take_along_axis(block, columns, axis=1)


def _stacked(parts: list[tuple[Ids, Floats]], pages: int) -> Sparse:
    columns = np.concatenate([c for c, _ in parts])
    values = np.concatenate([v for _, v in parts])
    begins = np.arange(len(columns) + 1) * columns.shape[1]
    matrix = csr_array((values.ravel(), columns.ravel(), begins), shape=(pages, pages))
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def top_of_rows(matrix: Sparse, count: int) -> Sparse:
    """The `count` largest entries of each row; of equals those of the lowest columns."""
    sizes = np.diff(matrix.indptr)
    row = np.repeat(np.arange(matrix.shape[0]), sizes)
    order = np.lexsort((matrix.indices, -matrix.data, row))
    place = np.arange(len(order)) - np.repeat(matrix.indptr[:-1], sizes)
    kept = order[place < count]
    begins: Rows = np.concatenate([[0], np.cumsum(np.minimum(sizes, count))])
    best = csr_array((matrix.data[kept], matrix.indices[kept], begins), shape=matrix.shape)
    best.sort_indices()
    return best


def entries(matrix: Sparse, rows: Ids | Rows, columns: Ids | Rows) -> Floats:
    """matrix[row, column] for each pair; 0 where there is no entry. Columns must be sorted."""
    width = np.int64(matrix.shape[1])
    owner = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    keys = owner * width + matrix.indices
    wanted = np.asarray(rows, np.int64) * width + columns
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.float32)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, matrix.data[place], 0).astype(np.float32)

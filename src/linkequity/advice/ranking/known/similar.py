"""The pages most like each page, by the words they use."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.sparse import csr_array, vstack

from linkequity.advice.ranking.known.passage_kernel import products
from linkequity.advice.ranking.known.site import Floats, Ids, Rows, Site, Sparse
from linkequity.model.clusters.neighbours import nearest

# Exact products of sparse rows cost pages², a few seconds up to here; topics are dense and short.
EXACT: Final = 10_000
# Of so many times as many by topics, those of the highest cosine of terms are taken.
LOOKED_AT: Final = 2
CHUNK: Final = 512
# 1.2 million cosines, 100 MB to sort.
AT_ONCE: Final = 4_096


def most_similar(site: Site, count: int) -> Sparse:
    """For each page the `count` others of the highest cosine, as rows of a matrix.

    Above EXACT pages only those that topics are alike of are compared term by term.
    """
    if len(site) > EXACT:
        return _among_alike(site, count)
    parts = [_best(block, begin, count) for begin, block in _by_terms(site)]
    return _stacked(parts, len(site))


def _among_alike(site: Site, count: int) -> Sparse:
    """So many pages at a time that the cosines looked at stay few beside those kept."""
    pages = len(site)
    alike = nearest(site.topics, min(LOOKED_AT * count, pages - 1)).rows
    parts = [
        _closest(site, begin, alike[begin : begin + AT_ONCE], count)
        for begin in range(0, pages, AT_ONCE)
    ]
    best: Sparse = vstack(parts, format="csr")
    return best


def _closest(site: Site, begin: int, alike: Rows, count: int) -> Sparse:
    """Of some pages in a row the `count` closest of those they are alike to."""
    source = np.repeat(np.arange(begin, begin + len(alike)), alike.shape[1])
    target = alike.ravel()
    cosine = products(site.page_rows, site.page_rows, source, target)
    begins = np.arange(len(alike) + 1) * alike.shape[1]
    shape = (len(alike), len(site))
    matrix = csr_array((cosine, target.astype(np.int32), begins), shape=shape)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return top_of_rows(matrix, count)


def _by_terms(site: Site) -> Iterator[tuple[int, Floats]]:
    turned = site.page_rows.T.tocsr()
    for begin in range(0, len(site), CHUNK):
        yield begin, (site.page_rows[begin : begin + CHUNK] @ turned).toarray()


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
    """matrix[row, column] for each pair; 0 where there is no entry. Columns must be sorted.

    All pairs search their rows together, halving what is left of each: no step goes through the
    whole matrix.
    """
    rows, columns = np.asarray(rows), np.asarray(columns)
    low, high = matrix.indptr[rows].astype(np.int64), matrix.indptr[rows + 1].astype(np.int64)
    end = high.copy()
    for _ in range(int((high - low).max(initial=0)).bit_length()):
        middle = (low + high) // 2
        left = (low < high) & (matrix.indices[np.minimum(middle, matrix.nnz - 1)] < columns)
        low, high = np.where(left, middle + 1, low), np.where(left, high, middle)
    place = np.minimum(low, max(matrix.nnz - 1, 0))
    if not matrix.nnz:
        return np.zeros(len(rows), dtype=np.float32)
    found = (low < end) & (matrix.indices[place] == columns)
    return np.where(found, matrix.data[place], 0).astype(np.float32)

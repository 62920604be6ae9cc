"""For pairs of pages, the passage of the source that fits the target best: loops over arrays."""

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Ids, Rows, Sparse
from linkequity.model.engine.compiled import compiled


def arrays(matrix: Sparse) -> tuple[Rows, Ids, Floats]:
    """Row pointers, columns and values, as loops want them."""
    return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32, copy=False), matrix.data


def best_passages(
    passages: Sparse, begins: Rows, rows: Sparse, source: Rows, target: Rows
) -> tuple[Floats, Floats, Rows]:
    """For each pair the largest and second largest product of a passage of the source with the
    target's row, and which passage it is (−1 where all are 0). Pairs must be ordered by source.
    """
    best = np.zeros(len(source), dtype=np.float32)
    second = np.zeros(len(source), dtype=np.float32)
    where = np.full(len(source), -1, dtype=np.int64)
    _scan(
        (*arrays(passages), begins),
        arrays(rows),
        (source, target),
        np.full(passages.shape[1], -1, dtype=np.int64),
        (best, second, where),
    )
    return best, second, where


@compiled
def _scan(
    passages: tuple[Rows, Ids, Floats, Rows],
    rows: tuple[Rows, Ids, Floats],
    pairs: tuple[Rows, Rows],
    heads: Rows,
    results: tuple[Floats, Floats, Rows],
) -> None:
    pointers, terms, values, begins = passages
    source, target = pairs
    best, second, where = results
    row_pointers, row_terms, row_values = rows
    pair = 0
    while pair < len(source):
        page = source[pair]
        first, end = begins[page], begins[page + 1]
        low, high = pointers[first], pointers[end]
        following = np.full(high - low, -1, dtype=np.int64)
        owner = np.empty(high - low, dtype=np.int64)
        for passage in range(first, end):
            for entry in range(pointers[passage], pointers[passage + 1]):
                following[entry - low] = heads[terms[entry]]
                owner[entry - low] = passage - first
                heads[terms[entry]] = entry
        sums = np.zeros(end - first, dtype=np.float32)
        while pair < len(source) and source[pair] == page:
            sums[:] = 0
            page_to = target[pair]
            for k in range(row_pointers[page_to], row_pointers[page_to + 1]):
                entry = heads[row_terms[k]]
                while entry >= 0:
                    sums[owner[entry - low]] += values[entry] * row_values[k]
                    entry = following[entry - low]
            for passage in range(end - first):
                if sums[passage] > best[pair]:
                    second[pair] = best[pair]
                    best[pair] = sums[passage]
                    where[pair] = first + passage
                elif sums[passage] > second[pair]:
                    second[pair] = sums[passage]
            pair += 1
        for entry in range(low, high):
            heads[terms[entry]] = -1


def products(left: Sparse, right: Sparse, source: Rows, target: Rows) -> Floats:
    """The product of a row of one matrix and a row of the other, for each pair by source."""
    found = np.zeros(len(source), dtype=np.float32)
    _multiply(
        arrays(left),
        arrays(right),
        (source, target),
        np.zeros(left.shape[1], dtype=np.float32),
        found,
    )
    return found


@compiled
def _multiply(
    left: tuple[Rows, Ids, Floats],
    right: tuple[Rows, Ids, Floats],
    pairs: tuple[Rows, Rows],
    dense: Floats,
    found: Floats,
) -> None:
    source, target = pairs
    pointers, terms, values = left
    other_pointers, other_terms, other_values = right
    pair = 0
    while pair < len(source):
        page = source[pair]
        for entry in range(pointers[page], pointers[page + 1]):
            dense[terms[entry]] = values[entry]
        while pair < len(source) and source[pair] == page:
            for k in range(other_pointers[target[pair]], other_pointers[target[pair] + 1]):
                found[pair] += dense[other_terms[k]] * other_values[k]
            pair += 1
        for entry in range(pointers[page], pointers[page + 1]):
            dense[terms[entry]] = 0

"""The weights of a graph with each repeated block stored once: W = links + blocks.

Rows are targets (pull form): a product gathers what flows into each page. A link is one number,
the page it comes from and a code for its weight; what pages lack of a block they carry has a
negative weight. A block has one weight for all its links:

    (W z)_i = Σ_k weight_k z_k + Σ_{b read by i} weight_b · sum_b
    sum_b = Σ z_k over the pages k that write to b
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.compiled import compiled, in_place

Vector: TypeAlias = npt.NDArray[np.float64]
Ids: TypeAlias = npt.NDArray[np.uint32]
# The row of an entry that ends a list sorted by row: no page has it.
LAST = np.uint32(2**32 - 1)


class Listed(NamedTuple):
    """Pairs of a row and a number, sorted by row, and a row LAST behind them."""

    rows: Ids
    numbers: Ids

    @classmethod
    def of(cls, rows: Ids, numbers: Ids) -> "Listed":
        """From pairs in any order; those of a row stay in theirs."""
        if (rows[1:] < rows[:-1]).any():
            order = np.argsort(rows, kind="stable")
            rows, numbers = rows[order], numbers[order]
        return cls(np.append(rows, LAST), numbers)

    def row(self, row: int) -> Ids:
        """The numbers of one row."""
        first, last = np.searchsorted(self.rows, [row, row + 1])
        return self.numbers[first:last]


class Runs(NamedTuple):
    """The blocks that pages write to, once for all pages in a row that write to the same.

    The pages from `rows[k]` on, up to the next greater row, write to `blocks[k]`, several where
    several k have one row; to none where that is LAST. A row LAST stands behind them.
    """

    rows: Ids
    blocks: Ids

    @classmethod
    def of(cls, listed: Listed, pages: int) -> "Runs":
        """From a row and a block each."""
        room = 2 * len(listed.numbers) + 1
        runs = cls(np.empty(room + 1, dtype=np.uint32), np.empty(room, dtype=np.uint32))
        size = shorten(listed, runs, pages)
        return cls(np.append(runs.rows[:size], LAST), runs.blocks[:size].copy())

    def listed(self, pages: int) -> Listed:
        """A row and a block each."""
        there = self.blocks != LAST
        first = self.rows[:-1][there].astype(np.int64)
        lengths = self._ends(first, pages) - first
        offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows = (np.repeat(first, lengths) + offset).astype(np.uint32)
        return Listed.of(rows, np.repeat(self.blocks[there], lengths))

    def writers(self, block: int, pages: int) -> npt.NDArray[np.int64]:
        """The pages that write to one block, ascending."""
        first = self.rows[:-1][self.blocks == block].astype(np.int64)
        ranges = zip(first, self._ends(first, pages), strict=True)
        return np.concatenate([np.zeros(0, np.int64), *(np.arange(*pair) for pair in ranges)])

    def _ends(self, first: npt.NDArray[np.int64], pages: int) -> npt.NDArray[np.int64]:
        after = self.rows[np.searchsorted(self.rows, first, side="right")]
        return np.minimum(after.astype(np.int64), pages)


class Matrix(NamedTuple):
    """One orientation of the weights. Pointers and entries are uint32: up to 4·10⁹ links.

    The links of row i are `entries[pointers[i]:pointers[i + 1]]`, each `page | code << bits`,
    where `weights` says what a code means. `rare` gives links whose weight has no code, with
    `rare_weights`; `reads` and `writes` the blocks of each page.
    """

    bits: int
    weights: Vector
    pointers: Ids
    entries: Ids
    rare: Listed
    rare_weights: Vector
    reads: Listed
    writes: Runs
    block_weights: Vector

    @property
    def stored(self) -> int:
        """Numbers of links and block entries that are stored."""
        parts = self.entries, self.rare.numbers, self.reads.numbers, self.writes.blocks
        return sum(len(part) for part in parts)


def transposed(matrix: Matrix) -> Matrix:
    """The same weights with rows and columns exchanged; linear."""
    pages = len(matrix.pointers) - 1
    place = np.zeros(pages + 2, dtype=np.uint32)
    count_rows(matrix.entries, matrix.bits, place)
    np.cumsum(place, out=place)
    entries = np.empty_like(matrix.entries)
    owners = np.arange(pages, dtype=np.uint32)
    place_rows((owners, matrix.pointers[1:], matrix.entries), matrix.bits, place, entries)
    order = np.argsort(matrix.rare.numbers, kind="stable")
    rare = Listed(np.append(matrix.rare.numbers[order], LAST), matrix.rare.rows[:-1][order].copy())
    return matrix._replace(
        pointers=place[:-1],
        entries=entries,
        rare=rare,
        rare_weights=matrix.rare_weights[order],
        reads=matrix.writes.listed(pages),
        writes=Runs.of(matrix.reads, pages),
    )


def row(matrix: Matrix, page: int) -> tuple[npt.NDArray[np.int64], Vector]:
    """The non-zero entries of one row: columns, ascending, and weights.

    `matrix` has the page's links as a row; blocks are expanded to the pages that write to them.
    """
    entries = matrix.entries[matrix.pointers[page] : matrix.pointers[page + 1]].astype(np.int64)
    first, last = np.searchsorted(matrix.rare.rows, [page, page + 1])
    columns = [entries & ((1 << matrix.bits) - 1), matrix.rare.numbers[first:last]]
    weights = [matrix.weights[entries >> matrix.bits], matrix.rare_weights[first:last]]
    for block in matrix.reads.row(page):
        writers = matrix.writes.writers(block, len(matrix.pointers) - 1)
        columns.append(writers)
        weights.append(np.full(len(writers), matrix.block_weights[block]))
    merged, place = np.unique(np.concatenate(columns), return_inverse=True)
    total = np.bincount(place, np.concatenate(weights)).astype(np.float64)
    present = np.abs(total) > 1e-12
    return merged[present].astype(np.int64), total[present]


@compiled
def gather_blocks(matrix: Matrix, z: Vector, sums: Vector) -> None:
    """sum_b of each block, over pages; in parcels of 4096, so that rounding stays small."""
    rows, blocks = matrix.writes
    run, first, last, waiting = 0, 0, 0, 0.0
    sums[:] = 0.0
    for i in range(len(z)):
        if rows[run] == i or i % 4096 == 0:
            for k in range(first, last):
                sums[blocks[k]] += waiting
            waiting = 0.0
        if rows[run] == i:
            first, last, run = next_run(matrix.writes, run)
        waiting += z[i]
    for k in range(first, last):
        sums[blocks[k]] += waiting


@in_place
def next_run(runs: Runs, run: int) -> tuple[int, int, int]:
    """The blocks of the run that begins at entry `run`, from and to, and where the next begins."""
    rows, blocks = runs
    end = run
    while rows[end] == rows[run]:
        end += 1
    return run, end if blocks[run] != LAST else run, end


@compiled
def shorten(listed: Listed, runs: Runs, pages: int) -> int:
    """Write the runs of a list into `runs`, which has room for all; how many entries they are."""
    rows, numbers = listed
    k, known, written = 0, -1, 0
    for i in range(pages):
        first = k
        while rows[k] == i:
            k += 1
        same = k - first == known
        for j in range(first, k):
            same = same and numbers[j] == numbers[j - known]
        known = k - first
        if same:
            continue
        for j in range(first, max(k, first + 1)):
            runs.rows[written] = i
            runs.blocks[written] = numbers[j] if k > first else LAST
            written += 1
    return written


@compiled
def product(matrix: Matrix, z: Vector) -> Vector:
    """W z."""
    bits, mask = matrix.bits, (1 << matrix.bits) - 1
    sums, out = np.zeros(len(matrix.block_weights)), np.empty(len(z))
    gather_blocks(matrix, z, sums)
    rare, read = 0, 0
    for i in range(len(z)):
        total = 0.0
        for k in range(matrix.pointers[i], matrix.pointers[i + 1]):
            entry = matrix.entries[k]
            total += matrix.weights[entry >> bits] * z[entry & mask]
        while matrix.rare.rows[rare] == i:
            total += matrix.rare_weights[rare] * z[matrix.rare.numbers[rare]]
            rare += 1
        while matrix.reads.rows[read] == i:
            block = matrix.reads.numbers[read]
            total += matrix.block_weights[block] * sums[block]
            read += 1
        out[i] = total
    return out


@compiled
def count_rows(entries: Ids, bits: int, place: Ids) -> None:
    """Count the entries of each row-to-be, two places on: what a counting sort begins with."""
    mask = (1 << bits) - 1
    for k in range(len(entries)):
        place[(entries[k] & mask) + 2] += 1


@compiled
def place_rows(owned: tuple[Ids, Ids, Ids], bits: int, place: Ids, turned: Ids) -> None:
    """Put each entry in its row: its owner instead of its page. `owned`: owners, ends, entries."""
    owners, ends, entries = owned
    mask, k = (1 << bits) - 1, np.int64(0)
    for at in range(len(owners)):
        while k < ends[at]:
            slot = (entries[k] & mask) + 1
            turned[place[slot]] = owners[at] | entries[k] >> bits << bits
            place[slot] += 1
            k += 1

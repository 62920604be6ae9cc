"""The weights of a graph with each repeated block stored once: W = blocks + plain links + signed.

Rows are targets (pull form): a product gathers what flows into each page. Plain links are kept as
a pattern for each of a few weights; all others, and what pages lack of a block they carry, have a
signed weight of their own. A block has one weight for all its links:

    (W z)_i = Σ_c weight_c Σ_{k in class c} z_k + Σ signed·z + Σ_{b read by i} weight_b · sum_b
    sum_b = Σ z_k over the pages k that write to b
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.compiled import compiled

Vector: TypeAlias = npt.NDArray[np.float64]
Ids: TypeAlias = npt.NDArray[np.uint32]


class Matrix(NamedTuple):
    """One orientation of the weights. Pointers and indices are uint32: up to 4·10⁹ links.

    Links of row i and class c are `indices[pointers[i·C + c]:pointers[i·C + c + 1]]`, where C is
    the number of `weights`.
    """

    weights: Vector
    pointers: Ids
    indices: Ids
    signed_pointers: Ids
    signed_indices: Ids
    signed_weights: Vector
    read_pointers: Ids
    read_blocks: Ids
    write_pointers: Ids
    write_blocks: Ids
    block_weights: Vector

    @property
    def stored(self) -> int:
        """Numbers of links and block entries that are stored."""
        parts = self.indices, self.signed_indices, self.read_blocks, self.write_blocks
        return sum(len(part) for part in parts)


def transposed(matrix: Matrix) -> Matrix:
    """The same weights with rows and columns exchanged; linear."""
    pages = len(matrix.read_pointers) - 1
    pointers, indices = _transposed_pattern(
        matrix.pointers, matrix.indices, pages, len(matrix.weights)
    )
    signed_pointers, signed_indices, signed_weights = _transposed_signed(
        matrix.signed_pointers, matrix.signed_indices, matrix.signed_weights, pages
    )
    return matrix._replace(
        pointers=pointers,
        indices=indices,
        signed_pointers=signed_pointers,
        signed_indices=signed_indices,
        signed_weights=signed_weights,
        read_pointers=matrix.write_pointers,
        read_blocks=matrix.write_blocks,
        write_pointers=matrix.read_pointers,
        write_blocks=matrix.read_blocks,
    )


def row(matrix: Matrix, page: int) -> tuple[npt.NDArray[np.int64], Vector]:
    """The non-zero entries of one row: columns, ascending, and weights.

    `matrix` has the page's links as a row; blocks are expanded by `writers`.
    """
    classes = len(matrix.weights)
    spans = matrix.pointers[page * classes : (page + 1) * classes + 1].astype(np.int64)
    columns = [matrix.indices[spans[0] : spans[-1]]]
    weights = [np.repeat(matrix.weights, np.diff(spans))]
    first, last = matrix.signed_pointers[page], matrix.signed_pointers[page + 1]
    columns.append(matrix.signed_indices[first:last])
    weights.append(matrix.signed_weights[first:last])
    for block in matrix.read_blocks[matrix.read_pointers[page] : matrix.read_pointers[page + 1]]:
        writers = _writers(matrix, int(block))
        columns.append(writers)
        weights.append(np.full(len(writers), matrix.block_weights[block]))
    merged, place = np.unique(np.concatenate(columns), return_inverse=True)
    total = np.bincount(place, np.concatenate(weights)).astype(np.float64)
    present = np.abs(total) > 1e-12
    return merged[present].astype(np.int64), total[present]


def _writers(matrix: Matrix, block: int) -> Ids:
    entries = np.flatnonzero(matrix.write_blocks == block)
    found = np.searchsorted(matrix.write_pointers, entries, side="right") - 1
    return found.astype(np.uint32)


@compiled
def gather_blocks(matrix: Matrix, z: Vector, sums: Vector) -> None:
    """sum_b of each block, over pages; in parcels of 4096 pages, so that rounding stays small."""
    part = np.zeros_like(sums)
    sums[:] = 0.0
    for i in range(len(z)):
        for k in range(matrix.write_pointers[i], matrix.write_pointers[i + 1]):
            part[matrix.write_blocks[k]] += z[i]
        if i % 4096 == 4095:
            sums += part
            part[:] = 0.0
    sums += part


@compiled
def product(matrix: Matrix, z: Vector) -> Vector:
    """W z."""
    classes = len(matrix.weights)
    sums, out = np.zeros(len(matrix.block_weights)), np.empty(len(z))
    gather_blocks(matrix, z, sums)
    for i in range(len(z)):
        total = 0.0
        for c in range(classes):
            inner = 0.0
            for k in range(matrix.pointers[i * classes + c], matrix.pointers[i * classes + c + 1]):
                inner += z[matrix.indices[k]]
            total += matrix.weights[c] * inner
        for k in range(matrix.signed_pointers[i], matrix.signed_pointers[i + 1]):
            total += matrix.signed_weights[k] * z[matrix.signed_indices[k]]
        for k in range(matrix.read_pointers[i], matrix.read_pointers[i + 1]):
            block = matrix.read_blocks[k]
            total += matrix.block_weights[block] * sums[block]
        out[i] = total
    return out


@compiled
def _transposed_pattern(pointers: Ids, indices: Ids, pages: int, classes: int) -> tuple[Ids, Ids]:
    place = np.zeros(pages * classes + 2, dtype=np.uint32)
    for i in range(pages):
        for c in range(classes):
            for k in range(pointers[i * classes + c], pointers[i * classes + c + 1]):
                place[indices[k] * classes + c + 2] += 1
    place = np.cumsum(place).astype(np.uint32)
    turned = np.empty(len(indices), dtype=np.uint32)
    for i in range(pages):
        for c in range(classes):
            for k in range(pointers[i * classes + c], pointers[i * classes + c + 1]):
                slot = indices[k] * classes + c + 1
                turned[place[slot]] = i
                place[slot] += 1
    return place[:-1], turned


@compiled
def _transposed_signed(
    pointers: Ids, indices: Ids, weights: Vector, pages: int
) -> tuple[Ids, Ids, Vector]:
    place = np.zeros(pages + 2, dtype=np.uint32)
    for k in range(len(indices)):
        place[indices[k] + 2] += 1
    place = np.cumsum(place).astype(np.uint32)
    turned = np.empty(len(indices), dtype=np.uint32)
    carried = np.empty(len(indices), dtype=np.float64)
    for i in range(pages):
        for k in range(pointers[i], pointers[i + 1]):
            slot = place[indices[k] + 1]
            turned[slot] = i
            carried[slot] = weights[k]
            place[indices[k] + 1] += 1
    return place[:-1], turned, carried

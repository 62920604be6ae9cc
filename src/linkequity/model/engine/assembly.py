"""From what parcels of pages left to a Matrix: a counting sort."""

from collections.abc import Sequence

import numpy as np

from linkequity.model.engine.matrix import Listed, Matrix, Runs, count_rows, place_rows
from linkequity.model.engine.parcel import Flags, Ids, Known, Out


def assemble(parcels: Sequence[Out], known: Known, pages: int) -> Matrix:
    """The matrix in pull form, and nothing of the parcels in it."""
    bits = known.codes.bits
    pointers, entries = _rows(parcels, bits, pages)
    writes = _writes(parcels)
    carried = np.bincount(writes.numbers, minlength=int(known.counts[0])) > 0
    number = (np.cumsum(carried) - 1).astype(np.uint32)
    rare_targets, rare_pages = _joined(parcels, "rare_targets"), _joined(parcels, "rare_pages")
    order = np.argsort(rare_targets, kind="stable")
    rare_weights = np.concatenate([np.zeros(0), *(part.rare_weights for part in parcels)])
    return Matrix(
        bits=bits,
        weights=known.codes.weights[: max(1, int(known.codes.used[0]))].copy(),
        pointers=pointers,
        entries=entries,
        rare=Listed.of(rare_targets[order], rare_pages[order]),
        rare_weights=rare_weights[order],
        reads=_reads(known, carried, number),
        writes=Runs.of(Listed(writes.rows, number[writes.numbers]), pages),
        block_weights=known.weights[: len(carried)][carried],
    )


def _rows(parcels: Sequence[Out], bits: int, pages: int) -> tuple[Ids, Ids]:
    place = np.zeros(pages + 2, dtype=np.uint32)
    for part in parcels:
        count_rows(part.entries, bits, place)
    np.cumsum(place, out=place)
    entries = np.empty(int(place[-1]), dtype=np.uint32)
    for part in parcels:
        place_rows((part.owners, part.entry_ends, part.entries), bits, place, entries)
    return place[:-1], entries


def _writes(parcels: Sequence[Out]) -> Listed:
    owners = [np.repeat(part.owners, np.diff(part.block_ends, prepend=0)) for part in parcels]
    return Listed.of(np.concatenate([np.zeros(0, np.uint32), *owners]), _joined(parcels, "blocks"))


def _reads(known: Known, carried: Flags, number: Ids) -> Listed:
    sizes = np.diff(known.pointers[: len(carried) + 1])
    there = np.repeat(carried, sizes)
    targets = known.targets[: int(known.counts[1])]
    return Listed.of(targets[there], np.repeat(number, sizes)[there])


def _joined(parcels: Sequence[Out], name: str) -> Ids:
    return np.concatenate([np.zeros(0, np.uint32), *(getattr(part, name) for part in parcels)])

"""From the parts that parcels of pages left to a Matrix: counting sorts, in the order of pages."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.compiled import compiled
from linkequity.model.engine.matrix import Matrix
from linkequity.model.engine.parcel import Ids, Known, Out, Vector

# A weight gets a pattern of its own where it saves room: 8 bytes a link for 4 a page.
MAX_CLASSES = 4


def assemble(parcels: Sequence[Out], known: Known, pages: int) -> Matrix:
    """The matrix in pull form, and nothing of the parcels in it."""
    classes = _classes(parcels, pages)
    codes = [_codes(out.weights, classes) for out in parcels]
    pointers, indices = _patterns(parcels, codes, pages, len(classes))
    signed = _signed(parcels, codes, pages, len(classes))
    used = [part.blocks for part in parcels]
    kept = np.flatnonzero(_used(used, int(known.counts[0])))
    number = np.full(int(known.counts[0]), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    sizes = np.diff(known.pointers[: int(known.counts[0]) + 1])
    targets = known.targets[: int(known.counts[1])]
    owners = np.repeat(np.arange(len(sizes)), sizes)
    there = number[owners] >= 0
    read = _by_page(targets[there], number[owners][there], pages)
    members = np.concatenate([part.members for part in parcels] or [np.zeros(0, np.uint32)])
    carried = np.concatenate(used or [np.zeros(0, np.uint32)])
    return Matrix(
        classes,
        pointers,
        indices,
        *signed,
        *read,
        *_by_page(members, number[carried], pages),
        known.weights[kept],
    )


def _classes(parcels: Sequence[Out], pages: int) -> Vector:
    """The weights that have the most links, if they have enough."""
    weights, counts = np.zeros(0), np.zeros(0)
    for out in parcels:
        values, times = _tally(out.weights)
        weights, place = np.unique(np.concatenate([weights, values]), return_inverse=True)
        counts = np.bincount(place, np.concatenate([counts, times])).astype(np.float64)
    many = np.flatnonzero(counts > pages / 2)
    best = many[np.argsort(-counts[many], kind="stable")][:MAX_CLASSES]
    return weights[np.sort(best)] if len(best) else np.ones(1)


def _tally(weights: Vector) -> tuple[Vector, Vector]:
    """Distinct weights and how many of each; only the first 64 met, which is all where few are."""
    values, counts, used = np.empty(64), np.zeros(64), 0
    used = _count_values(weights, values, counts)
    return values[:used], counts[:used]


@compiled
def _count_values(weights: Vector, values: Vector, counts: Vector) -> int:
    used = 0
    for weight in weights:
        place = 0
        while place < used and values[place] != weight:
            place += 1
        if place == len(values):
            continue
        if place == used:
            values[place] = weight
            used += 1
        counts[place] += 1
    return used


@compiled
def _codes(weights: Vector, classes: Vector) -> npt.NDArray[np.uint8]:
    """The class of each weight; the number of classes for those without."""
    codes = np.empty(len(weights), dtype=np.uint8)
    for k in range(len(weights)):
        code = 0
        while code < len(classes) and classes[code] != weights[k]:
            code += 1
        codes[k] = code
    return codes


def _patterns(
    parcels: Sequence[Out], codes: Sequence[npt.NDArray[np.uint8]], pages: int, classes: int
) -> tuple[Ids, Ids]:
    place = np.zeros(pages * classes + 2, dtype=np.uint32)
    for out, code in zip(parcels, codes, strict=True):
        _count_rows(out.targets, code, classes, place)
    np.cumsum(place, out=place)
    indices = np.empty(int(place[-1]), dtype=np.uint32)
    for out, code in zip(parcels, codes, strict=True):
        _place_rows(out, code, classes, place, indices)
    return place[:-1], indices


@compiled
def _count_rows(targets: Ids, codes: npt.NDArray[np.uint8], classes: int, place: Ids) -> None:
    for k in range(len(targets)):
        if codes[k] < classes:
            place[np.int64(targets[k]) * classes + codes[k] + 2] += 1


@compiled
def _place_rows(
    out: Out, codes: npt.NDArray[np.uint8], classes: int, place: Ids, indices: Ids
) -> None:
    for k in range(len(codes)):
        if codes[k] < classes:
            slot = np.int64(out.targets[k]) * classes + codes[k] + 1
            indices[place[slot]] = out.sources[k]
            place[slot] += 1


def _signed(
    parcels: Sequence[Out], codes: Sequence[npt.NDArray[np.uint8]], pages: int, classes: int
) -> tuple[Ids, Ids, Vector]:
    """Differences, and links whose weight has no class."""
    sources, targets = [np.zeros(0, np.uint32)], [np.zeros(0, np.uint32)]
    weights = [np.zeros(0)]
    for out, code in zip(parcels, codes, strict=True):
        rare = code == classes
        sources += [out.signed_sources, out.sources[rare]]
        targets += [out.signed_targets, out.targets[rare]]
        weights += [out.signed_weights, out.weights[rare]]
    target = np.concatenate(targets)
    order = np.argsort(target, kind="stable")
    return (
        _pointers(target, pages),
        np.concatenate(sources)[order],
        np.concatenate(weights)[order],
    )


def _used(blocks: Sequence[Ids], known: int) -> npt.NDArray[np.int64]:
    counts = np.zeros(known, dtype=np.int64)
    for part in blocks:
        counts += np.bincount(part, minlength=known)
    return counts


def _by_page(pages: Ids, blocks: npt.NDArray[np.int64], size: int) -> tuple[Ids, Ids]:
    order = np.argsort(pages, kind="stable")
    return _pointers(pages, size), blocks[order].astype(np.uint32)


def _pointers(pages: Ids, size: int) -> Ids:
    counted = np.bincount(pages, minlength=size)
    return np.concatenate([[0], np.cumsum(counted)]).astype(np.uint32)

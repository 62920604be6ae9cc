"""Small hash tables for compiled loops: open addressing, a power of two wide, never full.

A table that is used anew for each page is not cleared: a slot is taken if its stamp is the page's.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.compiled import in_place, in_place_above

Hashes: TypeAlias = npt.NDArray[np.uint64]


class Table(NamedTuple):
    """Keys, and for each slot the stamp of who took it last."""

    keys: Hashes
    stamps: npt.NDArray[np.uint32]


def table(size: int) -> Table:
    """An empty table for `size` keys."""
    wide = 1 << max(4, int(2 * size - 1).bit_length())
    return Table(np.zeros(wide, dtype=np.uint64), np.zeros(wide, dtype=np.uint32))


@in_place
def mixed(key: np.uint64) -> np.uint64:
    """Every bit of the key in every bit of the result (Steele, Lea and Flood 2014, SplitMix)."""
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


@in_place
def pair(one: np.uint64, other: np.uint64) -> np.uint64:
    """A key for two keys in this order."""
    return mixed(one * np.uint64(0x9E3779B97F4A7C15) + mixed(other))


@in_place
def slot_of(table: Table, stamp: np.uint32, key: np.uint64, mask: np.uint64) -> np.uint64:
    """The slot of a key; one that is free (its stamp differs) where the key is not there."""
    slot = mixed(key) & mask
    while table.stamps[slot] == stamp and table.keys[slot] != key:
        slot = (slot + np.uint64(1)) & mask
    return slot


@in_place_above(600_000)  # one pass over the old table; the rest is room
def rehash(
    old: Table, values: npt.NDArray[np.int32], new: Table, moved: npt.NDArray[np.int32]
) -> None:
    """Take the keys of a table stamped 1 over to a wider one, and a value for each slot."""
    mask = np.uint64(len(new.keys) - 1)
    for slot in range(len(old.keys)):
        if old.stamps[slot] == np.uint32(1):
            place = slot_of(new, np.uint32(1), old.keys[slot], mask)
            new.keys[place], new.stamps[place] = old.keys[slot], np.uint32(1)
            moved[place] = values[slot]

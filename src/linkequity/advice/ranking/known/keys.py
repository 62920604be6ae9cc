"""Phrases as numbers: a sequence of words becomes one 64-bit key, so that arrays can hold it.

A polynomial over scrambled word ids, modulo 2⁶⁴. Two of a million phrases share a key with a
chance of 3 in 10⁸.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Ids, Keys, Rows
from linkequity.text.tokens import Tokens

BASE: Final = np.uint64(0x9E3779B97F4A7C15)
# Filters out words that begin no phrase at a sixteenth of a search's cost.
FILTER_BITS: Final = 22


def scrambled(ids: Ids) -> Keys:
    """Each word's id with its bits mixed (splitmix64), never the same for two."""
    mixed = (ids.astype(np.uint64) + np.uint64(1)) * BASE
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def keys_of(ids: Ids, first: Rows, length: Rows) -> Keys:
    """The key of each slice ids[first : first + length]; 0 for an empty one."""
    words = scrambled(ids)
    keys = np.zeros(len(first), dtype=np.uint64)
    for place in range(int(length.max(initial=0))):
        there = length > place
        keys[there] = keys[there] * BASE + words[first[there] + place]
    return keys


def sequences(tokens: Tokens, longest: int) -> Iterator[tuple[int, Rows, Keys]]:
    """For each length up to the longest: where a sequence of it begins in a text, and its key."""
    words = scrambled(tokens.ids)
    left = np.repeat(tokens.offsets[1:], np.diff(tokens.offsets)) - np.arange(len(words))
    first = np.arange(len(words), dtype=np.int64)
    keys = words
    for length in range(1, longest + 1):
        yield length, first, keys
        there = left[first] > length
        first, keys = first[there], keys[there]
        keys = keys * BASE + words[first + length]


class KeySet:
    """A sorted set of keys that says quickly which of many others are in it."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._filter = np.zeros(1 << FILTER_BITS, dtype=np.bool_)
        self._filter[self._slot(keys)] = True

    @staticmethod
    def _slot(keys: Keys) -> Keys:
        return keys >> np.uint64(64 - FILTER_BITS)

    def find(self, keys: Keys) -> tuple[Rows, Rows]:
        """Which of these are in the set, and where in it."""
        maybe = np.flatnonzero(self._filter[self._slot(keys)])
        if not len(self.keys):
            return maybe[:0], maybe[:0]
        place = np.searchsorted(self.keys, keys[maybe])
        place = np.minimum(place, len(self.keys) - 1)
        same = self.keys[place] == keys[maybe]
        return maybe[same], place[same]

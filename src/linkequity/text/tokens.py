"""Texts to tokens: where each word starts and ends, and a number that says which word it is.

Whole batches of text are taken apart at once, as arrays of code points, so that no Python object
is made for a token; only each different word becomes a string, once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.text.characters import BETWEEN, SINGLE, UNSPACED, Codes, Kinds, codes_of, kinds_of

Ids: TypeAlias = npt.NDArray[np.int32]
Places: TypeAlias = npt.NDArray[np.uint16]
Offsets: TypeAlias = npt.NDArray[np.int64]
Hashes: TypeAlias = npt.NDArray[np.uint64]

# As long as the longest passage of a crawl; offsets then fit into 16 bits.
MAX_TEXT: Final = 20_000
# Longer words are addresses, keys and pictures in letters; their first characters name them.
MAX_WORD: Final = 64
# A million characters: some 60 MB of working memory, and enough that numpy's calls cost nothing.
BATCH: Final = 1_000_000
GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
POWERS: Final = np.cumprod(np.full(MAX_WORD + 1, GOLDEN))


@dataclass(frozen=True)
class Tokens:
    """The tokens of texts in order: text i has those from `offsets[i]` up to `offsets[i + 1]`.

    `ids`: the term of each, as a row of the vocabulary. `starts`, `ends`: characters of its text,
    so that `text[start:end]` is the word as written.
    """

    ids: Ids
    starts: Places
    ends: Places
    offsets: Offsets

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def of(self, text: int) -> slice:
        """Which tokens are those of one text."""
        return slice(int(self.offsets[text]), int(self.offsets[text + 1]))

    @property
    def text_of(self) -> Ids:
        """The text that each token stands in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.offsets))

    def first(self, count: int, texts: Offsets) -> tuple[Offsets, "Tokens"]:
        """The first `count` tokens of each of these texts: their rows here, and they alone."""
        counts = np.minimum(np.diff(self.offsets)[texts], count)
        offsets = np.concatenate([[0], np.cumsum(counts)])
        rows = np.arange(offsets[-1]) + np.repeat(self.offsets[texts] - offsets[:-1], counts)
        return rows, Tokens(self.ids[rows], self.starts[rows], self.ends[rows], offsets)


@dataclass(frozen=True)
class Batch:
    """Some texts taken apart: starts and ends in `joined`, hashes of words, tokens a text."""

    joined: str
    text_starts: Offsets
    starts: Offsets
    ends: Offsets
    hashes: Hashes
    counts: Offsets

    @property
    def text_of(self) -> Offsets:
        """The text of the batch that each token stands in."""
        return np.repeat(np.arange(len(self.counts)), self.counts)


def take_apart(texts: Iterable[str]) -> Iterator[Batch]:
    """Texts in batches, in order; of each the first MAX_TEXT characters."""
    for batch in _batches(texts):
        yield _take_apart(batch)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text[:MAX_TEXT])
        size += len(batch[-1])
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take_apart(texts: Sequence[str]) -> Batch:
    # A line break keeps the last word of one text and the first of the next apart.
    joined = "\n".join(texts)
    text_starts = np.fromiter(accumulate((len(t) + 1 for t in texts), initial=0), dtype=np.int64)
    codes = codes_of(joined)
    kinds = kinds_of(codes)
    begins = _begins(joined, kinds, text_starts)
    starts, ends = np.flatnonzero(begins), _ends(kinds, begins)
    counts = np.diff(np.searchsorted(starts, text_starts))
    hashes = _hashes(np.where(kinds == BETWEEN, 0, codes), starts, begins)
    return Batch(joined, text_starts, starts, ends, hashes, counts)


def _begins(joined: str, kinds: Kinds, text_starts: Offsets) -> npt.NDArray[np.bool_]:
    """Whether a token begins at each character."""
    begins: npt.NDArray[np.bool_] = kinds != BETWEEN
    begins[1:] &= (kinds[1:] != kinds[:-1]) | (kinds[1:] == SINGLE)
    if (kinds == UNSPACED).any():
        begins[_dictionary_words(joined, kinds, text_starts)] = True
    return begins


def _dictionary_words(joined: str, kinds: Kinds, text_starts: Offsets) -> Offsets:
    """Where words start in the texts that write no spaces, by ICU's dictionaries."""
    from icu4py.breakers import WordBreaker  # noqa: PLC0415

    inside = np.flatnonzero(kinds == UNSPACED)
    found: list[int] = []
    for text in np.unique(np.searchsorted(text_starts, inside, side="right") - 1):
        start, end = int(text_starts[text]), int(text_starts[text + 1]) - 1
        # ICU chooses the dictionary by script, whatever the locale.
        found.extend(start + at for at, _ in WordBreaker(joined[start:end], "th").segments())
    starts = np.array(found, dtype=np.int64)
    unspaced: Offsets = starts[kinds[starts] == UNSPACED]
    return unspaced


def _ends(kinds: Kinds, begins: npt.NDArray[np.bool_]) -> Offsets:
    """Where each token ends: before the next one, or before what is no word."""
    stops = begins | (kinds == BETWEEN)
    lasts = kinds != BETWEEN
    lasts[:-1] &= stops[1:]
    return np.flatnonzero(lasts) + 1


def _hashes(codes: Codes, starts: Offsets, begins: npt.NDArray[np.bool_]) -> Hashes:
    """A number for each word: Σ mixed code · POWERS[place in the word], modulo 2^64."""
    if not len(starts):
        return np.zeros(0, dtype=np.uint64)
    at = np.arange(len(codes))
    place = at - np.maximum.accumulate(np.where(begins, at, 0))
    mixed = codes * GOLDEN
    mixed ^= mixed >> np.uint64(29)
    sums: Hashes = np.add.reduceat(mixed * POWERS[np.minimum(place, MAX_WORD)], starts)
    return sums

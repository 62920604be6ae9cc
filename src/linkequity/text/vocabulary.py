"""The terms of many texts: each different word is looked at once, its tokens follow as numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.text.stems import term_of
from linkequity.text.tokens import GOLDEN, Batch, Hashes, Ids, Tokens, take_apart

UNKNOWN: Final = -1


@dataclass(frozen=True)
class Vocabulary:
    """The terms of a corpus, sorted, so that no order of texts changes the id of a term."""

    terms: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def ids(self) -> dict[str, int]:
        """The id of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    def read(self, texts: Iterable[str], languages: Sequence[str | None]) -> Tokens:
        """Other texts as tokens of these terms; `UNKNOWN` for words that the corpus lacks."""
        reading = Reading()
        tokens = reading.read(texts, languages)
        own = [self.ids.get(term, UNKNOWN) for term in reading.terms]
        ids = np.array([*own, UNKNOWN], dtype=np.int32)[tokens.ids]
        return Tokens(ids, tokens.starts, tokens.ends, tokens.offsets)


class Reading:
    """The terms met so far: `terms` in the order they were met."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self._seen: dict[int, int] = {}
        self._languages: dict[str | None, int] = {}

    def read(self, texts: Iterable[str], languages: Sequence[str | None]) -> Tokens:
        """The tokens of texts, each read in its language; ids in the order terms were met."""
        numbers = [self._languages.setdefault(name, len(self._languages)) for name in languages]
        parts = []
        first = 0
        for batch in take_apart(texts):
            here = np.array(numbers[first : first + len(batch.counts)], dtype=np.uint64)
            parts.append(self._read_batch(batch, here))
            first += len(batch.counts)
        return _joined(parts)

    def _read_batch(self, batch: Batch, languages: Hashes) -> Tokens:
        keys = batch.hashes ^ (languages * GOLDEN)[batch.text_of]
        different, firsts, which = np.unique(keys, return_index=True, return_inverse=True)
        names = list(self._languages)
        spoken = languages[batch.text_of[firsts]]
        ids = np.empty(len(different), dtype=np.int32)
        for number, (key, first) in enumerate(
            zip(different.tolist(), firsts.tolist(), strict=True)
        ):
            known = self._seen.get(key)
            if known is None:
                word = batch.joined[batch.starts[first] : batch.ends[first]]
                term = term_of(word, names[int(spoken[number])])
                known = self._seen[key] = self.terms.setdefault(term, len(self.terms))
            ids[number] = known
        begin = batch.text_starts[batch.text_of]
        return Tokens(
            ids[which],
            (batch.starts - begin).astype(np.uint16),
            (batch.ends - begin).astype(np.uint16),
            np.concatenate([[0], np.cumsum(batch.counts)]),
        )


def read_sorted(texts: Iterable[str], languages: Sequence[str | None]) -> tuple[Vocabulary, Tokens]:
    """The vocabulary of texts, and their tokens with its ids."""
    reading = Reading()
    tokens = reading.read(texts, languages)
    order = sorted(reading.terms)
    sorted_id = np.empty(len(order) + 1, dtype=np.int32)
    sorted_id[[reading.terms[term] for term in order]] = np.arange(len(order))
    ids = sorted_id[tokens.ids]
    return Vocabulary(tuple(order)), Tokens(ids, tokens.starts, tokens.ends, tokens.offsets)


def _joined(parts: Sequence[Tokens]) -> Tokens:
    if not parts:
        none = np.zeros(0, dtype=np.uint16)
        return Tokens(np.zeros(0, dtype=np.int32), none, none, np.zeros(1, dtype=np.int64))
    shift = np.cumsum([0, *(part.offsets[-1] for part in parts)])
    offsets = [part.offsets[:-1] + at for part, at in zip(parts, shift, strict=False)]
    return Tokens(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([*offsets, shift[-1:]]),
    )


__all__ = ["UNKNOWN", "Ids", "Reading", "Vocabulary", "read_sorted"]

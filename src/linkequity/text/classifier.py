"""The language of texts by the bytes they are written in, many texts at a time.

The naive Bayes classifier and the model of langid (Lui and Baldwin 2012), as py3langid packs them:
an automaton over bytes finds sequences that are telling, and each language has a weight for each.
Here the automaton takes a step in all texts at once; one text after the other costs a second for
every thousand pages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

Ids: TypeAlias = npt.NDArray[np.int64]
Weights: TypeAlias = npt.NDArray[np.float32]

# Texts at a time: some 20 MB for a thousand characters each.
CHUNK: Final = 1_000
NOTHING: Final = -1


@dataclass(frozen=True)
class Classifier:
    """`steps`: states × bytes as one row, from `rows[state]` on; `found`: the sequence that each
    state ends, or NOTHING; `table`: sequences × languages; `prior`: of each language, of which
    some have two columns, for two scripts.
    """

    steps: npt.NDArray[np.uint32]
    rows: Ids
    found: Ids
    table: npt.NDArray[np.float16]
    prior: Weights
    languages: tuple[str, ...]

    @classmethod
    def of(cls, model: LanguageIdentifier) -> Classifier:
        """The arrays of a model."""
        return cls(
            np.asarray(model.tk_nextmove, dtype=np.uint32),
            np.asarray(model.tk_row, dtype=np.int64) << 8,
            np.asarray(model.tk_output, dtype=np.int64),
            model.nb_ptc,
            model.nb_pc,
            tuple(model.nb_classes),
        )

    def classify(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        """The likeliest language of each text, and how sure that is: 0 to 1."""
        found: list[tuple[str, float]] = []
        for begin in range(0, len(texts), CHUNK):
            found.extend(self._classify([_bytes(text) for text in texts[begin : begin + CHUNK]]))
        return found

    def _classify(self, texts: Sequence[bytes]) -> list[tuple[str, float]]:
        lengths = np.array([len(text) for text in texts])
        # Divided by √bytes the scores of long texts are as sure as they are right.
        scores = self._scores(texts, lengths) / np.sqrt(np.maximum(lengths, 1))[:, None]
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        names, which = np.unique(self.languages, return_inverse=True)
        merged = np.zeros((len(texts), len(names)))
        np.add.at(merged.T, which, likely.T)
        best = merged.argmax(axis=1)
        return [(str(names[b]), float(row[b])) for b, row in zip(best, merged, strict=True)]

    def _scores(self, texts: Sequence[bytes], lengths: Ids) -> Weights:
        """The logarithm of how likely each text is in each language, less a constant."""
        at = self._walk(texts, lengths)
        known = at != NOTHING
        text = np.broadcast_to(np.arange(len(texts)), at.shape)[known]
        used = np.flatnonzero(np.bincount(at[known], minlength=len(self.table)))
        column = np.zeros(len(self.table), dtype=np.int64)
        column[used] = np.arange(len(used))
        ones = np.ones(len(text), dtype=np.float32)
        counts = csr_array((ones, (text, column[at[known]])), shape=(len(texts), len(used)))
        counts.sum_duplicates()
        counts.data = np.log1p(counts.data)
        said: Weights = counts @ self.table[used].astype(np.float32)
        # A text without any such sequence tells nothing, not even what is common.
        return np.where(np.diff(counts.indptr)[:, None] > 0, said + self.prior, 0)

    def _walk(self, texts: Sequence[bytes], lengths: Ids) -> Ids:
        """Which sequence ends at each byte of each text, bytes × texts."""
        longest = int(lengths.max(initial=0))
        padded = np.frombuffer(b"".join(t.ljust(longest, b"\0") for t in texts), dtype=np.uint8)
        letters = np.ascontiguousarray(padded.reshape(len(texts), longest).T)
        state = np.zeros(len(texts), dtype=np.int64)
        found = np.empty(letters.shape, dtype=np.int64)
        for place, letter in enumerate(letters):
            state = self.steps[self.rows[state] + letter].astype(np.int64)
            found[place] = self.found[state]
        found[np.arange(longest)[:, None] >= lengths] = NOTHING
        return found


def _bytes(text: str) -> bytes:
    """As the model was trained: composed, and not in capitals throughout."""
    plain = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", plain).encode("utf-8", "surrogatepass")


@cache
def classifier() -> Classifier:
    """The model that py3langid comes with, of 140 languages; two thirds of a second to load."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return Classifier.of(LanguageIdentifier.from_model_file(MODEL_FILE))

"""From tokens to what vectors count: terms, and pairs of neighbours where a token is a character.

Feature f < terms is the term f itself; features from there on are pairs. A character that has
neighbours of its kind counts in its pairs only; one that stands alone counts itself.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from linkequity.text.characters import SINGLE, codes_of, kinds_of
from linkequity.text.tokens import Tokens
from linkequity.text.vocabulary import UNKNOWN, Vocabulary

Pairs: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Counted: TypeAlias = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
# A pair's first character times this, plus its second: terms are far fewer than 2^31.
STRIDE: Final = 1 << 31


@dataclass(frozen=True)
class Features:
    """What is counted: `terms` single ones, then `pairs`, sorted; `single`: terms of one character.

    A pair is written as first · STRIDE + second.
    """

    single: Flags
    pairs: Pairs

    @classmethod
    def of(cls, vocabulary: Vocabulary, *texts: Tokens) -> "Features":
        """The features that these texts have."""
        single = _singles(vocabulary)
        found = [_pairs(tokens, _is_single(tokens, single))[1] for tokens in texts]
        return cls(single, np.unique(np.concatenate(found)))

    def __len__(self) -> int:
        return len(self.single) + len(self.pairs)

    def count(self, tokens: Tokens) -> csr_array:
        """Texts × features: how often each stands in each; unknown words are left out."""
        single = _is_single(tokens, self.single)
        alone = _counts_itself(tokens, single)
        row, pair = _pairs(tokens, single)
        at = np.searchsorted(self.pairs, pair)
        known = at < len(self.pairs)
        known[known] = self.pairs[at[known]] == pair[known]
        rows = np.concatenate([tokens.text_of[alone], row[known]])
        columns = np.concatenate([tokens.ids[alone], len(self.single) + at[known]])
        return _tally(rows, columns, (len(tokens), len(self)))


def _tally(rows: Pairs, columns: Pairs, shape: tuple[int, int]) -> csr_array:
    ones = np.ones(len(rows), dtype=np.float32)
    counts = csr_array((ones, (rows.astype(np.int32), columns.astype(np.int32))), shape=shape)
    counts.sum_duplicates()
    return counts


def _singles(vocabulary: Vocabulary) -> Flags:
    """Which terms are one character that is a word itself."""
    first = "".join(term[:1] or " " for term in vocabulary.terms)
    return (kinds_of(codes_of(first)) == SINGLE) if first else np.zeros(0, dtype=np.bool_)


def _is_single(tokens: Tokens, single: Flags) -> Flags:
    """Whether each token is a known single character."""
    known: Flags = np.append(single, np.False_)[tokens.ids]
    return known


def _touching(tokens: Tokens, single: Flags) -> Flags:
    """Whether a token and the one after it are single characters side by side in one text."""
    same = tokens.text_of[1:] == tokens.text_of[:-1]
    touching: Flags = single[1:] & single[:-1] & (tokens.starts[1:] == tokens.ends[:-1]) & same
    return touching


def _pairs(tokens: Tokens, single: Flags) -> Counted:
    """The text and the number of each pair."""
    if not single.any():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    first = np.flatnonzero(_touching(tokens, single))
    ids = tokens.ids.astype(np.int64)
    return tokens.text_of[first].astype(np.int64), ids[first] * STRIDE + ids[first + 1]


def _counts_itself(tokens: Tokens, single: Flags) -> Flags:
    """Known tokens, save characters that are part of a pair."""
    itself: Flags = tokens.ids != UNKNOWN
    if single.any():
        touching = _touching(tokens, single)
        itself[:-1] &= ~touching
        itself[1:] &= ~touching
    return itself

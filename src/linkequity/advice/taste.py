"""Rules of taste that depend on what was chosen before: caps of words and of places.

One anchor text never leads to two pages, nor more than SAME_WORDS times to one; a passage gets at
most one new link, and so do sentences that read the same, on whatever pages they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]

# Variety: of the links to a page at most two in the same words.
SAME_WORDS: Final = 2


@dataclass(frozen=True)
class Taste:
    """What candidates have in common, a row each: the same number is the same thing."""

    target: Ids
    words: Ids
    passage: Ids
    sentence: Ids

    @classmethod
    def of(
        cls, target: npt.ArrayLike, words: Sequence[str], places: Sequence[tuple[str, str]]
    ) -> "Taste":
        """Of candidates in order: where each leads, its anchor text, and the passage and sentence
        it stands in, as they read.
        """
        passages, sentences = ([place[part] for place in places] for part in (0, 1))
        return cls(
            np.asarray(target, np.int64), _numbers(words), _numbers(passages), _numbers(sentences)
        )

    def only(self, rows: npt.NDArray[np.bool_]) -> "Taste":
        """The same of some of the candidates."""
        return Taste(self.target[rows], self.words[rows], self.passage[rows], self.sentence[rows])

    def bars(self, chosen: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Which candidates the last of the chosen leaves no room for."""
        last = chosen[-1]
        same = self.words == self.words[last]
        alike = sum(bool(same[row]) for row in chosen)
        full = same if alike >= SAME_WORDS else same & (self.target != self.target[last])
        there = (self.passage == self.passage[last]) | (self.sentence == self.sentence[last])
        return np.asarray(full | there)


def _numbers(texts: Sequence[str]) -> Ids:
    """The same number for the same text."""
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    return np.array([numbers[text] for text in texts], np.int64)

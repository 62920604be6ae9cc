"""Rules of taste that depend on what was chosen before: caps of words and of places.

One anchor text never leads to two pages, nor more than SAME_WORDS times to one; a passage gets at
most one new link.
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

    @classmethod
    def of(cls, target: npt.ArrayLike, words: Sequence[str], passage: Sequence[int]) -> "Taste":
        """Of candidates in order: where each leads, its anchor text, the passage it stands in."""
        numbers = {text: number for number, text in enumerate(dict.fromkeys(words))}
        return cls(
            np.asarray(target, np.int64),
            np.array([numbers[text] for text in words], np.int64),
            np.asarray(passage, np.int64),
        )

    def only(self, rows: npt.NDArray[np.bool_]) -> "Taste":
        """The same of some of the candidates."""
        return Taste(self.target[rows], self.words[rows], self.passage[rows])

    def bars(self, chosen: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Which candidates the last of the chosen leaves no room for."""
        last = chosen[-1]
        same = self.words == self.words[last]
        alike = sum(bool(same[row]) for row in chosen)
        full = same if alike >= SAME_WORDS else same & (self.target != self.target[last])
        return np.asarray(full | (self.passage == self.passage[last]))

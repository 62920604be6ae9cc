"""Words of a passage that become as long as the name they are part of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from linkequity.advice.ranking.known.site import Floats
from linkequity.advice.recommending.passages import Passage, Words

# Joining words in a row that a name may have between others: "Familie und Beruf".
MOST_JOINING: Final = 3


@dataclass(frozen=True)
class Growing:
    """`name`: terms in order; `telling`: what each term says, 0 for those that only join. `free`:
    whether a token and the next may be words of one name that is no link yet.
    """

    passage: Passage
    name: Sequence[int]
    telling: Floats
    free: Callable[[int], bool]

    def of(self, first: int, last: int) -> Words | None:
        """The tokens from `first` to `last` that are the name's, with those of the name beside
        them, if need be behind the joining words the name has there, and the rest of a compound.
        """
        kept = [token for token in range(first, last) if self._is_own(token)]
        if not kept:
            return None
        first, last = kept[0], kept[-1] + 1
        while (before := self._before(first)) < first:
            first = before
        while (after := self._after(last)) > last:
            last = after
        return self.passage.words(first, last)

    def _before(self, first: int) -> int:
        """Where the words begin with one more of the name, or as before."""
        for token in range(first - 1, max(first - 2 - MOST_JOINING, -1), -1):
            if not self.free(token):
                break
            if self._is_own(token):
                return token if token == first - 1 or self._says(token, first + 1) else first
        return first

    def _after(self, last: int) -> int:
        """Where they end with one more, or as before."""
        passage = self.passage
        for token in range(last, min(last + 1 + MOST_JOINING, len(passage.ids))):
            if not self.free(token - 1):
                break
            if token == last and passage.is_compound(token - 1):
                return token + 1
            if self._is_own(token):
                return token + 1 if token == last or self._says(last - 1, token + 1) else last
        return last

    def _is_own(self, token: int) -> bool:
        term = self.passage.ids[token]
        return term in self.name and bool(self.telling[term])

    def _says(self, first: int, last: int) -> bool:
        """Whether the name has these tokens one after the other, joining words too."""
        words, size = self.passage.ids[first:last], last - first
        return any(words == [*self.name[at : at + size]] for at in range(len(self.name) - size + 1))

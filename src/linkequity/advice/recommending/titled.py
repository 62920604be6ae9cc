"""The titles of a site as sets of words: whole, and the clause they begin with."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.advice.ranking.site import Site

# "Payday super: what changes in July" is called payday super.
CLAUSE_ENDS: Final = re.compile(r"[:?!,;|(–—：？！，（]|\s-\s")
# A first clause that says less of the title is the site's name, or a number.
TELLING_CLAUSE: Final = 0.25

Words = frozenset[int]


@dataclass(frozen=True)
class Titled:
    """What each page is called by its title; words are ids of the site's terms."""

    site: Site
    titles: Sequence[str]

    def words(self, page: int) -> Words:
        """The words of a page's whole title."""
        return self.names(page)[0]

    def names(self, page: int) -> list[Words]:
        """The whole title, and its first clause where that says enough alone."""
        return self._names[page]

    def weight(self, words: Iterable[int]) -> float:
        """How much words say: the sum of their IDF."""
        return float(sum(self.site.token_idf[word] for word in words if word >= 0))

    def next_best(self, words: Sequence[int], page: int) -> float:
        """How much of its name's weight these words say of the best other page they all name."""
        titled = [self._pages.get(word, []) for word in words]
        others = [other for other in min(titled, key=len, default=[]) if other != page]
        names = [name for other in others for name in self.names(other) if name.issuperset(words)]
        least = min((self.weight(name) for name in names), default=np.inf)
        return self.weight(words) / max(least, 1e-9)

    @cached_property
    def numbers(self) -> Words:
        """Words of titles that are numbers."""
        tokens = self.site.titles
        spans = zip(tokens.text_of, tokens.starts, tokens.ends, tokens.ids, strict=True)
        return frozenset(
            int(word) for page, start, end, word in spans if self.titles[page][start:end].isdigit()
        )

    @cached_property
    def _names(self) -> list[list[Words]]:
        return [[*self._read(page)] for page in range(len(self.site))]

    def _read(self, page: int) -> Iterable[Words]:
        tokens = self.site.titles
        inside = tokens.of(page)
        whole = frozenset(tokens.ids[inside].tolist())
        yield whole
        mark = CLAUSE_ENDS.search(self.titles[page])
        if mark:
            clause = frozenset(tokens.ids[inside][tokens.ends[inside] <= mark.start()].tolist())
            if clause and self.weight(clause) >= TELLING_CLAUSE * self.weight(whole):
                yield clause

    @cached_property
    def _pages(self) -> dict[int, list[int]]:
        found = defaultdict(list)
        for page in range(len(self.site)):
            for word in self.words(page):
                found[word].append(page)
        return found

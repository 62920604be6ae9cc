"""The titles of a site as sets of words: whole, and the clause they begin with."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Site
from linkequity.advice.recommending.rarity import Rarity
from linkequity.advice.recommending.titles import own_titles

# "Payday super: what changes in July" is called payday super.
CLAUSE_ENDS: Final = re.compile(r"[:?!,;|(–—：？！，（]|\s-\s")
# A first clause that says less of the title is the site's name, or a number.
TELLING_CLAUSE: Final = 0.25
# Of a version or a date no part is enough.
NUMBER: Final = re.compile(r"\d+(?:[.:/-]\d+)*")


def numbers_of(text: str) -> frozenset[str]:
    """The numbers, versions and dates of a text, each whole.

    >>> sorted(numbers_of("Rust 1.25.1 in 2024"))
    ['1.25.1', '2024']
    """
    return frozenset(NUMBER.findall(text))


@dataclass(frozen=True)
class Name:
    """What a page is called: terms in order, and the numbers among them."""

    order: tuple[int, ...]
    numbers: frozenset[str]

    @cached_property
    def words(self) -> frozenset[int]:
        """The terms, once each."""
        return frozenset(self.order)

    def says(self, words: Sequence[int], rarity: Floats) -> bool:
        """Whether it has these words one after the other, but for words that only join."""
        telling = [word for word in self.order if rarity[word]]
        size = len(words)
        return any([*words] == telling[k : k + size] for k in range(len(telling) - size + 1))

    def joins(self, words: Sequence[int], rarity: Floats) -> bool:
        """Whether it says these words after others and a word that joins: "Road to Rust 1.0"."""
        telling = [place for place, word in enumerate(self.order) if rarity[word]]
        terms, size = [self.order[place] for place in telling], len(words)
        at = [k for k in range(1, len(terms) - size + 1) if terms[k : k + size] == [*words]]
        return any(telling[k] - telling[k - 1] > 1 for k in at)


@dataclass(frozen=True)
class Titled:
    """What each page is called by its title; words are ids of the site's terms."""

    site: Site
    titles: Sequence[str]
    rarity: Rarity

    def words(self, page: int) -> frozenset[int]:
        """The words of a page's whole title."""
        return self.names(page)[0].words

    def names(self, page: int) -> list[Name]:
        """The whole title, and its first clause where that says enough alone."""
        return self._names[page]

    def weight(self, words: Iterable[int], page: int) -> float:
        """How much words say in the language of a page: the sum of their rarity."""
        rarity = self.rarity.of(page)
        return float(sum(rarity[word] for word in words if word >= 0))

    def next_best(
        self, words: Sequence[int], page: int, numbers: frozenset[str] = frozenset()
    ) -> float:
        """How much of its name's weight these words say of the best other page they all name, of
        those in the same language whose name has these `numbers`: 10.4.1 has the figures of 10.1.4
        and is another version.
        """
        language = self.site.languages[page]
        titled = [self._pages.get(word, []) for word in words]
        others = [
            other
            for other in min(titled, key=len, default=[])
            if other != page and self.site.languages[other] == language
        ]
        names = [name for other in others for name in self.names(other) if numbers <= name.numbers]
        called = [name.words for name in names if name.words.issuperset(words)]
        least = min((self.weight(name, page) for name in called), default=np.inf)
        return self.weight(words, page) / max(least, 1e-9)

    @cached_property
    def _names(self) -> list[list[Name]]:
        return [[*self._read(page)] for page in range(len(self.site))]

    def _read(self, page: int) -> Iterable[Name]:
        tokens, title, own = self.site.titles, self.titles[page], self._own[page]
        inside, begin = tokens.of(page), title.find(own)
        ids, starts, ends = (of[inside] for of in (tokens.ids, tokens.starts, tokens.ends))
        there = (starts >= begin) & (ends <= begin + len(own))
        whole = ids[there].tolist()
        yield Name(tuple(whole), numbers_of(own))
        mark = CLAUSE_ENDS.search(own)
        if mark:
            clause = ids[there & (ends <= begin + mark.start())].tolist()
            telling = self.weight(clause, page) >= TELLING_CLAUSE * self.weight(whole, page)
            if clause and telling:
                yield Name(tuple(clause), numbers_of(own[: mark.start()]))

    @cached_property
    def _own(self) -> list[str]:
        return own_titles(self.titles)

    @cached_property
    def _pages(self) -> dict[int, list[int]]:
        found = defaultdict(list)
        for page in range(len(self.site)):
            for word in self.words(page):
                found[word].append(page)
        return found

"""What links of a site call its pages, and how often people say so without a link."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from linkequity.advice.ranking.known.names import find_anchors
from linkequity.advice.ranking.known.occurrences import covered
from linkequity.advice.ranking.known.site import Flags, Rows, Site
from linkequity.model.facts import Facts


def spoken(text: str) -> str:
    """A text as it is compared: small letters, words apart by one space, no marks at its ends.

    >>> spoken("  The “Tax\\n Guide”: ")
    'the “tax guide'
    """
    return " ".join(text.casefold().split()).strip(" .,:;!?…»«“”\"'()[]-–—")


@dataclass(frozen=True)
class UsedAnchors:
    """Which pages each anchor text of the site leads to, as it is compared."""

    pages: dict[str, frozenset[int]]

    @classmethod
    def of(cls, facts: Facts) -> "UsedAnchors":
        """All internal links, menus too."""
        links = facts.graph.links.select("target_id").with_columns(
            facts.tables.links.select("anchor_text")
        )
        named = links.drop_nulls().filter(pl.col("anchor_text") != "").unique()
        found = defaultdict(set)
        for page, text in named.select("target_id", "anchor_text").iter_rows():
            found[spoken(text)].add(page)
        return cls({text: frozenset(pages) for text, pages in found.items()})

    def to(self, anchor_text: str) -> frozenset[int]:
        """The pages that links of this text lead to."""
        return self.pages.get(spoken(anchor_text), frozenset())


@dataclass(frozen=True)
class Sayings:
    """Where words stand one after the other in the running text of a site."""

    site: Site

    def of(self, words: Sequence[int], target: int) -> tuple[int, int]:
        """How many pages in a target's language say these words, and how many link them to it."""
        at = self._places(words)
        page = self.site.page_of_token[at]
        there = self._languages[page] == self._languages[target]
        linked = self.linked[at] & self.linked[at + len(words) - 1]
        linked &= np.isin(self.site.pair_keys(page, target), self.site.pairs)
        return len(np.unique(page[there])), len(np.unique(page[there & linked]))

    def _places(self, words: Sequence[int]) -> Rows:
        """The first token of each place."""
        ids = self.site.tokens.ids
        begins = [int(np.searchsorted(self._sorted, word)) for word in words]
        ends = [int(np.searchsorted(self._sorted, word, "right")) for word in words]
        rarest = min(range(len(words)), key=lambda k: ends[k] - begins[k])
        at = self._order[begins[rarest] : ends[rarest]] - rarest
        at = at[(at >= 0) & (at + len(words) <= len(ids))]
        for step, word in enumerate(words):
            at = at[ids[at + step] == word]
        text_of = self.site.passage_of_token
        together: Rows = at[text_of[at] == text_of[at + len(words) - 1]]
        return together

    @cached_property
    def _languages(self) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
        return np.array([language or "" for language in self.site.languages])

    @cached_property
    def _order(self) -> Rows:
        return np.argsort(self.site.tokens.ids, kind="stable")

    @cached_property
    def _sorted(self) -> Rows:
        ordered: Rows = self.site.tokens.ids[self._order]
        return ordered

    @cached_property
    def linked(self) -> Flags:
        """Whether each token is part of an anchor text."""
        anchors = find_anchors(self.site)
        return covered(self.site, anchors, np.ones(len(self.site.links), dtype=np.bool_))

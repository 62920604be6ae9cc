"""A page as the spans of free words in which a link could stand."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.keys import keys_of
from linkequity.advice.ranking.known.site import Flags, Ids, Rows, Site
from linkequity.advice.ranking.pairs.features import Featuring
from linkequity.text.sentences import sentences

WIDTH: Final = 10
# Where a token is one character, as in Japanese.
CHARACTERS: Final = 24
# A book on one page has a place for a link in its first eighty sheets; what a page costs to look
# through grows with its words for every link that is thought of.
READ: Final = 20_000
STOP: Final = re.compile(r"[.!?;:](?=\s)|[。！？；]")


@dataclass(frozen=True)
class PageText:
    """The first READ tokens of a page, whole passages, from `begin` on: words, passages, sentences,
    who is free, and before which there is a stop that no anchor text runs across; whether most
    words are one character.
    """

    page: int
    begin: int
    ids: Ids
    passage: Ids
    sentence_of: Rows
    bounds: Rows
    free: Flags
    breaks: Flags
    by_character: bool

    @classmethod
    def of(cls, featuring: Featuring, page: int, language: str | None) -> "PageText":
        """Read a page."""
        ids, text_of, free, begins = featuring.words.text
        site = featuring.view.index.site
        passages = range(int(site.passages[page]), _end_of_reading(site, page))
        part = slice(int(begins[page]), int(site.tokens.offsets[passages.stop]))
        sentence_of, bounds = np.zeros(part.stop - part.start, np.int64), list[tuple[int, int]]()
        breaks = np.zeros(part.stop - part.start, dtype=np.bool_)
        for passage in passages:
            inside = site.tokens.of(passage)
            found = sentences(site.texts[passage], language)
            starts = np.array([start for start, _ in found], dtype=np.int64)
            row = np.maximum(np.searchsorted(starts, site.tokens.starts[inside], "right") - 1, 0)
            here = slice(inside.start - part.start, inside.stop - part.start)
            sentence_of[here] = len(bounds) + row
            bounds.extend(found)
            ends = [stop.end() for stop in STOP.finditer(site.texts[passage])]
            after = np.searchsorted(site.tokens.starts[inside], np.array(ends, dtype=np.int64))
            breaks[after[after < inside.stop - inside.start] + here.start] = True
        limits = np.array(bounds, dtype=np.int64).reshape(-1, 2)
        words, owner, unlinked = ids[part], text_of[part], free[part]
        short = np.median(site.tokens.ends[part] - site.tokens.starts[part]) if len(words) else 2
        by_character = bool(short <= 1)
        return cls(
            page, part.start, words, owner, sentence_of, limits, unlinked, breaks, by_character
        )

    @cached_property
    def spans(self) -> tuple[Rows, Rows]:
        """All runs of free tokens of one sentence, at most WIDTH words or CHARACTERS: the first
        token of each, from the page's first on, and how many.
        """
        return _all_spans(self)

    @cached_property
    def sorted_spans(self) -> tuple[Rows, Rows]:
        """A key of each span, first token · 256 + tokens, and the order of these keys."""
        first, length = self.spans
        keys: Rows = (first << 8) + length
        return keys, np.argsort(keys)

    @cached_property
    def mentions(self) -> tuple[Rows, Rows]:
        """Of each span, how many others of the same words stand before it, and how many after."""
        first, length = self.spans
        keys = keys_of(self.ids, first, length)
        order = np.lexsort((first, keys))
        ordered = keys[order]
        begins = np.searchsorted(ordered, ordered, "left")
        ends = np.searchsorted(ordered, ordered, "right")
        here = np.arange(len(order))
        before, after = np.empty(len(order), np.int64), np.empty(len(order), np.int64)
        before[order], after[order] = here - begins, ends - here - 1
        return before, after


def _end_of_reading(site: Site, page: int) -> int:
    """Behind the last passage of a page that is looked through."""
    first, end = int(site.passages[page]), int(site.passages[page + 1])
    ends = site.tokens.offsets[first + 1 : end + 1]
    limit = int(site.tokens.offsets[first]) + READ
    return first + int(np.searchsorted(ends, limit, side="right"))


def _all_spans(text: PageText) -> tuple[Rows, Rows]:
    size = len(text.ids)
    taken = np.concatenate([[0], np.cumsum(~text.free)])
    broken = np.concatenate([[0], np.cumsum(text.breaks)])
    firsts, lengths = [], []
    width = CHARACTERS if text.by_character else WIDTH
    for length in range(1, min(width, size) + 1):
        first = np.arange(size - length + 1)
        last = first + length - 1
        fine = (taken[last + 1] == taken[first]) & (
            text.sentence_of[first] == text.sentence_of[last]
        )
        fine &= text.passage[first] == text.passage[last]
        fine &= broken[last + 1] == broken[first + 1]
        firsts.append(first[fine])
        lengths.append(np.full(int(fine.sum()), length))
    none = np.zeros(0, dtype=np.int64)
    return np.concatenate([none, *firsts]), np.concatenate([none, *lengths])

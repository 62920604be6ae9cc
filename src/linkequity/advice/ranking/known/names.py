"""What pages are called: titles, parts of titles, headings, and the anchor texts that lead to them.

A name is a phrase and a page that it may mean. Anchor texts are names too, but how often each is
used depends on which links are visible, so here stands only that there is such a name.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.keys import keys_of, sequences
from linkequity.advice.ranking.known.site import Floats, Ids, Keys, Rows, Site, spread
from linkequity.text.tokens import Tokens

# Titles run on: sixteen words hold 99 of 100 titles, and of scripts without spaces most.
LONGEST: Final = 16
# Parts of titles that more pages share than this name none of them.
SHARED_PARTS: Final = 8
SHARED_HEADINGS: Final = 4
# A phrase that so many pages are called by says nothing about which is meant.
SHARED_NAMES: Final = 60


@dataclass(frozen=True)
class Anchors:
    """The anchor texts of placed links: row of the link, first token, tokens, key."""

    link: Rows
    first: Rows
    length: Rows
    key: Keys


@dataclass(frozen=True)
class Names:
    """Names sorted by phrase: those of phrase p are rows `begins[p]` to `begins[p + 1]`.

    `phrases`: sorted keys, `length` their words. `page`: what it names. `title`: 1
    for the whole title, else the share of its weight that the phrase covers. `heading`: the share
    of a heading of the page.
    `anchor_name`: the name that each row of Anchors uses, −1 where it is too long for one.
    """

    phrases: Keys
    begins: Rows
    length: Ids
    page: Ids
    title: Floats
    heading: Floats
    anchor_name: Rows

    @cached_property
    def phrase_of(self) -> Rows:
        """The phrase of each name."""
        return np.repeat(np.arange(len(self.phrases)), np.diff(self.begins))


def find_anchors(site: Site) -> Anchors:
    """The anchor texts of all placed links that hold a word."""
    links, tokens = site.links, site.tokens
    rows = np.flatnonzero(links.placed)
    span = int(max(tokens.ends.max(initial=0), links.end.max(initial=0))) + 2
    passage = links.passage[rows].astype(np.int64)
    text_of = site.passage_of_token.astype(np.int64)
    first = np.searchsorted(text_of * span + tokens.ends, passage * span + links.start[rows] + 1)
    last = np.searchsorted(text_of * span + tokens.starts, passage * span + links.end[rows])
    length = last - first
    there = length > 0
    first, length = first[there], length[there]
    return Anchors(rows[there], first, length, keys_of(tokens.ids, first, length))


@dataclass(frozen=True)
class _Named:
    key: Keys
    length: Rows
    page: Rows
    title: Floats
    heading: Floats


def find_names(site: Site, anchors: Anchors) -> Names:
    """All names of all pages, each phrase and page once."""
    parts = [_titles(site), _headings(site), _anchor_texts(site, anchors)]
    key = np.concatenate([p.key for p in parts])
    page = np.concatenate([p.page for p in parts])
    order = np.lexsort((page, key))
    key, page = key[order], page[order]
    fresh = np.ones(len(key), dtype=np.bool_)
    fresh[1:] = (key[1:] != key[:-1]) | (page[1:] != page[:-1])
    starts = np.flatnonzero(fresh)
    length, title, heading = (
        _largest(np.concatenate([getattr(p, field) for p in parts])[order], starts)
        for field in ("length", "title", "heading")
    )
    row = np.empty(len(order), dtype=np.int64)
    row[order] = np.cumsum(fresh) - 1
    anchor_name = np.full(len(anchors.key), -1)
    anchor_name[anchors.length <= LONGEST] = row[len(order) - len(parts[-1].key) :]
    phrases, begins = np.unique(key[starts], return_index=True)
    ends = np.append(begins, len(starts)).astype(np.int64)
    return Names(
        phrases,
        ends,
        length[begins].astype(np.int32),
        page[starts].astype(np.int32),
        title.astype(np.float32),
        heading.astype(np.float32),
        anchor_name,
    )


def _largest(values: Floats, starts: Rows) -> Floats:
    return np.maximum.reduceat(values, starts) if len(starts) else values[:0]


def _titles(site: Site) -> _Named:
    """Whole titles, and parts of two words or more, or one rare one, that few titles share."""
    titles = site.titles
    weight = np.concatenate([[0.0], np.cumsum(site.token_idf[titles.ids] + 0.1)])
    page_of = titles.text_of
    whole = weight[titles.offsets[1:]] - weight[titles.offsets[:-1]]
    found: list[tuple[Keys, Rows, Rows, Floats]] = []
    for length, first, key in sequences(titles, LONGEST):
        page = page_of[first]
        share = (weight[first + length] - weight[first]) / np.maximum(whole[page], 1e-6)
        full = length == np.diff(titles.offsets)[page]
        telling = (length > 1) | (share >= 0.5)
        kept = full | (telling & (_shared(key) <= SHARED_PARTS))
        share = np.where(full, 1.0, 0.9 * share)
        found.append((key[kept], np.full(kept.sum(), length), page[kept], share[kept]))
    key, lengths, pages, shares = (np.concatenate([f[i] for f in found]) for i in range(4))
    return _Named(key, lengths, pages, shares, np.zeros(len(key)))


def _shared(keys: Keys) -> Rows:
    """How often each key occurs among these."""
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return counts[place]


def _headings(site: Site) -> _Named:
    """Headings, and parts of them of two words or more, that few others share."""
    rows = np.flatnonzero(site.heading)
    headings = _chosen(site.tokens, rows)
    size = np.diff(headings.offsets)
    found: list[tuple[Keys, Rows, Rows, Floats]] = []
    for length, first, key in sequences(headings, LONGEST):
        row = headings.text_of[first]
        whole = size[row] == length
        kept = (whole | (length > 1)) & (_shared(key) <= SHARED_HEADINGS)
        share = length / np.maximum(size[row], 1)
        page = site.page_of[rows[row]]
        found.append((key[kept], np.full(kept.sum(), length), page[kept], share[kept]))
    key, lengths, pages, shares = (np.concatenate([f[i] for f in found]) for i in range(4))
    return _Named(key, lengths, pages, np.zeros(len(key)), shares)


def _chosen(tokens: Tokens, rows: Rows) -> Tokens:
    """The tokens of some texts."""
    at, _ = spread(tokens.offsets, rows)
    offsets = np.concatenate([[0], np.cumsum(np.diff(tokens.offsets)[rows])])
    return Tokens(tokens.ids[at], tokens.starts[at], tokens.ends[at], offsets)


def _anchor_texts(site: Site, anchors: Anchors) -> _Named:
    short = anchors.length <= LONGEST
    page = site.links.target[anchors.link[short]].astype(np.int64)
    none = np.zeros(len(page), np.float32)
    return _Named(anchors.key[short], anchors.length[short], page, none, none)

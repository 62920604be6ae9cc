"""Where names occur: every place in the running text of every page at which a name stands."""

from dataclasses import dataclass

import numpy as np

from linkequity.advice.ranking.known.keys import KeySet, sequences
from linkequity.advice.ranking.known.names import Anchors, Names
from linkequity.advice.ranking.known.site import Flags, Ids, Rows, Site


@dataclass(frozen=True)
class Occurrences:
    """Places of phrases in the order of the text; those of page p from `begins[p]` on.

    `first`: the token it begins with. `phrase`: the row of Names' phrases. `pages_with`: on how
    many pages each phrase occurs, linked or not.
    """

    first: Rows
    phrase: Ids
    begins: Rows
    pages_with: Ids


def find_occurrences(site: Site, names: Names) -> Occurrences:
    """All places of all phrases outside of headings and code."""
    known = KeySet(names.phrases)
    shut = site.heading | site.code
    open_token = ~shut[site.passage_of_token]
    longest = int(names.length.max(initial=0))
    firsts, phrases = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    for length, first, keys in sequences(site.tokens, longest):
        at, phrase = known.find(keys)
        right = open_token[first[at]] & (names.length[phrase] == length)
        firsts.append(first[at[right]])
        phrases.append(phrase[right].astype(np.int32))
    first, phrase = np.concatenate(firsts), np.concatenate(phrases)
    order = np.argsort(first, kind="stable")
    first, phrase = first[order], phrase[order]
    page = site.page_of_token[first]
    once = np.unique(page.astype(np.int64) * max(len(names.phrases), 1) + phrase)
    counts = np.bincount(once % max(len(names.phrases), 1), minlength=len(names.phrases))
    begins = np.searchsorted(page, np.arange(len(site) + 1)).astype(np.int64)
    return Occurrences(first, phrase, begins, counts.astype(np.int32))


def covered(site: Site, anchors: Anchors, visible: Flags) -> Flags:
    """Whether each token is part of the anchor text of a visible link; `visible` by link."""
    seen = visible[anchors.link]
    marks = np.zeros(len(site.tokens.ids) + 1, dtype=np.int32)
    np.add.at(marks, anchors.first[seen], 1)
    np.add.at(marks, anchors.first[seen] + anchors.length[seen], -1)
    return np.cumsum(marks[:-1]) > 0

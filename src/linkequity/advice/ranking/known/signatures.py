"""What a page may be called in somebody else's words: the words of its title and of anchor texts.

Weights are IDF times a share; each page's sum to 1.
"""

import numpy as np
from scipy.sparse import csr_array

from linkequity.advice.ranking.known.names import Anchors
from linkequity.advice.ranking.known.site import Flags, Floats, Rows, Site, Sparse, scaled_rows


def title_signatures(site: Site) -> Sparse:
    """Pages × words: the words of titles."""
    return _shares(site, site.titles.text_of, site.titles.ids, np.ones(len(site.titles.ids)))


def path_signatures(site: Site) -> Sparse:
    """Pages × words: the words of paths."""
    return _shares(site, site.paths.text_of, site.paths.ids, np.ones(len(site.paths.ids)))


def anchor_signatures(site: Site, anchors: Anchors, visible: Flags) -> Sparse:
    """Pages × words: the words of visible anchor texts; `visible` by link."""
    row, word = _anchor_words(site, anchors, visible[anchors.link])
    return _shares(site, row, word, np.ones(len(word)))


def heading_signatures(site: Site) -> Sparse:
    """Pages × words: the words of headings."""
    at = np.flatnonzero(site.heading[site.passage_of_token])
    return _shares(site, site.page_of_token[at], site.tokens.ids[at], np.ones(len(at)))


def _anchor_words(site: Site, anchors: Anchors, shown: Flags) -> tuple[Rows, Rows]:
    length, first = anchors.length[shown], anchors.first[shown]
    owner = np.repeat(np.arange(len(length)), length)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)
    return site.links.target[anchors.link[shown]][owner], site.tokens.ids[first[owner] + place]


def _shares(site: Site, row: Rows, word: Rows, count: Floats) -> Sparse:
    known = word >= 0
    shape = (len(site), len(site.token_idf))
    counted = csr_array((count[known].astype(np.float32), (row[known], word[known])), shape=shape)
    counted.sum_duplicates()
    counted.data = np.sqrt(np.minimum(counted.data, 4)) * (site.token_idf[counted.indices] + 0.05)
    total = np.maximum(np.asarray(counted.sum(axis=1)).ravel(), 1e-9)
    return scaled_rows(counted, 1 / total)

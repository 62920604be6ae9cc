"""What a page may be called in somebody else's words: the words of its title and of anchor texts.

Weights are IDF times a share; each page's sum to 1.
"""

import numpy as np
from scipy.sparse import csr_array

from linkequity.advice.ranking.site import Floats, Rows, Sparse, scaled_rows
from linkequity.advice.ranking.view import View


def title_signatures(view: View) -> Sparse:
    """Pages × words: the words of titles."""
    titles = view.index.site.titles
    return _shares(view, titles.text_of, titles.ids, np.ones(len(titles.ids)))


def path_signatures(view: View) -> Sparse:
    """Pages × words: the words of paths."""
    paths = view.index.site.paths
    return _shares(view, paths.text_of, paths.ids, np.ones(len(paths.ids)))


def anchor_signatures(view: View) -> Sparse:
    """Pages × words: the words of visible anchor texts."""
    row, word = _anchor_words(view)
    return _shares(view, row, word, np.ones(len(word)))


def heading_signatures(view: View) -> Sparse:
    """Pages × words: the words of headings."""
    site = view.index.site
    at = np.flatnonzero(site.heading[site.passage_of_token])
    return _shares(view, site.page_of_token[at], site.tokens.ids[at], np.ones(len(at)))


def _anchor_words(view: View) -> tuple[Rows, Rows]:
    site, anchors = view.index.site, view.index.anchors
    shown = view.visible_links[anchors.link]
    length, first = anchors.length[shown], anchors.first[shown]
    owner = np.repeat(np.arange(len(length)), length)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)
    return site.links.target[anchors.link[shown]][owner], site.tokens.ids[first[owner] + place]


def _shares(view: View, row: Rows, word: Rows, count: Floats) -> Sparse:
    site = view.index.site
    known = word >= 0
    shape = (len(site), len(site.token_idf))
    counted = csr_array((count[known].astype(np.float32), (row[known], word[known])), shape=shape)
    counted.sum_duplicates()
    counted.data = np.sqrt(np.minimum(counted.data, 4)) * (site.token_idf[counted.indices] + 0.05)
    total = np.maximum(np.asarray(counted.sum(axis=1)).ravel(), 1e-9)
    return scaled_rows(counted, 1 / total)

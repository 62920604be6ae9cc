"""The network that clusters are found in: likeness of texts, and content links.

Two pages are joined by the cosine of their latent topics where one is among the other's nearest,
and by LINKS · s / √(uᵢ·uⱼ) where a content link joins them; u counts the pages each is so joined
with, s is what texts join a page with on average.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array, diags_array

from linkequity.model.clusters.neighbours import Neighbours, nearest
from linkequity.text.vectors import Dense

NEAREST: Final = 15
# Measured on the categories of an encyclopaedia: more of it follows menus, less misses subjects.
LINKS: Final = 0.3
# The last digits of a cosine differ from one processor to another; no group shall hang on them.
DIGITS: Final = 4


@dataclass(frozen=True)
class Network:
    """`weights`: pages × pages, symmetric; `neighbours` by text."""

    weights: csr_array
    neighbours: Neighbours


def weave(topics: Dense, linked: csr_array) -> Network:
    """The network of pages with these latent topics, of which `linked` are joined by links."""
    pages = len(topics)
    neighbours = nearest(topics, min(NEAREST, max(round(pages**0.5), 2), pages - 1))
    texts = _by_text(neighbours)
    joined = linked.maximum(linked.T)
    degree = np.asarray(joined.sum(axis=1)).ravel()
    scale = diags_array(1 / np.sqrt(np.maximum(degree, 1)))
    share = LINKS * float(texts.sum()) / pages
    weights: csr_array = (texts + share * (scale @ joined @ scale)).tocsr()
    weights.data = weights.data.round(DIGITS)
    weights.eliminate_zeros()
    weights.sort_indices()
    return Network(weights, neighbours)


def _by_text(neighbours: Neighbours) -> csr_array:
    pages, count = neighbours.rows.shape
    source = np.repeat(np.arange(pages), count)
    cosines = np.maximum(neighbours.cosines.ravel(), 0).astype(np.float64)
    directed = csr_array((cosines, (source, neighbours.rows.ravel())), shape=(pages, pages))
    return directed.maximum(directed.T).tocsr()

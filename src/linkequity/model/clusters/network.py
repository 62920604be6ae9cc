"""The network that clusters are found in: likeness of texts, and content links.

Two pages are joined by the cosine of their latent topics where one is among the other's nearest,
twice where both are, and by LINKS · s / √(uᵢ·uⱼ) where a content link joins them; u counts the
pages each is so joined with, s is what texts join a page with on average. Topics are those of the
whole texts and of their openings, which count alike: a long text says first what it is about. A
topic counts by its share of the site's texts to the power of SHARPNESS: what only few pages have in
common decides less about who is near to whom, the more a site has that many share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array, diags_array

from linkequity.model.clusters.neighbours import Neighbours, nearest
from linkequity.text.vectors import Dense

NEAREST: Final = 15
# Measured on the categories of an encyclopaedia: more of it follows menus, less misses subjects.
LINKS: Final = 0.3
# On the same categories, by whole texts: agreement .574 without, .582 here, .587 at one. More runs
# together what sites of a few hundred pages tell apart; so do the first 32 topics alone.
SHARPNESS: Final = 0.5
# The last digits of a cosine differ from one processor to another; no group shall hang on them.
DIGITS: Final = 4


@dataclass(frozen=True)
class Network:
    """`weights`: pages × pages, symmetric; `neighbours` by text."""

    weights: csr_array
    neighbours: Neighbours


def weave(views: Sequence[Dense], linked: csr_array) -> Network:
    """The network of pages of which each view has latent topics; `linked` are joined by links."""
    pages = linked.shape[0]
    topics = _unit(np.hstack([_sharpened(view) for view in views]))
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
    return (directed + directed.T).tocsr()


def _sharpened(topics: Dense) -> Dense:
    """Rows of length 1 in which topics count by how much of the site is about them."""
    size = np.linalg.norm(topics, axis=0)
    weighed = topics * (size / max(float(size.max(initial=0.0)), 1e-9)) ** SHARPNESS
    return _unit(weighed)


def _unit(rows: Dense) -> Dense:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Dense = np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
    return unit

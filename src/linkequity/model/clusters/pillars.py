"""Pillar pages: the three candidates of each cluster, of which the owner decides.

score = equity · closeness² · (TITLED if a word of the label is in the title) / √(1 + depth): equity
flows over the content links inside the cluster alone, each page bringing 1; closeness is the cosine
to the centre; depth counts the directories of the URL.
"""

from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import csr_array, diags_array

from linkequity.model.clusters.communities import Groups
from linkequity.model.links.weights import Vector
from linkequity.text.vectors import Dense

CANDIDATES: Final = 3
TITLED: Final = 1.5
DAMPING: Final = 0.85
# 0.85^30 < 1%: orders of candidates do not change any more.
STEPS: Final = 30


def closeness(topics: Dense, groups: Groups) -> Vector:
    """The cosine of each row to the mean of its group; 0 where a text has no topics."""
    count = int(groups.max(initial=-1)) + 1
    member = csr_array(
        (np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=(count, len(groups))
    )
    centres = member @ topics.astype(np.float64)
    length = np.linalg.norm(centres, axis=1, keepdims=True)
    centres = np.divide(centres, length, out=np.zeros_like(centres), where=length > 0)
    cosine: Vector = np.einsum("ij,ij->i", topics, centres[groups])
    return cosine


def equity_inside(linked: csr_array, groups: Groups) -> Vector:
    """What flows through each page by the links inside its group, where each page brings 1."""
    links = linked.tocoo()
    same = groups[links.row] == groups[links.col]
    inside = csr_array((np.ones(same.sum()), (links.row[same], links.col[same])), linked.shape)
    out = np.asarray(inside.sum(axis=1)).ravel()
    passing = (diags_array(DAMPING / np.maximum(out, 1)) @ inside).T.tocsr()
    equity = np.ones(len(groups))
    for _ in range(STEPS):
        equity = 1.0 + np.asarray(passing @ equity)
    return equity


def scores(equity: Vector, close: Vector, titled: Vector, depth: Vector) -> Vector:
    """The score of each page."""
    found: Vector = equity * np.maximum(close, 0) ** 2 * (1 + (TITLED - 1) * titled)
    return found / np.sqrt(1 + depth)


def ranks(score: Vector, groups: Groups) -> pl.Series:
    """1, 2 and 3 for the best of each group; null for the others. Of equal ones the first row."""
    found = pl.DataFrame({"score": score, "group": groups})
    rank = pl.col("score").rank("ordinal", descending=True).over("group")
    return found.select(pl.when(rank <= CANDIDATES).then(rank).cast(pl.Int8)).to_series()

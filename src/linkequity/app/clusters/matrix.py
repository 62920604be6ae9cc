"""Who links to whom within one cluster: the pages, the pillar first, and every pair of them."""

from typing import Final

import msgspec
import numpy as np
import polars as pl

from linkequity.base.errors import UsageError
from linkequity.model.clusters.finding import content_links
from linkequity.model.facts import Facts

# More rows and columns than this nobody reads.
MOST: Final = 40


class MatrixDoc(msgspec.Struct, frozen=True, kw_only=True):
    """`links[i][j]`: page i links to page j in content of its own. `pages`: URLs, pillar first.

    `left_out`: pages of the cluster that are farther from its centre than those shown.
    """

    pages: list[str]
    titles: list[str | None]
    links: list[list[bool]]
    left_out: int


def cluster_matrix(facts: Facts, cluster: str, most: int = MOST) -> MatrixDoc:
    """The matrix of a cluster by its id. UsageError where there is none of that id."""
    own = facts.clusters.pages.filter(pl.col("cluster") == cluster)
    if own.is_empty():
        raise UsageError(f"no cluster has the id {cluster}")
    ordered = own.sort(pl.col("pillar_rank") != 1, "distance", "page_id", nulls_last=True)
    ids = ordered["page_id"].head(most).to_numpy()
    linked = content_links(facts.graph)[ids][:, ids].toarray() > 0
    pages = facts.graph.pages
    return MatrixDoc(
        pages=pages["url"].gather(ids).to_list(),
        titles=pages["title"].gather(ids).to_list(),
        links=np.asarray(linked).tolist(),
        left_out=len(own) - len(ids),
    )

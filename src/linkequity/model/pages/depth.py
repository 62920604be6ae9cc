"""Click depth: the fewest clicks from the start page, by all internal links of HTML pages.

Redirects cost no click. A page folded by its canonical is clicked through like any other, since
readers can; the page it folds into counts as reached when it is.
"""

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from linkequity.model.links.graph import Graph
from linkequity.model.pages.folding import Ids


def click_depth(graph: Graph) -> Ids:
    """Clicks to each page by page_id, −1 where no links lead. Breadth first, linear in links."""
    clicks = graph.links.select("source_id", "clicked_id").drop_nulls()
    size = len(graph.pages)
    places = (clicks["source_id"].to_numpy(), clicks["clicked_id"].to_numpy())
    onward = csr_array((np.ones(len(clicks), dtype=np.int8), places), shape=(size, size))
    depth = _breadth_first(onward, graph.start)
    return _through_folds(graph, depth)


def _breadth_first(onward: csr_array, start: int) -> Ids:
    depth = np.full(onward.shape[0], -1, dtype=np.int64)
    front = np.array([start] if start >= 0 else [], dtype=np.int64)
    clicks = 0
    while front.size:
        depth[front] = clicks
        ahead = np.unique(onward[front].indices)
        front = ahead[depth[ahead] < 0].astype(np.int64)
        clicks += 1
    return depth


def _through_folds(graph: Graph, depth: Ids) -> Ids:
    """A page is as deep as the nearest of those that fold into it, and they as it for a reader."""
    folding = graph.folding
    clicked = np.where(folding.clicked >= 0, depth[folding.clicked], -1)
    reached = pl.DataFrame({"end": folding.end, "clicked": clicked}).filter(
        pl.col("end") >= 0, pl.col("clicked") >= 0
    )
    nearest = reached.group_by("end").agg(pl.col("clicked").min())
    result = clicked.copy()
    result[nearest["end"].to_numpy()] = nearest["clicked"].to_numpy()
    return result

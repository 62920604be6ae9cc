"""Groups described: their names, their pillar pages, how far each page is from the centre."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from linkequity.base.ids import page_key, stable_id
from linkequity.base.urls import path_of
from linkequity.model.clusters import pillars
from linkequity.model.clusters.communities import Groups
from linkequity.model.clusters.labels import Heads, have_in_title, label_groups
from linkequity.model.clusters.pins import Pins
from linkequity.model.links.graph import Graph
from linkequity.model.links.weights import Vector
from linkequity.model.pages.site_text import SiteText

DESCRIBED: Final = pl.Schema(
    {"id": pl.String, "label": pl.String, "distance": pl.Float64, "pillar_rank": pl.Int8}
)


@dataclass(frozen=True)
class Ground:
    """What groups stand on: texts, pages, and `linked`, 1 where a content link joins two pages."""

    text: SiteText
    graph: Graph
    linked: csr_array
    pins: Pins
    site: str


def describe(
    ground: Ground, group_of: Groups, within: Groups, kind: Literal["cluster", "sub_cluster"]
) -> pl.DataFrame:
    """DESCRIBED, a row a page, null for pages of group −1; labels tell groups `within` one apart.

    The id of a group is that of its pillar page, so it lasts as long as this page leads it.
    """
    rows = np.flatnonzero(group_of >= 0)
    if not len(rows):
        return DESCRIBED.to_frame().clear(len(group_of))
    groups = group_of[rows]
    heads = Heads(ground.text.vectors, rows)
    labels = label_groups(heads, groups, within[rows])
    topics = ground.text.vectors.page_topics[rows]
    close = pillars.closeness(topics, groups)
    equity = pillars.equity_inside(ground.linked[rows][:, rows], groups)
    urls = ground.graph.pages["url"].gather(rows)
    titled = have_in_title(heads, groups, labels)
    score = pillars.scores(equity, close, titled, _depth(urls))
    pinned = dict(zip(ground.pins.pillars, ground.pins.names, strict=True))
    score[np.isin(rows, list(pinned))] = np.inf
    rank = pillars.ranks(score, groups)
    leads = rows[np.flatnonzero((rank == 1).fill_null(value=False).to_numpy())]
    leads = leads[np.argsort(group_of[leads])].tolist()
    pages = ground.graph.pages
    ids = [stable_id(kind, page_key(pages["url"][lead], ground.site)) for lead in leads]
    names = [
        (pinned.get(lead) if kind == "cluster" else None) or str(label) or pages["title"][lead]
        for lead, label in zip(leads, labels, strict=True)
    ]
    described = {
        "id": [ids[group] for group in groups],
        "label": [names[group] for group in groups],
        "distance": 1 - close,
        "pillar_rank": rank,
    }
    return _spread(pl.DataFrame(described, schema=DESCRIBED), rows, len(group_of))


def _depth(urls: pl.Series) -> Vector:
    """The directories of each URL's path."""
    parts = [path_of(url).partition("?")[0].strip("/").count("/") for url in urls]
    return np.array(parts, dtype=np.float64)


def _spread(described: pl.DataFrame, rows: Groups, pages: int) -> pl.DataFrame:
    """The same with a row for each page, null where it is in no group."""
    place = np.full(pages, -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    return described[pl.Series(place).replace(-1, None)]

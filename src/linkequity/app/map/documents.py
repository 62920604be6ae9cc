"""What the map shows, but for the dots: islands, arrows, rings."""

from dataclasses import dataclass

import msgspec
import polars as pl

from linkequity.app.map.clicks import Ring
from linkequity.app.map.dots import Grouping
from linkequity.app.map.geometry import Floats


class Island(msgspec.Struct, frozen=True, kw_only=True):
    """One island, equity in page units, lengths in radii of a page that receives nothing.

    `group`: id of the cluster, or the segment; "(none)" for pages in no cluster, "(others)" for
    `groups` small groups together. `label`: the cluster's name. `hue`: of the colours, or -1 for
    none. `shore`: the radius of its pages, orphans aside; `radius`: with the rings of orphans.
    `flows_in`, `flows_out`: what links carry from and to other islands.
    """

    group: str
    label: str
    groups: int
    pages: int
    orphans: int
    orphans_with_backlinks: int
    equity: float
    equity_share: float
    flows_in: float
    flows_out: float
    inside: float
    x: float
    y: float
    shore: float
    radius: float
    reserved: float
    hue: int


class Arrow(msgspec.Struct, frozen=True, array_like=True):
    """Equity that links carry from one island to another, by their numbers."""

    source: int
    target: int
    equity: float


@dataclass(frozen=True)
class SiteMap:
    """The whole map of one grouping.

    `dots`: one row a page by page_id, with `island` (number) and `state`. `places`, `clicks`: where
    each lies among the islands and on the rings, n×2. `radii`: by equity.
    """

    grouping: Grouping
    dots: pl.DataFrame
    radii: Floats
    places: Floats
    clicks: Floats
    islands: list[Island]
    arrows: list[Arrow]
    rings: list[Ring]

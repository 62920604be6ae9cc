"""Origins: whose equity it is that pages keep. The flow is linear, so any split of it is exact.

With c = 1 on the pages asked about, h = (1 − d)·(I − d·P)⁻¹·c says what they keep of one unit that
enters on each page, and s·h is what they keep of all:

    equity of the pages = Σ_j s_j·h_j = Σ_j baseline_j·h_j + Σ_k strength_k·h_landing(k)
"""

from typing import Final, Literal

import numpy as np
import polars as pl

from linkequity.model.fact_tables import UNITS
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.snapshot.tables import Column, Table

By = Literal["referring-domain", "backlink", "segment"]
UNKNOWN: Final = "unknown"

ORIGINS: Final = Table(
    "origins",
    "one origin of the equity of some pages; what the site's own pages bring by existing first",
    (
        Column(
            "origin",
            pl.String,
            "the referring domain or page, or the segment where it enters; null for what the "
            "site's own pages bring by existing",
        ),
        Column("landing", pl.String, "where the backlink lands; null for all other origins"),
        Column("equity", pl.Float64, "what the pages keep of it", UNITS),
        Column("share", pl.Float64, "share of all that the pages keep"),
    ),
)


def origins(facts: Facts, share: Vector, by: By) -> pl.DataFrame:
    """ORIGINS of what some pages keep; the rows sum to that.

    `share` is 1 for the pages asked about, by page_id, or a part of them. One backward solve.
    """
    keeps = (1 - facts.flow.damping) * facts.system.adjoint(share * facts.indexable).vector
    if by == "segment":
        return _summed(_by_segment(facts, keeps))
    own = _origin([None], [None], np.array([float(facts.baseline @ keeps)]))
    return pl.concat([_summed(own), _summed(_from_backlinks(facts, keeps, by))]).with_columns(
        share=_share()
    )


def _by_segment(facts: Facts, keeps: Vector) -> pl.DataFrame:
    source = facts.baseline + facts.backlink_equity
    return _origin(facts.segment, [None] * len(keeps), source * keeps)


def _from_backlinks(facts: Facts, keeps: Vector, by: By) -> pl.DataFrame:
    landed = facts.backlinks.filter(pl.col("landing").is_not_null(), pl.col("strength") > 0)
    places = facts.graph.addresses.exact(landed["landing"]).to_numpy()
    equity = landed["strength"].to_numpy() * keeps[places]
    if by == "backlink":
        return _origin(landed["referring_page"].fill_null(UNKNOWN), landed["landing"], equity)
    domains = landed["referring_domain"].fill_null(UNKNOWN)
    return _origin(domains, [None] * len(equity), equity)


def _origin(
    names: pl.Series | list[None], landings: pl.Series | list[None], equity: Vector
) -> pl.DataFrame:
    return pl.DataFrame(
        {"origin": names, "landing": landings, "equity": equity},
        schema={name: ORIGINS.schema[name] for name in ("origin", "landing", "equity")},
    )


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """One row an origin, the most equity first; those that give nothing left out."""
    return (
        rows.group_by("origin", "landing")
        .agg(pl.col("equity").sum())
        .filter(pl.col("equity") > 0)
        .sort("equity", "origin", "landing", descending=[True, False, False])
        .with_columns(share=_share())
    )


def _share() -> pl.Expr:
    every = pl.col("equity").sum()
    return pl.when(every > 0).then(pl.col("equity") / every).otherwise(0.0)

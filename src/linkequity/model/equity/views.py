"""Views of the ledger: the same units, booked by page, segment, referring domain and backlink.

All are exact, since the flow is linear. Hoarders, wasters and starved pages are read from the flow
itself: what a page holds back from its content links, what it hands to pages that need nothing,
and what it lacks of its share of the demand.
"""

from typing import Final

import numpy as np
import polars as pl

from linkequity.model.equity.ledger import leaked_by_page
from linkequity.model.fact_tables import UNITS
from linkequity.model.facts import Facts
from linkequity.model.links.weights import LEAKS, Vector
from linkequity.snapshot.tables import Column, Table

# Hoarders are among the strongest quarter and pass on less in content than half of the pages do.
STRONG: Final = 0.75
PASSING: Final = 0.5
AMOUNTS: Final = ("from_baseline", "from_backlinks", "received", "kept", "passed_on", *LEAKS)

HOARDERS: Final = Table(
    "hoarders",
    "one strong content page that passes little on in its content, the most held back first",
    (
        Column("url", pl.String, "the page"),
        Column("equity", pl.Float64, "what it keeps", UNITS),
        Column("passed_in_content", pl.Float64, "share of what it passes on that content carries"),
        Column("held_back", pl.Float64, "what menus and leaks take instead, or nobody", UNITS),
    ),
)
WASTERS: Final = Table(
    "wasters",
    "one content page whose content links feed pages that need nothing, the most first",
    (
        Column("url", pl.String, "the page"),
        Column("equity", pl.Float64, "what it keeps", UNITS),
        Column("wasted", pl.Float64, "what its content links carry to such pages", UNITS),
        Column("wasted_share", pl.Float64, "share of all that its content links carry"),
    ),
)
STARVED: Final = Table(
    "starved",
    "one content page with a larger share of the demand than of the equity, the most short first",
    (
        Column("url", pl.String, "the page"),
        Column("equity", pl.Float64, "what it keeps", UNITS),
        Column("demand", pl.Float64, "what it would keep at its share of the demand", UNITS),
        Column("short", pl.Float64, "demand less equity", UNITS),
        Column("impressions", pl.Int64, "from search data", "impressions"),
    ),
)


def ledger_by_page(facts: Facts) -> pl.DataFrame:
    """Of each page, in page units: AMOUNTS; what comes in is kept, passed on or leaked.

    from_baseline + from_backlinks + received = kept + passed_on + the sum of LEAKS
    """
    flow, indexable = facts.flow, facts.indexable
    leaked = leaked_by_page(flow, facts.transition, indexable)
    amounts = {
        "from_baseline": facts.baseline,
        "from_backlinks": facts.backlink_equity,
        "received": flow.x - facts.baseline - facts.backlink_equity,
        "kept": flow.kept * indexable,
        "passed_on": flow.damping * flow.x * facts.system.kept_share,
        **leaked,
    }
    return pl.DataFrame({"url": facts.graph.pages["url"], "segment": facts.segment, **amounts})


def ledger_by_segment(facts: Facts) -> pl.DataFrame:
    """The same by segment, the one that keeps most first."""
    return (
        ledger_by_page(facts)
        .group_by("segment")
        .agg(pl.col(AMOUNTS).sum())
        .sort("kept", "segment", descending=[True, False])
    )


def reach_by_backlink(facts: Facts) -> pl.DataFrame:
    """FACT_BACKLINKS with pages_lifted, pages_lifted_with_menus and reach; null where lost,
    and where LANDINGS have none.

    A backlink reaches what its landing page does: the flow of one parcel does not depend on others.
    """
    reached = facts.landings.select(
        "pages_lifted", "pages_lifted_with_menus", "reach", landing="url"
    )
    brings = pl.when(pl.col("strength") > 0).then("landing")
    return facts.backlinks.join(
        reached, left_on=brings, right_on="landing", how="left", maintain_order="left"
    ).select(*facts.backlinks.columns, "pages_lifted", "pages_lifted_with_menus", "reach")


def hoarders(facts: Facts) -> pl.DataFrame:
    """HOARDERS: strong content pages that hold much and pass little on in content."""
    content, carried = facts.content, _carried_in_content(facts)
    strong = facts.flow.kept >= _quantile(facts.flow.kept[content], STRONG)
    tight = carried < _quantile(carried[content], PASSING)
    tight |= carried == 0
    onward = facts.flow.damping * facts.flow.x
    found = _named(facts, passed_in_content=carried, held_back=onward * (1 - carried)).filter(
        pl.Series(content & strong & tight)
    )
    return _most(found, "held_back", HOARDERS)


def wasters(facts: Facts) -> pl.DataFrame:
    """WASTERS: content pages whose content links feed listing and utility pages."""
    needless = (~facts.content).astype(np.float64)
    onward = facts.flow.damping * facts.flow.x
    wasted = onward * (facts.transition.content @ needless)
    carried = onward * _carried_in_content(facts)
    part = np.divide(wasted, carried, out=np.zeros_like(wasted), where=carried > 0)
    found = _named(facts, wasted=wasted, wasted_share=part)
    return _most(found.filter(pl.Series(facts.content & (wasted > 0))), "wasted", WASTERS)


def demanded(facts: Facts) -> pl.DataFrame:
    """Content pages with `demand`: what they would keep at their share of all impressions."""
    pages = facts.pages.filter(pl.Series(facts.content)).with_columns(
        pl.col("impressions").fill_null(0)
    )
    every = pl.lit(max(int(pages["impressions"].sum()), 1))
    return pages.with_columns(demand=pl.col("impressions") / every * pl.col("equity").sum())


def starved(facts: Facts) -> pl.DataFrame:
    """STARVED: content pages with demand above equity; none without search data."""
    lacking = demanded(facts).with_columns(short=pl.col("demand") - pl.col("equity"))
    return _most(lacking.filter(pl.col("short") > 0), "short", STARVED)


def _carried_in_content(facts: Facts) -> Vector:
    """The share of each page's weight that content links carry to pages that hold equity."""
    return np.asarray(facts.transition.content.sum(axis=1), dtype=np.float64)


def _named(facts: Facts, **columns: Vector) -> pl.DataFrame:
    return facts.graph.pages.select(
        "url",
        equity=pl.Series(facts.flow.kept * facts.indexable),
        **{name: pl.Series(values) for name, values in columns.items()},
    )


def _quantile(amounts: Vector, part: float) -> float:
    return float(np.quantile(amounts, part)) if amounts.size else 0.0


def _most(found: pl.DataFrame, measure: str, table: Table) -> pl.DataFrame:
    ordered = found.sort(measure, "url", descending=[True, False])
    return ordered.select(table.schema.names()).cast(table.schema)

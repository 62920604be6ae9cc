"""The facts of each page: who links to it, what it keeps, what search brings it."""

from typing import Final

import numpy as np
import polars as pl

from linkequity.model.links.graph import Graph, ends
from linkequity.model.links.weights import Vector

IN_CONTENT: Final = pl.col("link_position") == "content"
UNIQUE: Final = ~pl.col("repeated")
BACKLINK: Final = ("referring_page", "target")


def count_links(graph: Graph) -> pl.DataFrame:
    """Inlinks and outlinks of each page, by page_id; links of folded pages and to oneself out."""
    speaks = graph.linking.gather(graph.links["source_id"]).fill_null(value=False)
    spoken = graph.links.lazy().filter(
        pl.lit(speaks),
        pl.col("target_kind").is_not_null(),
        pl.col("target_id").ne_missing(pl.col("source_id")),
    )
    internal = spoken.filter(pl.col("target_kind") != "external")
    into = internal.drop_nulls("target_id").group_by(page_id="target_id")
    out = internal.group_by(page_id="source_id")
    leaving = spoken.filter(pl.col("target_kind") == "external").group_by(page_id="source_id")
    counts = graph.addresses.pages.select("page_id")
    for part in (
        into.agg(**_inlinks()),
        out.agg(**_outlinks()),
        leaving.agg(external_outlinks=pl.len()),
    ):
        counts = counts.join(part.collect(), on="page_id", how="left", maintain_order="left")
    return counts.select(pl.col("page_id"), pl.exclude("page_id").fill_null(0).cast(pl.Int64))


def _inlinks() -> dict[str, pl.Expr]:
    return {
        "inlinks": pl.len(),
        "linking_pages": pl.col("source_id").n_unique(),
        "content_inlinks": IN_CONTENT.sum(),
        "body_inlinks": (IN_CONTENT & UNIQUE).sum(),
        "followed_inlinks": pl.col("followed").sum(),
    }


def _outlinks() -> dict[str, pl.Expr]:
    return {
        "outlinks": pl.len(),
        "content_outlinks": IN_CONTENT.sum(),
        "followed_content_outlinks": (IN_CONTENT & pl.col("followed")).sum(),
    }


def count_backlinks(placed: pl.DataFrame, graph: Graph) -> pl.DataFrame:
    """Backlinks that end at each page and their domains, by page_id; lost ones left out."""
    alive = placed.filter(~pl.col("lost").fill_null(value=False)).unique(BACKLINK)
    hit = alive.select("referring_domain", page_id=graph.addresses.ids(alive["target"]))
    return (
        hit.join(ends(graph.folding), on="page_id", how="left")
        .drop_nulls("target_id")
        .group_by(page_id="target_id")
        .agg(
            backlinks=pl.len().cast(pl.Int64),
            referring_domains=pl.col("referring_domain").drop_nulls().n_unique().cast(pl.Int64),
        )
    )


def search_demand(search: pl.DataFrame, graph: Graph) -> pl.DataFrame:
    """Clicks and impressions of each page, by page_id: its total if given, else its queries'."""
    known = search.with_columns(page_id=graph.addresses.ids(search["url"])).drop_nulls("page_id")
    totals = pl.col("query").is_null()
    of_total = pl.when(totals.any()).then(totals).otherwise(pl.lit(value=True))
    return (
        known.filter(of_total.over("url"))
        .join(ends(graph.folding), on="page_id", how="left")
        .drop_nulls("target_id")
        .group_by(page_id="target_id")
        .agg(pl.col("clicks", "impressions").sum())
    )


def visits(table: pl.DataFrame, graph: Graph) -> pl.DataFrame:
    """Sessions and views of each page, by page_id.

    Where visits begin is counted once a session; so those rows count where there are any.
    """
    begin = pl.col("landing").fill_null(value=False)
    counted = begin | ~begin.any().over("target_id")
    rows = _at_their_ends(table, graph).with_columns(sessions=pl.when(counted).then("sessions"))
    return rows.group_by(page_id="target_id").agg(_total("sessions"), _total("views"))


def crawler_hits(table: pl.DataFrame, graph: Graph) -> pl.DataFrame:
    """Requests of crawlers of either kind for each page, by page_id."""
    rows = _at_their_ends(table, graph)
    return rows.group_by(page_id="target_id").agg(
        pl.col("hits").filter(pl.col("crawler_kind") == kind).sum().alias(f"{kind}_crawler_hits")
        for kind in ("search", "ai")
    )


def _at_their_ends(table: pl.DataFrame, graph: Graph) -> pl.DataFrame:
    """The rows of a table of URLs that lead to a page, with its id as target_id."""
    known = table.with_columns(page_id=graph.addresses.ids(table["url"])).drop_nulls("page_id")
    return known.join(ends(graph.folding), on="page_id", how="left").drop_nulls("target_id")


def _total(name: str) -> pl.Expr:
    """The sum of what is told; null where nothing is."""
    return pl.when(pl.col(name).count() > 0).then(pl.col(name).sum())


def link_score(equity: pl.Expr, least: float) -> pl.Expr:
    """100·ln(1 + received) / ln(1 + most received), in baselines, as equity/least = 1 + received.

    `least` is what an indexable page keeps that receives nothing. Monotone in equity; all are 0
    where no page receives anything.
    """
    steps = (equity / least).clip(1.0).log()
    return pl.when(steps.max() > 0).then(100 * (steps / steps.max())).otherwise(0.0)


def shortfall() -> pl.Expr:
    """How far an indexable page is below the median content page of its segment, at least 0."""
    content = pl.col("indexable") & (pl.col("content_kind") == "content")
    median = pl.col("equity").filter(content).median().over("segment")
    missing = (median - pl.col("equity")).clip(0.0).fill_null(0.0)
    return pl.when("indexable").then(missing).otherwise(0.0)


def equity_columns(kept: Vector, x: Vector, indexable: Vector, baseline: float) -> pl.DataFrame:
    """equity, equity_received, equity_share and link_score, by page_id; 0 if not indexable."""
    equity = kept * indexable
    total = float(np.sum(equity)) or 1.0
    least = (kept / np.where(x > 0, x, 1.0)).max(initial=0.0) * baseline or 1.0
    return pl.DataFrame(
        {
            "equity": equity,
            "equity_received": np.where(indexable > 0, x - baseline, 0.0),
            "equity_share": equity / total,
        }
    ).with_columns(link_score=link_score(pl.col("equity"), least))

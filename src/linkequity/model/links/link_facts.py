"""The facts of each link: where it ends, what it weighs, what it carries."""

import numpy as np
import polars as pl

from linkequity.model.equity.flow import Flow
from linkequity.model.fact_tables import FACT_LINKS
from linkequity.model.links.graph import Graph
from linkequity.model.links.topics import LEVELS, TOPIC
from linkequity.model.links.weights import Transition, Vector


def carried(graph: Graph, transition: Transition, flow: Flow) -> Vector:
    """What each link carries, d·x·weight/D, in page units and the links' order; leaks included."""
    per_weight = np.divide(
        flow.damping * flow.x,
        transition.totals,
        out=np.zeros_like(flow.x),
        where=transition.totals > 0,
    )
    sources = graph.links["source_id"].fill_null(0).to_numpy()
    return transition.weight * per_weight[sources] if len(per_weight) else transition.weight


def link_facts(
    links: pl.DataFrame, graph: Graph, transition: Transition, flow: Flow
) -> pl.DataFrame:
    """FACT_LINKS: one row per link, in the order of `links`."""
    named = graph.addresses.pages.select(
        "page_id", source_kind=graph.folding.kind, resolved_url=graph.folding.resolved_url
    )
    written = named.select("resolved_url", written_id="page_id")
    known = graph.links.select(
        "source_id", "target_id", "target_kind", "followed", relevance=pl.col(TOPIC) / LEVELS
    ).with_columns(
        written_id=graph.addresses.ids(links["target"]),
        weight=transition.weight,
        flow=carried(graph, transition, flow),
    )
    kinds = named.select("source_kind", source_id="page_id")
    resolved = known.join(kinds, on="source_id", how="left", maintain_order="left").join(
        written, on="written_id", how="left", maintain_order="left"
    )
    return (
        pl.concat([links, resolved], how="horizontal")
        .with_columns(
            resolved_target=pl.when("internal").then(
                pl.when(pl.col("written_id").is_null()).then("target").otherwise("resolved_url")
            )
        )
        .select(FACT_LINKS.schema.names())
    )

"""The clusters of a site: who is in which, how they are linked, what they bring and keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from linkequity.base.settings import Pillar
from linkequity.model.clusters.communities import Groups
from linkequity.model.clusters.describing import Ground, describe
from linkequity.model.clusters.equity import Solved, equity_of_groups
from linkequity.model.clusters.finding import Flags, Found, content_links, find_groups
from linkequity.model.clusters.interlinks import Between
from linkequity.model.clusters.pins import read_pins
from linkequity.model.clusters.tables import CLUSTER_PAGES, CLUSTERS
from linkequity.model.pages.site_text import SiteText

LEAD = pl.col("pillar_rank") == 1


@dataclass(frozen=True)
class Clusters:
    """The clusters of a site.

    `pages`: CLUSTER_PAGES, a row a page, by page_id. `table`: CLUSTERS. `missing`: MISSING_LINKS.
    `unknown`: names in [pillars] that mean no indexable page.
    """

    pages: pl.DataFrame
    table: pl.DataFrame
    missing: pl.DataFrame
    unknown: tuple[str, ...]


def find_clusters(
    text: SiteText,
    solved: Solved,
    content: Flags,
    pinned: Mapping[str, str | Pillar],
    site: str,
) -> Clusters:
    """The clusters among the `content` pages of a site.

    SettingsInvalid where [pillars] contradicts itself.
    """
    graph = solved.transition.graph
    pins = read_pins(pinned, graph, solved.indexable > 0)
    ground = Ground(text, graph, content_links(graph), pins, site)
    found = find_groups(ground, content)
    pages = _described(ground, found)
    leads = _in_order(pages.filter(LEAD), found.topic)
    between = Between(
        found.topic, leads["page_id"].cast(pl.Int64).to_numpy(), ground.linked, found.near
    )
    linked = between.by_page()
    told = pl.concat([pages, linked], how="horizontal").select(CLUSTER_PAGES.schema.names())
    table = pl.concat(
        [
            _named(ground, pages, leads),
            between.by_group(linked),
            equity_of_groups(solved, found.topic),
        ],
        how="horizontal",
    )
    largest = table.sort("pages", "pillar", descending=[True, False])
    return Clusters(told, largest.select(CLUSTERS.schema.names()), between.missing(), pins.unknown)


def _described(ground: Ground, found: Found) -> pl.DataFrame:
    """What is known of each page without its links."""
    topics = describe(ground, found.topic, _numbered(ground.text.corpus.languages), "cluster")
    within = describe(ground, found.sub_topic, found.topic, "sub_cluster")
    divided = within.select(sub_cluster="id", sub_label="label")
    return pl.concat([topics.rename({"id": "cluster"}), divided], how="horizontal").with_columns(
        page_id=pl.int_range(pl.len(), dtype=pl.Int32)
    )


def _numbered(languages: Sequence[str | None]) -> Groups:
    return np.unique([language or "" for language in languages], return_inverse=True)[1]


def _in_order(leads: pl.DataFrame, groups: Groups) -> pl.DataFrame:
    """The pillar pages, by the number of their group."""
    return leads.sort(pl.Series(groups).gather(leads["page_id"]))


def _named(ground: Ground, pages: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Names and pillars of each cluster, in the order of `leads`."""
    urls, languages = ground.graph.pages["url"], ground.text.corpus.documents["language"]
    ranked = pages.with_columns(url=urls).drop_nulls("pillar_rank").sort("pillar_rank")
    candidates = ranked.group_by("cluster", maintain_order=True).agg(pillars="url")
    divided = pages.group_by("cluster").agg(
        sub_clusters=pl.col("sub_cluster").drop_nulls().n_unique().cast(pl.Int64)
    )
    return (
        leads.select(
            "cluster",
            "label",
            pillar=urls.gather(leads["page_id"]),
            pinned=pl.col("page_id").is_in(list(ground.pins.pillars)),
            language=languages.gather(leads["page_id"]),
        )
        .join(candidates, on="cluster", how="left", maintain_order="left")
        .join(divided, on="cluster", how="left", maintain_order="left")
    )

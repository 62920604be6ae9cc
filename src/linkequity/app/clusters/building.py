"""From the clusters of the facts to their documents."""

from collections.abc import Mapping, Sequence

import msgspec
import polars as pl

from linkequity.app.clusters.documents import (
    ClusterDoc,
    ClusterList,
    Clusters,
    MemberDoc,
    MissingLinkDoc,
    SubClusterDoc,
)
from linkequity.base.errors import UsageError
from linkequity.base.meant import did_you_mean
from linkequity.model.facts import Facts

# In the document of an audit; `linkequity clusters --cluster` lists all, as do the tables.
TOP_CLUSTERS = 200
TOP_MEMBERS = 50
# On a page of the app.
LISTED = 50
Rows = Mapping[str, Sequence[dict[str, object]]]


def cluster_docs(
    facts: Facts, clusters: pl.DataFrame | None = None, *, members: int = TOP_MEMBERS
) -> list[ClusterDoc]:
    """The documents of these rows of CLUSTERS, or of the first of all, each with some members."""
    shown = facts.clusters.table.head(TOP_CLUSTERS) if clusters is None else clusters
    own = _members(facts).join(shown.select("cluster"), on="cluster", how="semi")
    lacking = missing_links(facts).join(shown.select("cluster"), on="cluster", how="semi")
    first = pl.int_range(pl.len()).over("cluster") < members
    people, gaps, groups = (
        _by_cluster(frame)
        for frame in (own.filter(first), lacking.filter(first), _sub_clusters(own))
    )
    return [_cluster(row, people, gaps, groups) for row in shown.iter_rows(named=True)]


def build_clusters(facts: Facts, asked: str | None = None) -> Clusters:
    """The document; with `asked` (an id, a name or a page) of that cluster alone, whole."""
    table = facts.clusters.table
    if asked is not None:
        table = _asked(facts, asked)
    members = TOP_MEMBERS if asked is None else len(facts.pages) ** 2
    return _of_these(facts, cluster_docs(facts, table, members=members))


def list_clusters(facts: Facts, words: str, page: int) -> ClusterList:
    """A page of the clusters that have some words in their name or pillar page; or the last."""
    named = pl.concat_str("label", "pillar", separator=" ").str.to_lowercase()
    table = facts.clusters.table.filter(named.str.contains(words.lower(), literal=True))
    pages = max(-(-table.height // LISTED), 1)
    page = min(max(page, 1), pages)
    first = (page - 1) * LISTED
    return ClusterList(
        found=_of_these(facts, []),
        matching=table.height,
        first=first + 1,
        page=page,
        pages=pages,
        clusters=cluster_docs(facts, table.slice(first, LISTED), members=0),
    )


def _of_these(facts: Facts, clusters: list[ClusterDoc]) -> Clusters:
    unclustered = facts.content & facts.clusters.pages["cluster"].is_null().to_numpy()
    return Clusters(
        content_pages=int(facts.content.sum()),
        in_no_cluster=int(unclustered.sum()),
        unknown_pins=list(facts.clusters.unknown),
        clusters=clusters,
    )


def cluster_pages(facts: Facts) -> pl.DataFrame:
    """CLUSTER_PAGES of pages in clusters, with `url`."""
    pages = facts.clusters.pages.with_columns(url=facts.graph.pages["url"])
    return pages.drop_nulls("cluster").select("url", pl.exclude("url", "page_id"))


def missing_links(facts: Facts) -> pl.DataFrame:
    """MISSING_LINKS by URL: cluster, source, target, role."""
    urls = facts.graph.pages["url"]
    missing = facts.clusters.missing
    return missing.select(
        cluster=facts.clusters.pages["cluster"].gather(missing["source_id"]),
        source=urls.gather(missing["source_id"]),
        target=urls.gather(missing["target_id"]),
        role=pl.col("role").cast(pl.String),
    )


def pages_of_cluster(facts: Facts, asked: str) -> list[int]:
    """The page_ids of the cluster that is meant. UsageError where there is none."""
    pages = facts.clusters.pages
    return pages.filter(pl.col("cluster") == _asked(facts, asked)["cluster"][0])[
        "page_id"
    ].to_list()


def _asked(facts: Facts, asked: str) -> pl.DataFrame:
    """The one cluster that is meant. UsageError where there is none."""
    table, pages = facts.clusters.table, facts.clusters.pages
    named = table.filter(
        (pl.col("cluster") == asked) | (pl.col("label").str.to_lowercase() == asked.lower())
    )
    if named.is_empty():
        addresses = facts.graph.addresses
        url = asked if "://" in asked else f"{addresses.origin}/{asked.lstrip('/')}"
        page = addresses.ids(pl.Series([url]))[0]
        cluster = None if page is None else pages["cluster"][int(page)]
        named = table.filter(pl.col("cluster") == (cluster or ""))
    if named.is_empty():
        near = did_you_mean(asked, table["label"].to_list())
        raise UsageError(
            f"no cluster is called {asked!r}, and none has a page of that address",
            hint=f"{near}Name one by its id, by its name or by a page in it; linkequity clusters "
            "lists them.",
        )
    return named


def _members(facts: Facts) -> pl.DataFrame:
    """Pages in clusters: the candidates for the pillar first, then the nearest to the centre."""
    pages = facts.clusters.pages.with_columns(
        url=facts.graph.pages["url"],
        title=facts.graph.pages["title"],
        equity=pl.Series(facts.flow.kept * facts.indexable),
    ).drop_nulls("cluster")
    return pages.sort("cluster", "pillar_rank", "distance", "url", nulls_last=True)


def _sub_clusters(members: pl.DataFrame) -> pl.DataFrame:
    divided = members.drop_nulls("sub_cluster").group_by("cluster", "sub_cluster")
    counted = divided.agg(pl.col("sub_label").first(), pages=pl.len())
    return counted.sort("pages", "sub_label", descending=[True, False]).select(
        "cluster", "pages", id="sub_cluster", label="sub_label"
    )


def _by_cluster(frame: pl.DataFrame) -> Rows:
    rows: dict[str, list[dict[str, object]]] = {}
    for row in frame.iter_rows(named=True):
        rows.setdefault(row["cluster"], []).append(row)
    return rows


def _cluster(row: dict[str, object], people: Rows, gaps: Rows, groups: Rows) -> ClusterDoc:
    id = str(row["cluster"])
    told = row | {
        "id": id,
        "candidates": row["pillars"],
        "sub_clusters": [msgspec.convert(sub, SubClusterDoc) for sub in groups.get(id, [])],
        "members": [msgspec.convert(page, MemberDoc) for page in people.get(id, [])],
        "missing": [
            MissingLinkDoc(
                source=str(gap["source"]), target=str(gap["target"]), role=str(gap["role"])
            )
            for gap in gaps.get(id, [])
        ],
    }
    return msgspec.convert(told, ClusterDoc)

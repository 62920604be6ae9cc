"""The graph: pages folded, and every link with the page it ends at.

Built from the tables of a site in time linear in pages and links; ids are rows of the pages
sorted by URL, so that no order of rows changes any result.
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from linkequity.model.fact_tables import TargetKind
from linkequity.model.pages.addresses import Addresses
from linkequity.model.pages.folding import Folding, fold
from linkequity.model.site import SiteTables
from linkequity.snapshot.manifest import Manifest

# Pages whose links are read: they answered 200 with HTML and are not folded into another.
LINKING_KINDS = ("indexable", "noindex")
# What links are resolved by, of the pages: where all of it is as it was, only their ends differ.
RESOLVED_BY = ("url", "nofollow")


@dataclass(frozen=True)
class Graph:
    """Pages and links of one site, folded.

    `pages`: the snapshot's, sorted by URL. `start`: page_id of the start page, −1 if unknown.
    `links`: one row per row of LINKS, in order: source_id, exact_id (of the page with the very URL
    of an internal link), page_id (of the page it means), target_id (of the end; null without),
    clicked_id (where a reader ends), target_kind (of the end), target_key (equal for links that
    end at the same page, or on the same other host), link_position, repeated, container_hash
    (0 where it is not known), followed, topic (see `topics`; null where it was not read).
    """

    pages: pl.DataFrame
    links: pl.DataFrame
    folding: Folding
    addresses: Addresses
    start: int

    @property
    def linking(self) -> pl.Series:
        """Whether each page's own links count."""
        return self.folding.kind.cast(pl.String).is_in(LINKING_KINDS)

    def with_pages(self, pages: pl.DataFrame, manifest: Manifest) -> "Graph | None":
        """The same links where pages became something else, as `build_graph` would have it.

        `pages`: sorted by URL. None where that does not follow from these links: a page came, went
        or is linked from otherwise, or links that ended at a page end nowhere.
        """
        if not pages.select(RESOLVED_BY).equals(self.pages.select(RESOLVED_BY)):
            return None
        addresses = Addresses.of(pages, manifest)
        if (addresses.origin, addresses.site) != (self.addresses.origin, self.addresses.site):
            return None
        folding = fold(pages, addresses)
        links = _ending_elsewhere(self.links, ends(folding))
        if links["target_id"].null_count() > self.links["target_id"].null_count():
            return None
        start = _start(manifest.start_url, folding, addresses)
        return Graph(pages, links, folding, addresses, start)

    def with_links(self, links: pl.DataFrame) -> "Graph":
        """The same pages with the links of another LINKS, of all of them or of some."""
        return replace(self, links=_resolve_links(links, self.pages, self.folding, self.addresses))


def build_graph(tables: SiteTables, manifest: Manifest) -> Graph:
    """Fold the pages of a site and resolve its links."""
    pages = tables.pages.sort("url")
    addresses = Addresses.of(pages, manifest)
    folding = fold(pages, addresses)
    return Graph(
        pages=pages,
        links=_resolve_links(tables.links, pages, folding, addresses),
        folding=folding,
        addresses=addresses,
        start=_start(manifest.start_url, folding, addresses),
    )


def _start(start_url: str, folding: Folding, addresses: Addresses) -> int:
    written = addresses.ids(pl.Series([start_url], dtype=pl.String))[0]
    return -1 if written is None else int(folding.end[written])


def ends(folding: Folding) -> pl.DataFrame:
    """Of each page, by page_id: the page it ends at, where a reader ends, and what is there."""
    return pl.DataFrame(
        {
            "page_id": np.arange(len(folding.end), dtype=np.int32),
            "target_id": folding.end.astype(np.int32),
            "clicked_id": folding.clicked.astype(np.int32),
            "end_kind": folding.end_kind,
        }
    ).with_columns(pl.col("target_id", "clicked_id").replace(-1, None))


def _resolve_links(
    links: pl.DataFrame, pages: pl.DataFrame, folding: Folding, addresses: Addresses
) -> pl.DataFrame:
    sources = pl.DataFrame({"source_id": addresses.pages["page_id"], "quiet": pages["nofollow"]})
    targets = links.select(pl.when("internal").then("target").alias("target")).to_series()
    exact = addresses.exact(targets)
    named = links.select(
        "target",
        "internal",
        "link_position",
        "repeated",
        "container_hash",
        _topic(links),
        unfollowed=pl.col("nofollow") | pl.col("ugc") | pl.col("sponsored"),
        source_id=addresses.exact(links["source"]),
        exact_id=exact,
        page_id=addresses.with_variants(targets, exact),
    )
    return (
        named.join(sources, on="source_id", how="left", maintain_order="left")
        .join(ends(folding), on="page_id", how="left", maintain_order="left")
        .with_columns(target_kind=_target_kind())
        .select(
            "source_id",
            "exact_id",
            "page_id",
            "target_id",
            "clicked_id",
            "target_kind",
            "link_position",
            "repeated",
            pl.col("container_hash").fill_null(0),
            "topic",
            target_key=_target_key(len(pages)),
            followed=~(pl.col("unfollowed") | pl.col("quiet").fill_null(value=False)),
        )
    )


def _ending_elsewhere(links: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Resolved links with the ends of their pages as they are now: rows of `there`, by page_id."""
    page = links["page_id"]
    target, clicked, kind = (
        there[name].gather(page) for name in ("target_id", "clicked_id", "end_kind")
    )
    known = page.is_not_null()
    unknown = pl.lit("not_crawled", TargetKind)
    return links.with_columns(
        target_id=target,
        clicked_id=clicked,
        target_kind=pl.when(known).then(kind.fill_null(unknown)).otherwise("target_kind"),
        target_key=pl.coalesce(target.cast(pl.Int64), "target_key"),
    )


def _topic(links: pl.DataFrame) -> pl.Expr:
    return pl.col("topic") if "topic" in links.columns else pl.lit(None, pl.Int8).alias("topic")


def _target_kind() -> pl.Expr:
    return (
        pl.when(pl.col("target").is_null())
        .then(None)
        .when(~pl.col("internal"))
        .then(pl.lit("external", TargetKind))
        .otherwise(pl.col("end_kind").fill_null(pl.lit("not_crawled", TargetKind)))
    )


def _target_key(pages: int) -> pl.Expr:
    """Equal for what counts as one target: the page; else the URL; of other sites, the host."""
    host = pl.col("target").str.extract(r"^https?://(?:[^/?]*@)?([^/?]+)")
    name = pl.when("internal").then("target").otherwise(host)
    other = name.cast(pl.Categorical).to_physical().cast(pl.Int64) + pages
    return pl.col("target_id").cast(pl.Int64).fill_null(other)

"""Which sources besides links name each page, and when they last did.

A sitemap and the folder name what they held when the site was read; search, analytics, logs and
backlinks name what people, crawlers and other sites asked for. A source that names a URL which
redirects to a page, or is folded into it, names that page.
"""

from typing import Final

import polars as pl

from linkequity.model.fact_tables import SIGHTINGS
from linkequity.model.links.graph import Graph, ends
from linkequity.model.pages.addresses import Addresses
from linkequity.model.site import SiteTables
from linkequity.snapshot.imported import asked_for_pages
from linkequity.snapshot.manifest import Manifest

NAMING: Final = ("sitemap", "folder", "search", "analytics", "logs", "backlinks")


def sighted_by_imports(tables: SiteTables, addresses: Addresses) -> pl.DataFrame:
    """url, source, last_seen, amount and page_id (null if unmet) of each URL imports name."""
    url, last_day = pl.col("url"), pl.coalesce("day", "period_end")
    sessions = pl.coalesce("sessions", "views")
    alive = ~pl.col("lost").fill_null(value=False)
    parts = {
        "search": tables.search.select(url, last_seen=last_day, amount="impressions"),
        "analytics": tables.visits.select(url, last_seen="period_end", amount=sessions),
        "logs": asked_for_pages(tables.crawler_hits).select(url, last_seen="day", amount="hits"),
        "sitemap": tables.sitemap_urls.select(
            url, last_seen=pl.lit(None, pl.Date), amount=pl.lit(None, pl.Int64)
        ),
        "backlinks": tables.backlinks.filter(alive).select(
            url=pl.col("target"), last_seen="last_seen", amount=pl.lit(1, pl.Int64)
        ),
    }
    named = pl.concat([part.with_columns(source=pl.lit(name)) for name, part in parts.items()])
    once = (
        named.drop_nulls("url")
        .group_by("url", "source", maintain_order=True)
        .agg(pl.col("last_seen").max(), pl.col("amount").sum())
    )
    return once.with_columns(page_id=addresses.ids(once["url"]))


def sightings(imported: pl.DataFrame, graph: Graph, manifest: Manifest) -> pl.DataFrame:
    """SIGHTINGS: one row for each page and source that names it."""
    told = imported.drop_nulls("page_id").drop("url")
    return (
        pl.concat([told, _by_the_crawl(graph, manifest)], how="diagonal")
        .join(ends(graph.folding), on="page_id", how="left")
        .drop_nulls("target_id")
        .group_by(page_id="target_id", source="source")
        .agg(pl.col("last_seen").max(), pl.col("amount").sum())
        .with_columns(amount=pl.when(pl.col("amount") > 0).then("amount"))
        .sort("page_id", "source")
        .select(SIGHTINGS.schema.names())
    )


def _by_the_crawl(graph: Graph, manifest: Manifest) -> pl.DataFrame:
    """What the crawl met; it read the site's own sitemap, or the folder, on its day."""
    met = graph.pages.select("known_from", page_id=_page_id()).explode("known_from")
    named = met.rename({"known_from": "source"}).filter(pl.col("source").is_in(NAMING))
    read = ["folder", *(["sitemap"] if manifest.sitemaps else [])]
    on_that_day = pl.when(pl.col("source").is_in(read)).then(manifest.started_at.date())
    return named.with_columns(last_seen=on_that_day)


def _page_id() -> pl.Expr:
    return pl.int_range(pl.len(), dtype=pl.Int32)


def never_requested(imported: pl.DataFrame) -> dict[str, int]:
    """How many URLs that imports name as live pages the crawl has not met, by source.

    Backlinks are left out: many point at pages that went long ago.
    """
    unmet = imported.filter(pl.col("page_id").is_null(), pl.col("source") != "backlinks")
    counts = unmet.group_by("source").len().sort("source")
    return {str(source): int(count) for source, count in counts.iter_rows()}


def known_from(imported: pl.DataFrame, graph: Graph) -> pl.Series:
    """What names each page, by page_id: what the crawl met, and what was imported since."""
    met = graph.pages.select("known_from", page_id=_page_id())
    more = imported.drop_nulls("page_id").select("page_id", known_from="source")
    named = (
        pl.concat([met.explode("known_from").select("page_id", "known_from"), more])
        .drop_nulls()
        .unique()
        .sort("page_id", "known_from")
        .group_by("page_id", maintain_order=True)
        .agg("known_from")
    )
    both = met.join(named, on="page_id", how="left", maintain_order="left", suffix="_both")
    told = pl.col("known_from_both").fill_null([])
    return both.select(
        known_from=pl.when(pl.col("known_from").is_not_null()).then(told)
    ).to_series()


def present(tables: SiteTables, manifest: Manifest) -> frozenset[str]:
    """What knows of pages: crawl or folder, and which of the sources that name pages there are."""
    met = set(tables.pages["known_from"].explode().drop_nulls().unique())
    there = {
        "sitemap": bool(manifest.sitemaps) or not tables.sitemap_urls.is_empty(),
        "search": not tables.search.is_empty(),
        "analytics": not tables.visits.is_empty(),
        "logs": not tables.crawler_hits.is_empty(),
        "backlinks": not tables.backlinks.is_empty(),
    }
    met |= {manifest.source, *(name for name, is_there in there.items() if is_there)}
    return frozenset(met & {"crawl", *NAMING})

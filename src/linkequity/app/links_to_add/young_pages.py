"""Pages younger than so many days, by whatever tells; what nobody can date is not called new."""

from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

import polars as pl

from linkequity.base.errors import SnapshotInvalid
from linkequity.model.facts import Facts
from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import PAGES


@dataclass(frozen=True)
class Young:
    """Page ids, and a sentence that says by what they were dated."""

    pages: list[int]
    told_by: str


def young_pages(facts: Facts, snapshots: list[Path], days: int) -> Young:
    """Content pages first seen within so many days of the latest crawl.

    A page is dated by the first of the workspace's snapshots that has it, if an earlier one has
    not; else by lastmod of an imported sitemap, which may be the day of a change only.
    """
    since = facts.manifest.finished_at - timedelta(days=days)
    by_crawl = _first_crawled(snapshots)
    dated = (
        facts.pages.select("page_id", "url")
        .filter(pl.Series(facts.content))
        .join(by_crawl, on="url", how="left")
        .join(_last_modified(facts), on="url", how="left")
        .sort("page_id")
    )
    crawled = dated.filter(pl.col("first_seen") >= since)["page_id"].to_list()
    unseen = dated.filter(pl.col("first_seen").is_null() & ~pl.col("always"))
    listed = unseen.filter(pl.col("last_modified") >= since)["page_id"].to_list()
    return Young(sorted({*crawled, *listed}), _told_by(len(crawled), len(listed), len(snapshots)))


def _told_by(crawled: int, listed: int, snapshots: int) -> str:
    if snapshots < 2 and not listed:
        return (
            "Nothing tells how old pages are: there is one snapshot only, and no imported sitemap "
            "with dates of these days. Crawl again later, or import a sitemap with lastmod."
        )
    return (
        f"{crawled:,} new pages by the {snapshots:,} snapshots here, {listed:,} by lastmod of "
        "imported sitemaps, which may be the day of a change."
    )


def _first_crawled(snapshots: list[Path]) -> pl.DataFrame:
    """url, `first_seen`: null where the first snapshot of all has it, then `always` is true.

    With one snapshot alone nothing is known of any page.
    """
    found = pl.DataFrame(
        schema={"url": pl.String, "first_seen": pl.Datetime("us", "UTC"), "always": pl.Boolean}
    )
    first = True
    for path in snapshots:
        try:
            snapshot = Snapshot.open(path)
        except SnapshotInvalid:
            continue
        urls = snapshot.scan(PAGES).select("url").collect().join(found, on="url", how="anti")
        seen = None if first else snapshot.manifest.finished_at.astimezone(UTC)
        dated = urls.with_columns(
            first_seen=pl.lit(seen, pl.Datetime("us", "UTC")),
            always=pl.lit(first and len(snapshots) > 1),
        )
        found, first = pl.concat([found, dated]), False
    return found


def _last_modified(facts: Facts) -> pl.DataFrame:
    listed = facts.tables.sitemap_urls
    return listed.group_by("url").agg(
        last_modified=pl.col("last_modified").max().dt.cast_time_unit("us")
    )

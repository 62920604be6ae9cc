"""What stood on URLs that are dead now: their text in the last snapshot that still had it."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import PAGES, PASSAGES

# Fewer words could be anybody's.
FEWEST_WORDS: Final = 50
FORMER: Final = pl.Schema(
    [
        ("url", pl.String),
        ("language", pl.String),
        ("passages", pl.List(pl.String)),
        ("seen", pl.Date),
    ]
)


def former_pages(urls: pl.Series, earlier: Sequence[Snapshot]) -> pl.DataFrame:
    """FORMER of those URLs that some of the `earlier` snapshots (the newest first) has alive.

    `passages`: of its main content, those that repeat across the site left out; `seen`: the day of
    that snapshot.
    """
    found = pl.DataFrame(schema=FORMER)
    for snapshot in earlier:
        wanted = urls.filter(~urls.is_in(found["url"].implode()))
        if wanted.is_empty():
            break
        found = pl.concat([found, _alive_in(snapshot, wanted)])
    return found


def _alive_in(snapshot: Snapshot, wanted: pl.Series) -> pl.DataFrame:
    named = pl.col("url").is_in(wanted.implode())
    pages = snapshot.scan(PAGES).filter(named, pl.col("is_html"), pl.col("status") == 200)
    main = (
        (pl.col("link_position").cast(pl.String) == "content").fill_null(value=True),
        ~pl.col("repeated").fill_null(value=False),
    )
    texts = (
        snapshot.scan(PASSAGES)
        .filter(named, *main)
        .sort("url", "passage")
        .group_by("url", maintain_order=True)
        .agg(passages="text", words=pl.col("text").str.count_matches(r"\w+").sum())
    )
    told = pages.select("url", "language").join(texts, on="url").collect()
    enough = pl.col("words") >= FEWEST_WORDS
    seen = pl.lit(snapshot.manifest.finished_at.date())
    return told.filter(enough).with_columns(seen=seen).select(*FORMER).cast(FORMER)

"""Dead URLs that crawlers of AI companies ask for: the site's own, and those that models invent."""

from typing import Final

import polars as pl

from linkequity.model.facts import Facts
from linkequity.snapshot.imported import FILE_NAME

GONE: Final = (404, 410)
# What scanners ask for under those names: logins, hidden files, backups, programs.
SCANNED: Final = (
    r"(?i)/\.|/wp-(admin|login|includes|content)|/xmlrpc|\.(env|git|sql|bak|zip|php\d?)(\?|/|$)|"
    r"/cgi-bin|/phpmyadmin|/vendor/"
)
# Scanners ask for anything; whoever has more invented URLs begins with those most asked for.
MOST_INVENTED: Final = 5000


def asked_dead(facts: Facts) -> pl.DataFrame:
    """url and `invented` of dead URLs that crawlers of AI companies ask for, sorted by URL.

    Dead are broken pages that answered them 404 or 410, and URLs that no page answers to and that
    were answered so whenever they asked: those are `invented`, as far as the site can know.
    """
    hits = facts.tables.crawler_hits.filter(
        pl.col("crawler_kind") == "ai", ~pl.col("url").str.contains(SCANNED)
    )
    gone = pl.col("status").is_in(GONE).fill_null(value=False)
    asked = hits.group_by("url").agg(pl.col("hits").sum(), gone=gone.any(), always=gone.all())
    refused = asked.filter("gone")
    refused = refused.with_columns(kind=_kinds(facts, refused["url"]))
    broken = refused.filter(pl.col("kind") == "broken")
    unknown = pl.col("kind").is_null() | (pl.col("kind") == "not_crawled")
    invented = (
        refused.filter(unknown & pl.col("always"), ~pl.col("url").str.contains(FILE_NAME))
        .sort("hits", "url", descending=[True, False])
        .head(MOST_INVENTED)
    )
    parts = (
        broken.select("url", invented=pl.lit(value=False)),
        invented.select("url", invented=pl.lit(value=True)),
    )
    return pl.concat(parts).sort("url")


def _kinds(facts: Facts, urls: pl.Series) -> pl.Series:
    """The target_kind of each URL's page; null where no page is known by it."""
    return facts.graph.folding.kind.cast(pl.String).gather(facts.graph.addresses.ids(urls))

"""Which pages audits look at, and those pages with the links into them."""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.citations import Row, cite
from linkequity.model.facts import Facts

SHOWN = ("url", "title", "known_from", "click_depth", "shortfall", "backlinks", "impressions")


def content_pages(facts: Facts) -> pl.DataFrame:
    """Indexable content pages but the start page.

    Listings and utility pages (tags, pagination, legal, login) are left out: nobody wants them
    stronger, and they would fill every list.
    """
    worth = pl.col("indexable") & (pl.col("content_kind") == "content") & ~pl.col("start")
    return facts.pages.filter(worth)


def with_inlinks(facts: Facts, pages: pl.DataFrame) -> Iterator[Row]:
    """Each page's own columns (`SHOWN`) and the columns of `cite` about the links into it."""
    incoming = facts.links.filter(
        pl.col("internal") & (pl.col("source") != pl.col("resolved_target"))
    ).join(pages, left_on="resolved_target", right_on="url", how="semi")
    cited = cite(incoming, "resolved_target")
    joined = pages.select(SHOWN).join(
        cited, left_on="url", right_on="resolved_target", how="left", maintain_order="left"
    )
    return joined.iter_rows(named=True)


def lost_to(facts: Facts, target_kind: str) -> pl.DataFrame:
    """The followed internal links that hand equity to pages of a kind that holds none."""
    return facts.links.filter(
        pl.col("internal")
        & (pl.col("target_kind") == target_kind)
        & pl.col("followed")
        & (pl.col("flow") > 0)
    )

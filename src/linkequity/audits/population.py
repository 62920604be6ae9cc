"""Which pages audits look at, and those pages with the links into them."""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.citations import TO_OTHERS, Row, cite, links_of, rows
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
    shown = pages.select("page_id", *SHOWN)
    incoming = facts.once(_inlinks)
    joined = shown.join(
        incoming, left_on="page_id", right_on="target_id", how="left", maintain_order="left"
    )
    return rows(facts, joined.drop("page_id"))


def _inlinks(facts: Facts) -> pl.DataFrame:
    """The columns of `cite` about the links into each page, by target_id."""
    return cite(facts, links_of(facts).filter(TO_OTHERS), "target_id")


def lost_to(facts: Facts, target_kind: str) -> pl.LazyFrame:
    """The followed internal links that hand equity to pages of a kind that holds none."""
    return links_of(facts).filter(
        pl.col("internal")
        & (pl.col("target_kind") == target_kind)
        & pl.col("followed")
        & (pl.col("flow") > 0)
    )

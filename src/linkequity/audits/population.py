"""Which pages audits look at, and those pages with the links into them."""

import polars as pl

from linkequity.audits.citations import TO_OTHERS, cite, links_of
from linkequity.model.facts import Facts


def content_pages(facts: Facts) -> pl.DataFrame:
    """Indexable content pages but the start page.

    Listings and utility pages (tags, pagination, legal, login) are left out: nobody wants them
    stronger, and they would fill every list.
    """
    worth = pl.col("indexable") & (pl.col("content_kind") == "content") & ~pl.col("start")
    return facts.pages.filter(worth)


def begun(facts: Facts) -> bool:
    """Whether the start page leads anywhere, so that paths from it tell something."""
    return bool((facts.pages["click_depth"] > 0).any())


def reached(facts: Facts) -> pl.Expr:
    """Whether a path from the start page leads to a page; where none can be told, any link."""
    return pl.col("click_depth").is_not_null() if begun(facts) else pl.col("inlinks") > 0


def with_inlinks(facts: Facts, pages: pl.DataFrame) -> pl.DataFrame:
    """Pages (page_id) with the columns of `cite` about the links into them."""
    incoming = facts.once(_inlinks).rename({"target_id": "page_id"})
    joined = pages.join(incoming, on="page_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("links", "linking_pages").fill_null(0))


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

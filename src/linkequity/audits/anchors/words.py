"""The words of links as they are compared: folded, and only where they tell something."""

import polars as pl

from linkequity.audits.citations import shown_text
from linkequity.audits.generic_anchor_texts import folded, generic_phrases
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts

__all__ = ["folded", "telling_links"]


def telling_links(facts: Facts) -> pl.DataFrame:
    """Content links between different content pages, with their folded `words`; generic, empty and
    numeric ones left out.
    """
    pages = content_pages(facts)
    links = facts.links.filter(
        pl.col("internal")
        & (pl.col("link_position") == "content")
        & (pl.col("source") != pl.col("resolved_target"))
    )
    between = links.join(pages, left_on="resolved_target", right_on="url", how="semi").join(
        facts.pages.filter(pl.col("content_kind") == "content"),
        left_on="source",
        right_on="url",
        how="semi",
    )
    words = between.with_columns(words=folded(shown_text()))
    telling = words.filter(~pl.col("words").is_in(generic_phrases().implode()))
    return telling.filter(pl.col("words").str.contains(r"\p{L}"))

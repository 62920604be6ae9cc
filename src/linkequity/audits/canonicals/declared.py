"""Pages that declare another URL as their canonical."""

import polars as pl

from linkequity.model.facts import Facts

SHOWN = ("url", "title", "declared_canonical", "target_kind", "content_kind")


def canonical_pages(facts: Facts) -> pl.DataFrame:
    """The pages whose declared canonical is not their own URL (SHOWN)."""
    other = pl.col("declared_canonical").is_not_null() & (
        pl.col("declared_canonical") != pl.col("url")
    )
    return facts.pages.filter(other).select(SHOWN)

"""What findings cite: links by what they point at, counted, with the first few as examples."""

from typing import Any

import polars as pl

LONGEST_TEXT = 300  # characters; a whole page can stand inside one link
EXAMPLES = 5  # as many as a person reads before believing it; counts say how many more there are

Row = dict[str, Any]


def shown_text() -> pl.Expr:
    """The words of a link: its anchor text, or the alt text of its image where it has none."""
    words = pl.col("anchor_text").replace("", None)
    return pl.coalesce(words, "alt_text").fill_null("")


def cite(links: pl.DataFrame, by: str) -> pl.DataFrame:
    """One row for each value of column `by` of a table of links (`Facts.links`).

    Columns: `by`, flow (page units the links carry), links, linking_pages, link_positions
    (structs of position and count) and linked_from (one link each of the first few pages, the best
    placed first).
    """
    example = pl.struct(
        "link_position", url="source", anchor_text=shown_text().str.head(LONGEST_TEXT)
    )
    ordered = links.sort(by, "link_position", "source", "order")
    return ordered.group_by(by, maintain_order=True).agg(
        pl.col("flow").sum(),
        links=pl.len(),
        linking_pages=pl.col("source").n_unique(),
        link_positions=pl.col("link_position").value_counts(sort=True),
        linked_from=example.filter(pl.col("source").is_first_distinct()).head(EXAMPLES),
    )


def citation(row: Row) -> Row:
    """The part of a finding's evidence that a row of `cite` holds."""
    counts = row["link_positions"] or []
    return {
        "links": row["links"] or 0,
        "linking_pages": row["linking_pages"] or 0,
        "link_positions": {count["link_position"]: count["count"] for count in counts},
        "linked_from": row["linked_from"] or [],
    }

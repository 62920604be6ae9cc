"""The evidence of findings as JSON text, made column by column."""

from typing import Final

import polars as pl

from linkequity.snapshot.tables import LINK_POSITIONS

LONGEST_TEXT: Final = 300  # characters; a whole page can stand inside one link
# As `cite` has them: how many links stand at each position, and numbers of rows of FACT_LINKS.
PLACED: Final = "link_positions"
LINKED_FROM: Final = "linked_from"


def shown_text() -> pl.Expr:
    """The words of a link: its anchor text, or the alt text of its image where it has none."""
    words = pl.col("anchor_text").replace("", None)
    return pl.coalesce(words, "alt_text").fill_null("")


def in_json(said: pl.DataFrame, links: pl.DataFrame) -> pl.Series:
    """Each row as a JSON object, nulls left out; of PLACED and LINKED_FROM what they stand for."""
    members = [_member(_looked_up(values, links)) for values in said]
    joined = pl.concat_str(pl.all(), separator=",", ignore_nulls=True)
    return pl.DataFrame(members).select(evidence="{" + joined + "}").to_series()


def _looked_up(values: pl.Series, links: pl.DataFrame) -> pl.Series:
    return _examples(values, links) if values.name == LINKED_FROM else values


def _member(values: pl.Series) -> pl.Series:
    """`"name":value` of each value; null for null."""
    if values.name == PLACED:
        return pl.Series(PLACED, [_placed(counts) for counts in values.to_list()], pl.String)
    name = values.name
    whole = pl.struct(name).struct.json_encode().str.strip_prefix("{").str.strip_suffix("}")
    member = pl.when(pl.col(name).is_not_null()).then(whole).alias(name)
    return values.to_frame().select(member).to_series()


def _placed(counts: list[int] | None) -> str | None:
    """How many links stand at each position that has any, the most first."""
    if counts is None:
        return None
    met = [(-n, name) for n, name in zip(counts, LINK_POSITIONS, strict=True) if n]
    told = ",".join(f'"{name}":{-n}' for n, name in sorted(met, key=lambda one: one[0]))
    return f'"{PLACED}":{{{told}}}'


def _examples(numbers: pl.Series, links: pl.DataFrame) -> pl.Series:
    """Where links of those numbers stand, and their words, in lists of the same lengths."""
    each = pl.DataFrame({"row": pl.int_range(len(numbers), eager=True), "link": numbers})
    some = each.filter(pl.col("link").list.len() > 0).explode("link")
    shown = links.select("link_position", "source", "anchor_text", "alt_text")[some["link"]]
    example = pl.struct(
        pl.col("link_position").cast(pl.String),
        url="source",
        anchor_text=shown_text().str.head(LONGEST_TEXT),
    )
    told = some.select("row").hstack(shown.select(example.alias(LINKED_FROM)))
    lists = told.group_by("row", maintain_order=True).agg(LINKED_FROM)
    return each.join(lists, on="row", how="left", maintain_order="left")[LINKED_FROM]

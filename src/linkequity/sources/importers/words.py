"""What vendors say in words: rel in a column of types, loss in a column of states."""

from typing import Final

import polars as pl

LOST: Final = r"(?i)\b(?:lost|removed|deleted|gone|broken|inactive)\b"


def column(frame: pl.DataFrame, name: str, dtype: type[pl.DataType]) -> pl.Expr:
    """The column, or nulls where the file has none."""
    return pl.col(name) if name in frame.columns else pl.lit(None, dtype)


def says(frame: pl.DataFrame, name: str, token: str) -> pl.Expr:
    """Whether the words of a column have the token among them: in "nofollow ugc" and "NoFollow".

    An empty cell of a column that is there says no, a column that is not there says nothing.
    """
    if name not in frame.columns:
        return pl.lit(None, pl.Boolean)
    return pl.col(name).fill_null("").str.contains(rf"(?i)\b{token}\b")


def is_lost(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Whether a state means that the link is gone; null where nothing is said."""
    return column(frame, name, pl.String).str.contains(LOST)

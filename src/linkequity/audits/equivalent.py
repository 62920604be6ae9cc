"""What findings say of the live page that a dead URL most likely meant."""

import polars as pl

# Below this two texts have hardly more in common than any two; of URLs half the words are a guess.
WORTH_NAMING = 0.1
WORTH_NAMING_BY_WORDS = 0.5
NOT_SURE = "not near enough to be sure, or another page is nearly as near"
# What `with_equivalents` says of a finding.
EQUIVALENT = ("redirect_to", "nearest", "similarity", "compared", "why_not_redirect")


def is_proved() -> pl.Expr:
    """Whether the text of the dead page, as it was, is that of the live one."""
    return pl.col("clear").fill_null(value=False) & pl.col("text_seen").is_not_null()


def with_equivalents(dead: pl.DataFrame) -> pl.DataFrame:
    """EQUIVALENT from the columns of EQUIVALENTS; `redirect_to` only where one page is clear."""
    least = pl.when(pl.col("text_seen").is_null()).then(WORTH_NAMING_BY_WORDS)
    named = (pl.col("similarity") >= least.otherwise(WORTH_NAMING)).fill_null(value=False)
    clear = pl.col("clear").fill_null(value=False)
    of_text = pl.format("its text of {}", pl.col("text_seen").dt.to_string())
    compared = pl.coalesce(of_text, pl.lit("the words of its URL"))
    return dead.with_columns(
        redirect_to=pl.when(named & clear).then("equivalent"),
        nearest=pl.when(named & ~clear).then("equivalent"),
        similarity=pl.when(named).then(pl.col("similarity").round(2)),
        compared=pl.when(named).then(compared),
        why_not_redirect=pl.when(named & ~clear).then(pl.lit(NOT_SURE)),
    )

"""Pairs of pages whose texts are compared, by page_id; the weaker page of each first."""

import polars as pl

from linkequity.model.facts import Facts
from linkequity.text.duplicates import near_duplicates

OTHER = "other_"
# Of so many runs of words in common two texts say nearly the same.
NEARLY = 0.9


def alike_texts(facts: Facts) -> pl.DataFrame:
    """first, second (page_id) and similarity, of pages in one language alike to NEARLY."""
    return facts.once(_alike)


def _alike(facts: Facts) -> pl.DataFrame:
    corpus = facts.text.corpus
    spoken = corpus.documents["language"]
    pairs = near_duplicates(corpus, NEARLY)
    same = spoken.gather(pairs["first"]).eq_missing(spoken.gather(pairs["second"]))
    return pairs.filter(same)


def weaker_first(pairs: pl.DataFrame, pages: pl.DataFrame) -> pl.DataFrame:
    """The pairs of which both are among `pages`: the columns of the page with less equity, those of
    the other one as `other_…`, and the pair's own.
    """
    ids = pl.col("page_id").cast(pl.Int64)
    one = pages.with_columns(ids)
    two = one.rename(lambda name: OTHER + name)
    ends = pairs.with_columns(pl.col("first", "second").cast(pl.Int64))
    both = pl.concat(
        [
            ends.rename({"first": "page_id", "second": "other_page_id"}),
            ends.rename({"second": "page_id", "first": "other_page_id"}).select(
                "page_id", "other_page_id", pl.exclude("page_id", "other_page_id")
            ),
        ]
    )
    weaker = (pl.col("equity") < pl.col("other_equity")) | (
        (pl.col("equity") == pl.col("other_equity")) & (pl.col("url") > pl.col("other_url"))
    )
    return both.join(one, on="page_id").join(two, on="other_page_id").filter(weaker)

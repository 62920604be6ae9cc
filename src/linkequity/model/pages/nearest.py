"""The pages most like one that nobody knows: what somebody who mistyped it may have meant."""

from difflib import get_close_matches
from typing import Final

import polars as pl

from linkequity.base.urls import path_of

# Comparing two paths takes a fifth of a millisecond: only those that share most pieces are.
COMPARED: Final = 100
HOST: Final = r"^[a-z]+://[^/]*"
PIECE: Final = 3
MOST_PIECES: Final = 32
ALIKE: Final = 0.5


def nearest_urls(urls: pl.Series, url: str, most: int = 3) -> list[str]:
    """Those of `urls` whose paths are most like that of `url`, the likest first."""
    path = path_of(url)
    known = urls.rename("url").to_frame().with_columns(path=pl.col("url").str.replace(HOST, ""))
    shared = pl.sum_horizontal(
        pl.col("path").str.contains(piece, literal=True) for piece in _pieces(path)
    )
    length = (pl.col("path").str.len_chars().cast(pl.Int64) - len(path)).abs()
    likely = known.sort(shared, length, "url", descending=[True, False, False]).head(COMPARED)
    named = dict(likely.select("path", "url").iter_rows())
    return [named[alike] for alike in get_close_matches(path, named, n=most, cutoff=ALIKE)]


def _pieces(path: str) -> list[str]:
    """A few pieces of a path, from all over it."""
    every = [path[at : at + PIECE] for at in range(max(len(path) - PIECE + 1, 1))]
    distinct = list(dict.fromkeys(every))
    return distinct[:: -(-len(distinct) // MOST_PIECES)]

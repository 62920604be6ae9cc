"""Pages by what somebody types: a part of the path or of the title."""

from typing import Final

import msgspec
import polars as pl

from linkequity.base.urls import origin_of, path_of
from linkequity.model.facts import Facts

MOST: Final = 8
LONGEST: Final = 200


class PageHit(msgspec.Struct, frozen=True, kw_only=True):
    """A page that fits. `path`: how to name it in a scenario; `target_kind`: what a link hits."""

    url: str
    path: str
    title: str | None
    equity: float
    target_kind: str


def search_pages(facts: Facts, typed: str, most: int = MOST) -> list[PageHit]:
    """Pages whose URL or title holds all the words typed, in any case.

    First those whose path begins with them, then indexable ones, the most equity first.
    """
    words = typed[:LONGEST].lower().split()
    start = words[0] if words else ""
    path = path_of(start) if "://" in start else start
    text = pl.concat_str(
        pl.col("url").str.to_lowercase(),
        pl.col("title").fill_null("").str.to_lowercase(),
        separator=" ",
    )
    found = (
        _pages(facts)
        .lazy()
        .filter(pl.all_horizontal(pl.lit(value=True), *_holding(text, words)))
        .with_columns(
            begins=pl.col("url")
            .str.to_lowercase()
            .str.replace(r"^https?://[^/]*", "")
            .str.starts_with(path)
        )
        .sort(
            pl.col("begins"),
            pl.col("target_kind") == "indexable",
            pl.col("equity"),
            pl.col("url"),
            descending=[True, True, True, False],
        )
        .head(most)
        .drop("begins")
        .collect()
    )
    origin = facts.graph.addresses.origin
    return [
        PageHit(path=named_in_scenarios(row["url"], origin), **row)
        for row in found.iter_rows(named=True)
    ]


def named_in_scenarios(url: str, origin: str) -> str:
    """The path of a page under the site's own scheme and host, else its whole URL."""
    return path_of(url) if origin_of(url) == origin else url


def _holding(text: pl.Expr, words: list[str]) -> list[pl.Expr]:
    return [text.str.contains(word, literal=True) for word in words]


def _pages(facts: Facts) -> pl.DataFrame:
    return facts.graph.pages.select(
        "url",
        "title",
        equity=pl.Series(facts.flow.kept * facts.indexable),
        target_kind=facts.graph.folding.kind.cast(pl.String),
    )

"""The live page whose words are most like those of a dead URL.

The words of the dead URL's slug (the last part of its path: directories change when sites move,
slugs seldom) are compared with those of each live page's slug, and of its title: the weight of the
shared ones over the weight of all (Jaccard), a word weighing its rarity, ln((pages + 1) / pages
with it).

Measured on five sites with a third of their pages taken away: a clear one was named for 0 to 19% of
those that have no equivalent (the same slug in two years, or in two languages). So what is found
here is a proposal, never a proof.
"""

from typing import Final
from urllib.parse import unquote

import polars as pl

# A word on more pages than this tells nothing apart, and joining on it would grow as pages².
COMMONEST = 100
# Assumptions: below half of the words it is a guess, with a runner-up this near a coin toss.
LEAST_SIMILARITY = 0.5
RUNNER_UP = 0.8
ENDINGS = ("html", "htm", "php", "index")
# The last part of a path that names something.
SLUG = r"^https?://[^/?]+(?:/[^?]*?)??/([^/?]*)(?:/index\.html)?/*(?:\?|$)"


NEAREST: Final = pl.Schema(
    {"url": pl.String, "equivalent": pl.String, "similarity": pl.Float64, "clear": pl.Boolean}
)


def nearest_by_words(dead: pl.Series, live: pl.DataFrame) -> pl.DataFrame:
    """NEAREST: of each dead URL that shares a telling word the page of `live` (url, title)."""
    wanted = _each_word(dead.to_frame("url").unique().select("url", word=_words(_slug_text())))
    said = live.select("url", slug=_words(_slug_text()), title=_words(pl.col("title")))
    offers = pl.concat(
        [
            _each_word(said.select("url", word=field)).with_columns(field=pl.lit(field))
            for field in ("slug", "title")
        ]
    )
    somewhere = said.select("url", word=pl.concat_list("slug", "title").list.unique())
    counts = _each_word(somewhere).group_by("word").agg(pages=pl.len())
    return _best_of_each(_similarities(wanted, offers, counts, live.height))


def _slug_text() -> pl.Expr:
    slug = pl.col("url").str.extract(SLUG)
    spelled = slug.map_elements(unquote, return_dtype=pl.String)
    return pl.when(slug.str.contains("%", literal=True)).then(spelled).otherwise(slug)


def _words(text: pl.Expr) -> pl.Expr:
    """The words of a text, each once."""
    words = text.fill_null("").str.to_lowercase().str.extract_all(r"[\p{L}\p{M}\p{N}]+")
    return words.list.unique(maintain_order=True)


def _each_word(pages: pl.DataFrame) -> pl.DataFrame:
    """One row for each of the words in lists; file names' endings left out."""
    words = pages.explode("word").drop_nulls("word")
    return words.filter(~pl.col("word").is_in(ENDINGS))


def _similarities(
    wanted: pl.DataFrame, offers: pl.DataFrame, counts: pl.DataFrame, pages: int
) -> pl.DataFrame:
    """dead, url and similarity of each pair that shares a telling word.

    `counts`: how many of all `pages` have each word.
    """
    rarity = ((pages + 1) / pl.col("pages").fill_null(1)).log()
    wanted = wanted.join(counts, on="word", how="left").with_columns(rarity=rarity)
    telling = wanted.filter(pl.col("pages") <= COMMONEST).select("word", "rarity", dead="url")
    sharing = offers.join(telling, on="word", how="semi").select("url")
    offers = offers.join(sharing, on="url", how="semi").join(counts, on="word")
    offers = offers.with_columns(rarity=rarity)
    shared = telling.join(offers.drop("rarity"), on="word")
    return (
        shared.group_by("dead", "url", "field")
        .agg(shared=pl.col("rarity").sum())
        .join(wanted.group_by(dead="url").agg(asked=pl.col("rarity").sum()), on="dead")
        .join(
            offers.group_by("url", "field").agg(offered=pl.col("rarity").sum()), on=["url", "field"]
        )
        .with_columns(
            similarity=pl.col("shared") / (pl.col("asked") + pl.col("offered") - pl.col("shared"))
        )
        .group_by("dead", "url")
        .agg(pl.col("similarity").max())
    )


def _best_of_each(similar: pl.DataFrame) -> pl.DataFrame:
    ranked = similar.sort("dead", "similarity", "url", descending=[False, True, False])
    best = ranked.group_by("dead", maintain_order=True).agg(
        pl.first("url"),
        pl.first("similarity"),
        runner_up=pl.col("similarity").get(1, null_on_oob=True).fill_null(0.0),
    )
    near = pl.col("similarity") >= LEAST_SIMILARITY
    alone = pl.col("runner_up") <= RUNNER_UP * pl.col("similarity")
    found = best.select("similarity", url="dead", equivalent="url", clear=near & alone)
    return found.select(*NEAREST).cast(NEAREST)

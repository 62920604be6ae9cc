"""The live page each dead URL most likely meant: by its former text where that is known.

Where it is not, the words of the URL have to do, and those prove nothing.
"""

from typing import Final

import polars as pl

from linkequity.model.equivalents.asked import asked_dead
from linkequity.model.equivalents.by_text import nearest_by_text
from linkequity.model.equivalents.by_words import nearest_by_words
from linkequity.model.equivalents.former import former_pages
from linkequity.model.facts import Facts
from linkequity.snapshot.tables import Column, Table

# Where another page could take over what points at the URL.
REPLACEABLE: Final = ("broken", "noindex")
# Each text is compared with every page; whoever has more dead pages begins with the strongest.
MOST_COMPARED: Final = 300

EQUIVALENTS: Final = Table(
    "equivalents",
    "one dead URL, and the live page most like it",
    (
        Column("url", pl.String, "the dead URL"),
        Column("equivalent", pl.String, "the live page"),
        Column("similarity", pl.Float64, "of their texts, or of the URLs' words: 0 to 1"),
        Column("clear", pl.Boolean, "it is near enough, and no other page nearly as near"),
        Column("text_seen", pl.Date, "day of the text compared; null: the URL's words were"),
    ),
)


def equivalents(facts: Facts) -> pl.DataFrame:
    """EQUIVALENTS of the dead URLs that backlinks or AI crawlers ask for, sorted by URL."""
    dead = _dead(facts)
    content = pl.col("indexable") & (pl.col("content_kind") == "content")
    live = facts.pages.filter(content).select("page_id", "url", "title")
    former = former_pages(dead.head(MOST_COMPARED), facts.tables.earlier)
    by_text = nearest_by_text(former, live, facts.text).join(
        former.select("url", text_seen="seen"), on="url"
    )
    others = dead.filter(~dead.is_in(by_text["url"].implode()))
    by_words = nearest_by_words(others, live).with_columns(text_seen=pl.lit(None, pl.Date))
    return pl.concat([by_text, by_words]).sort("url").select(EQUIVALENTS.schema.names())


def _dead(facts: Facts) -> pl.Series:
    """The dead URLs, the one that loses most first.

    Listings are left out: an archive that repeats a post's beginning is not that post.
    """
    lost = facts.backlinks.filter(
        pl.col("landing").is_null() & (pl.col("strength") > 0),
        pl.col("landing_kind").cast(pl.String).is_in(REPLACEABLE),
    ).select("strength", url="target")
    asked = facts.once(asked_dead).select("url", strength=pl.lit(0.0))
    every = pl.concat([lost.select("url", "strength"), asked])
    lists = facts.pages.filter(pl.col("content_kind") != "content").select("url")
    summed = every.join(lists, on="url", how="anti").group_by("url").agg(pl.col("strength").sum())
    return summed.sort("strength", "url", descending=[True, False])["url"]

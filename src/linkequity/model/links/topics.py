"""Topics: how much the words around a link have to do with the page it points to.

A content link's topic factor is `topic_unread` · (1 + `topic_strength` · (level − 10) / 30): with
the defaults 0.5 + 0.5 · percentile of the relevance of its words to its target among the site's
own links, in LEVELS steps of 0.025, so that links still fall into few classes of weight. A link
that was not read is in the middle, as is every link of a site with too few of them to compare. A
backlink's factor is 1 − (1 − `least_relevant`) · (1 − percentile), 1 where nothing is known.
"""

from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.base.settings import Weights
from linkequity.model.links.graph import ends
from linkequity.model.pages.site_text import SiteText
from linkequity.model.site import SiteTables

Grid: TypeAlias = npt.NDArray[np.float64]

LEVELS: Final = 20
UNREAD: Final = 10
STEPS: Final = 30
# A brand or a bare address alone says nothing of a topic, and would count as foreign to all pages.
FEWEST_LETTERS: Final = 16
LETTER: Final = r"\p{L}"
# Topics × pages at a time: 20 MB of scores.
PAIRS_AT_ONCE: Final = 5_000_000
PATH: Final = r"^https?://[^/?#]+(/[^?#]*)"
TOPIC: Final = "topic"
TOPIC_TYPE: Final = pl.Int8
RELEVANCE: Final = "relevance"


def with_topics(text: SiteText, weights: Weights) -> SiteTables:
    """The tables with TOPIC of each link and RELEVANCE of each backlink.

    Nothing is read where the weights would not care; null then. Edited tables keep what the site
    they were made from had: an edit adds links that nobody has read.
    """
    tables = text.tables
    if TOPIC in tables.links.columns:
        return tables
    links = tables.links.with_columns(topic=pl.lit(None, TOPIC_TYPE))
    backlinks = tables.backlinks.with_columns(relevance=pl.lit(None, pl.Float64))
    if weights.topic_strength > 0:
        links = links.with_columns(link_topics(text))
    if weights.least_relevant < 1:
        backlinks = backlinks.with_columns(backlink_relevance(text, tables.backlinks))
    return replace(tables, links=links, backlinks=backlinks)


def link_topics(text: SiteText) -> pl.Series:
    """TOPIC of each link: 0 to LEVELS; null where it was not read."""
    levels = np.full(len(text.tables.links), -1, dtype=np.int8)
    relevance = text.relevance
    if relevance is not None and relevance.around.known:
        percentiles = relevance.around.percentiles(relevance.own_scores)
        levels[text.read["link"].to_numpy()] = np.rint(percentiles * LEVELS)
    return pl.Series(TOPIC, levels).replace(-1, None)


def topic_factor(weights: Weights) -> pl.Expr:
    """The topic factor of content links, from their TOPIC."""
    above = pl.col(TOPIC).fill_null(UNREAD).cast(pl.Float64) - UNREAD
    return weights.topic_unread * (1 + weights.topic_strength * above / STEPS)


def backlink_relevance(text: SiteText, backlinks: pl.DataFrame) -> pl.Series:
    """RELEVANCE of each backlink to the page it lands on, 0 to 1; null where it is not known.

    Read are the words around it and in it, the title of the referring page and its path.
    """
    read = _backlinks_read(text, backlinks)
    found = np.full(len(backlinks), np.nan)
    if text.relevance is not None and len(read):
        pages = read["page_id"].cast(pl.Int64).to_numpy()
        own = text.corpus.documents["language"].gather(read["page_id"])
        languages = read["language"].fill_null(own).to_list()
        texts = read["text"].to_list()
        found[read["row"].to_numpy()] = text.relevance.of_texts(texts, languages, pages)
    return pl.Series(RELEVANCE, found).fill_nan(None)


def _backlinks_read(text: SiteText, backlinks: pl.DataFrame) -> pl.DataFrame:
    """The backlinks with enough words: row, text, language, and page_id of where they land."""
    graph = text.graph
    named = graph.addresses.ids(backlinks["target"])
    path = pl.col("referring_page").str.extract(PATH)
    words = pl.concat_str(
        "source_title",
        "text_before",
        "anchor_text",
        "text_after",
        path,
        separator=" ",
        ignore_nulls=True,
    )
    landing = ends(graph.folding)["target_id"].gather(named)
    told = backlinks.select("language", text=words, page_id=landing).with_row_index("row")
    enough = pl.col("text").str.count_matches(LETTER) >= FEWEST_LETTERS
    return told.filter(text.has_text.gather(landing).fill_null(value=False), enough)


def topic_relevance(text: SiteText, topics: pl.Series, page_ids: pl.Series) -> Grid:
    """How relevant each topic, in words, is to each page: topics × pages, NaN where unknown."""
    found = np.full((len(topics), len(page_ids)), np.nan)
    rows = np.flatnonzero(topics.str.contains(LETTER).fill_null(value=False))
    if text.relevance is not None and len(rows):
        languages = [_spoken(text)] * len(rows)
        texts = topics.gather(rows).to_list()
        found[rows] = text.relevance.of_all(texts, languages, page_ids.to_numpy())
    return found


def nearest_pages(text: SiteText, topics: pl.Series, page_ids: pl.Series) -> pl.DataFrame:
    """Of each topic, in words, the page nearest to it: `page_id`, and `relevance`, 0 to 1.

    Both are null where no page has a word of it; relevance also where too few links can tell.
    """
    best = np.full(len(topics), -1, dtype=np.int64)
    level = np.full(len(topics), np.nan)
    rows = np.flatnonzero(topics.str.contains(LETTER).fill_null(value=False))
    relevance, pages = text.relevance, page_ids.cast(pl.Int64).to_numpy()
    if relevance is not None and len(pages):
        for part in np.array_split(rows, 1 + len(rows) * len(pages) // PAIRS_AT_ONCE):
            texts = topics.gather(part).to_list()
            scores = relevance.score_all(texts, [_spoken(text)] * len(part), pages)
            nearest, score = scores.argmax(axis=1), scores.max(axis=1, initial=0.0)
            met = score > 0
            best[part[met]] = pages[nearest[met]]
            level[part[met]] = relevance.around.percentiles(score[met])
    return pl.DataFrame({"page_id": best, RELEVANCE: level}).select(
        pl.col("page_id").replace(-1, None), pl.col(RELEVANCE).fill_nan(None)
    )


def _spoken(text: SiteText) -> str | None:
    """A list is in one language; the site's own is the likeliest."""
    spoken = text.corpus.documents["language"].drop_nulls().mode().sort()
    return str(spoken[0]) if len(spoken) else None


def relevance_factor(weights: Weights) -> pl.Expr:
    """The factor of a backlink's RELEVANCE; 1 where it is not known."""
    missing = (1 - weights.least_relevant) * (1 - pl.col(RELEVANCE))
    return (1 - missing).fill_null(1.0)

"""Cannibalised queries: several pages of the site share the impressions of one query.

Why it matters: where two pages answer the same question, the search engine alternates between
them, and links and words are shared out where one page could have them all.
Known problem: two pages for one query can both be right (a guide and a product, two days' news),
and the brand's name belongs to the whole site. So it is proved only where the titles are nearly
one, and inconclusive where they merely share a subject. Only queries with at least a hundred
impressions count, where the second page has at least a fifth of the first one's, where the first
page has not already most of the clicks, and where at least half of the shorter title's telling
words are in the other. A word tells something where at most one title in ten has it, or few have it
at all (the name of the site and its great subject tell nothing).
Fix: decide which page answers the query; link to it from the other, fold the two into one, or give
the other a subject of its own.
"""

import polars as pl

from linkequity.audits.anchors.words import folded
from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts

META = Meta(
    evidence="observation",
    evidence_note="Seen in this site's own search data. That two pages for one query rank lower "
    "than one would is widely said and nowhere measured.",
    action=(
        "Decide which page answers the queries of 1 page",
        "Decide which pages answer the queries of {n} pages",
    ),
    concerns="held by the page that shares",
    needs=("search",),
    passes=True,
)
IMPRESSIONS = 100
SECOND = 0.2
SETTLED = 0.9
COMMON_WORD = 0.1  # of the titles
FEW_TITLES = 5
SAME_SUBJECT = 0.5  # of the telling words of the shorter title
ONE_TITLE = 0.8  # of the telling words of both


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page that is second for some query, with the pages it shares with."""
    shared = shared_queries(facts)
    grouped = shared.sort("url", "impressions", "query", descending=[False, True, False]).group_by(
        "url", maintain_order=True
    )
    example = pl.struct("query", "first", "impressions", "share")
    shares = grouped.agg(
        pl.first("title"),
        queries=pl.len(),
        examples=example.head(EXAMPLES),
        alike=pl.col("titles_alike").max(),
    )
    pages = shares.join(facts.pages.select("url", "equity"), on="url")
    unlike = pl.col("alike") < ONE_TITLE
    return found(pages, "title", "queries", "examples", stake="equity", doubtful=unlike)


def shared_queries(facts: Facts) -> pl.DataFrame:
    """query, url, title, first, impressions, share, titles_alike: of each query the pages after the
    first; `titles_alike` is the share of the telling words of both that both have.
    """
    titles = _with_telling_words(content_pages(facts).select("url", "title"))
    asked = (
        facts.tables.search.filter(pl.col("query").is_not_null(), pl.col("url").is_not_null())
        .group_by("query", "url")
        .agg(pl.col("impressions", "clicks").sum())
        .join(titles, on="url")
    )
    best = pl.struct("url", "impressions", "words", "clicks").sort_by(
        pl.col("impressions"), pl.col("url"), descending=[True, False]
    )
    firsts = asked.group_by("query").agg(
        best=best.first(),
        all_impressions=pl.col("impressions").sum(),
        all_clicks=pl.col("clicks").sum(),
    )
    firsts_words = pl.col("best").struct.field("words")
    judged = asked.join(firsts, on="query").with_columns(
        first=pl.col("best").struct.field("url"),
        share=pl.col("impressions") / pl.col("best").struct.field("impressions"),
        in_both=pl.col("words").list.set_intersection(firsts_words).list.len(),
        in_either=pl.col("words").list.set_union(firsts_words).list.len(),
        in_shorter=pl.min_horizontal(pl.col("words").list.len(), firsts_words.list.len()),
    )
    settled = pl.col("best").struct.field("clicks") >= SETTLED * pl.col("all_clicks")
    return judged.filter(
        pl.col("url") != pl.col("first"),
        pl.col("all_impressions") >= IMPRESSIONS,
        pl.col("share") >= SECOND,
        pl.col("in_both") >= SAME_SUBJECT * pl.col("in_shorter"),
        ~(settled & (pl.col("all_clicks") > 0)),
    ).with_columns(titles_alike=pl.col("in_both") / pl.col("in_either"))


def _with_telling_words(pages: pl.DataFrame) -> pl.DataFrame:
    """Pages with the `words` of their titles that are long, and rare among the titles."""
    split = folded(pl.col("title").fill_null("")).str.split(" ").list.unique()
    words = pages.select("url", word=split).explode("word")
    many = max(COMMON_WORD * pages.height, min(FEW_TITLES, pages.height - 1))
    rare = (pl.len().over("word") <= many) & (pl.col("word").str.len_chars() > 3)
    return pages.join(words.filter(rare).group_by("url").agg(words="word"), on="url")

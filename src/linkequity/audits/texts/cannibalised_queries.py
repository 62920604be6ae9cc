"""Cannibalised queries: several pages of the site share the impressions of one query.

Why it matters: where two pages answer the same question, the search engine alternates between
them, and links and words are shared out where one page could have them all.
Known problem: two pages for one query can both be right (a guide and a product), and the brand's
name belongs to the whole site. Only queries with at least a hundred impressions count, where the
second page has at least a fifth of the first one's and their titles share a telling word, and
where the first page has not already most of the clicks.
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


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page that is second for some query, with the pages it shares with."""
    shared = shared_queries(facts)
    grouped = shared.sort("url", "impressions", "query", descending=[False, True, False]).group_by(
        "url", maintain_order=True
    )
    example = pl.struct("query", "first", "impressions", "share")
    shares = grouped.agg(queries=pl.len(), examples=example.head(EXAMPLES), title=pl.first("title"))
    pages = shares.join(facts.pages.select("url", "equity"), on="url")
    return found(pages, "title", "queries", "examples", stake="equity")


def shared_queries(facts: Facts) -> pl.DataFrame:
    """query, url, title, first, impressions, share: of each query the pages after the first."""
    titles = content_pages(facts).select("url", "title", words=_words())
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
    judged = asked.join(firsts, on="query").with_columns(
        first=pl.col("best").struct.field("url"),
        share=pl.col("impressions") / pl.col("best").struct.field("impressions"),
        in_common=pl.col("words").list.set_intersection(pl.col("best").struct.field("words")),
    )
    settled = pl.col("best").struct.field("clicks") >= SETTLED * pl.col("all_clicks")
    return judged.filter(
        pl.col("url") != pl.col("first"),
        pl.col("all_impressions") >= IMPRESSIONS,
        pl.col("share") >= SECOND,
        pl.col("in_common").list.len() > 0,
        ~(settled & (pl.col("all_clicks") > 0)),
    )


def _words() -> pl.Expr:
    """The words of a title that are long enough to tell something."""
    words = folded(pl.col("title").fill_null("")).str.split(" ")
    return words.list.eval(pl.element().filter(pl.element().str.len_chars() > 3)).list.unique()

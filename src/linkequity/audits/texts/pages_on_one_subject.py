"""Pages on one subject: two content pages under one title or anchor text, with similar texts.

Why it matters: two pages that promise the same compete for the same queries, and links that one of
them could have are shared out. Search data shows it surely (cannibalised-queries); this is what can
be seen without.
Known problem: a series (part 1, part 2; a report each month) is meant to be alike; pages whose URLs
carry different dates are taken for one and left out. Titles count as a whole, folded; anchor texts
where two pages are named by the very same words, two at least, in the text of at least two pages
each; links to a part of a page name that part and do not count. The texts must be nearer to each
other than nine in ten pairs of pages that the site itself links. Near and exact duplicates are
other findings, and this one is always inconclusive.
Fix: decide which page is for the subject; fold the other into it, or give it a subject, a title and
links of its own.
"""

import polars as pl

from linkequity.audits.anchors.words import folded, is_phrase, telling_links
from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages
from linkequity.audits.texts.pairs import alike_texts, weaker_first
from linkequity.model.facts import Facts

META = Meta(
    evidence="assumption",
    evidence_note="That two pages on one subject rank lower than one would is widely said and "
    "nowhere measured.",
    action=(
        "Tell 1 page apart from the one on its subject",
        "Tell {n} pages apart from those on their subjects",
    ),
    concerns="held by the weaker page",
    reads=("texts",),
    needs=("topics",),
    passes=True,
)
NEAR = 0.9
FEW_WORDS = 50
FEWEST_PAGES = 2
DATE = r"[/_-]((?:19|20)\d\d[/_-](?:0?[1-9]|1[0-2])(?:[/_-][0-3]?\d)?)(?:[/_.-]|$)"


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page, with the nearest stronger one that it shares words with."""
    pages = (
        content_pages(facts)
        .join(facts.graph.pages.select("url", "words"), on="url")
        .filter(pl.col("words") >= FEW_WORDS)
    )
    shared = pl.concat([_by_title(pages), _by_anchor_text(facts, pages)])
    pairs = _near(facts, weaker_first(shared, pages).filter(~_of_a_series()))
    best = pairs.sort("relevance", "shares", descending=True).unique(
        "url", keep="first", maintain_order=True
    )
    like, share, words = (
        pl.col(name).alias(said)
        for name, said in (("other_url", "like"), ("shares", "share"), ("shared", "words"))
    )
    return found(best, "title", like, share, words, stake="equity", doubtful=pl.lit(value=True))


def _by_title(pages: pl.DataFrame) -> pl.DataFrame:
    titled = pages.with_columns(shared=folded(pl.col("title").fill_null("")))
    return _to_strongest(titled.filter(pl.col("shared") != "")).with_columns(shares=pl.lit("title"))


def _by_anchor_text(facts: Facts, pages: pl.DataFrame) -> pl.DataFrame:
    named = (
        telling_links(facts)
        .group_by(page_id="target_id", shared="words")
        .agg(by=pl.col("source_id").n_unique())
        .filter(pl.col("by") >= FEWEST_PAGES, is_phrase(pl.col("shared")))
    )
    worded = named.join(pages, on="page_id")
    return _to_strongest(worded).with_columns(shares=pl.lit("anchor text"))


def _to_strongest(worded: pl.DataFrame) -> pl.DataFrame:
    """first, second, shared: each page with the strongest of those with its words."""
    ranked = worded.sort("equity", "url", descending=[True, False])
    strongest = pl.col("page_id").first().over("shared")
    return ranked.select(first="page_id", second=strongest, shared="shared").filter(
        pl.col("first") != pl.col("second")
    )


def _of_a_series() -> pl.Expr:
    """Whether both URLs carry a date, and not the same."""
    one, two = (pl.col(url).str.extract(DATE) for url in ("url", "other_url"))
    return (one != two).fill_null(value=False)


def _near(facts: Facts, pairs: pl.DataFrame) -> pl.DataFrame:
    """Those in one language whose texts are near, and are no duplicates."""
    relevance = facts.text.relevance
    if relevance is None or pairs.is_empty():
        return pairs.clear().with_columns(relevance=pl.lit(None, pl.Float32))
    copies = weaker_first(alike_texts(facts), facts.pages)
    apart = pairs.join(copies, on=["url", "other_url"], how="anti")
    spoken = facts.text.corpus.documents["language"]
    same = spoken.gather(apart["page_id"]).eq_missing(spoken.gather(apart["other_page_id"]))
    ours = apart.filter(same)
    near = relevance.of_pages(ours["page_id"].to_numpy(), ours["other_page_id"].to_numpy())
    return ours.with_columns(relevance=pl.Series(near)).filter(
        pl.col("relevance").fill_nan(None) >= NEAR
    )

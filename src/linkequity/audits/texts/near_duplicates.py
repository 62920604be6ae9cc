"""Near-duplicates: content pages whose main text nearly repeats that of a stronger page.

Why it matters: links and backlinks to one text are shared out among its copies, and a search engine
may show only one of them.
Known problem: the similarity is an estimate (MinHash of runs of three words, give or take 0.05) and
counts words, not their weight: pages that differ in a name, a number or a table of data can be
right as they are. Pages of fewer than a hundred words, and pages in different languages, are left
out. Texts that are the same to the letter are under duplicates-without-canonical. Whether a page
deserves to stand alone is for you to judge, so the finding is always inconclusive.
Fix: fold the weaker page into the stronger one by a redirect or a canonical, or give it a text of
its own.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages
from linkequity.audits.texts.pairs import alike_texts, weaker_first
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Of duplicates, and of pages whose main content is very similar, a search engine "
    "shows one (Google Search Central, what is canonicalization). How similar is not said, and no "
    "figure is claimed.",
    action=(
        "Decide whether 1 page that repeats another one should stay",
        "Decide whether {n} pages that repeat others should stay",
    ),
    concerns="held by them",
    reads=("texts",),
    passes=True,
)
FEW_WORDS = 100


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page that nearly repeats a stronger one: the most similar of them."""
    known = facts.graph.pages.select("url", "words", "content_hash")
    pages = content_pages(facts).join(known, on="url").filter(pl.col("words") >= FEW_WORDS)
    pairs = weaker_first(alike_texts(facts), pages)
    copies = (pl.col("content_hash") == pl.col("other_content_hash")).fill_null(value=False)
    nearly = pairs.filter(~copies)
    best = nearly.sort("similarity", "other_url", descending=[True, False]).unique(
        "url", keep="first", maintain_order=True
    )
    return found(
        best,
        "title",
        pl.col("other_url").alias("repeats"),
        pl.col("similarity").round(2),
        "words",
        stake="equity",
        doubtful=pl.lit(value=True),
    )

"""Duplicates without canonical: pages with the same text, of which none names the other.

Why it matters: links and backlinks to one page are shared out among its copies, and a search engine
chooses which copy it shows. AI crawlers keep whichever they met.
Known problem: the main texts are the same to the letter; pages with fewer than fifty words are left
out (empty listings, placeholders), and legal and other utility pages. One archive under two
addresses is a copy like any other. Pages that declare different languages are told apart, though
one may be the untranslated text of the other. Pages that differ only in a picture or a table of
data may be right as they are.
Fix: keep one, redirect the others to it or name it as their canonical.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Of duplicates a search engine shows one and folds the signals of the others "
    "into it, where it recognises them (Google Search Central, what is canonicalization). No "
    "figure is claimed.",
    action=(
        "Settle which of the copies of 1 page counts",
        "Settle which of the copies of {n} pages counts",
    ),
    concerns="held by copies",
    reads=("texts",),
    passes=True,
)
FEW_WORDS = 50


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each group of copies: its weaker pages' equity, at the strongest one."""
    texts = facts.graph.pages.select("url", "content_hash", "words", "language")
    pages = (
        facts.pages.filter(pl.col("indexable") & (pl.col("content_kind") != "utility"))
        .join(texts, on="url")
        .filter(pl.col("content_hash").is_not_null(), pl.col("words") >= FEW_WORDS)
    )
    groups = (
        pages.sort("equity", "url", descending=[True, False])
        .group_by("content_hash", "language", maintain_order=True)
        .agg(
            pl.first("url", "title", "words"),
            copies=pl.len() - 1,
            others=pl.col("url").slice(1, EXAMPLES),
            held=pl.col("equity").slice(1).sum(),
        )
        .filter(pl.col("copies") > 0)
    )
    return found(groups, "title", "words", "copies", "others", stake="held")

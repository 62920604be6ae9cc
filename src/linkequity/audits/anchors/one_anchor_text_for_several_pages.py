"""One anchor text for several pages: the same words lead to different pages of the site.

Why it matters: with its links the site says that several pages are the best answer to the same
words. Search engines then choose one themselves, and not always the one that sells.
Known problem: only links in the text count, on pages that are content, with words that are neither
generic nor a number; two targets whose titles are the same are near-duplicates rather, and in the
finding too. The page that the words lead to most often is taken as the one that is meant; the
finding is each other one.
Fix: decide which page the words belong to; give the links to the others words of their own.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.anchors.words import telling_links
from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import citation, cite
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Anchor text should tell what the page behind it is about (Google Search "
    "Central, links and SEO). That one text for several targets costs rankings is not measured.",
    action=(
        "Give the links to 1 page words of their own",
        "Give the links to {n} pages words of their own",
    ),
    concerns="passes through them",
    passes=True,
)
FEWEST_PAGES = 2
SHORTEST = 4  # characters; shorter words are initials, page numbers and signs


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each page that shares the words of its links with a page linked more."""
    links = telling_links(facts).filter(pl.col("words").str.len_chars() >= SHORTEST)
    used = links.group_by("words", "resolved_target").agg(by=pl.col("source").n_unique())
    ranked = used.sort("words", "by", "resolved_target", descending=[False, True, False])
    first = pl.col("resolved_target").first().over("words")
    shared = (
        ranked.with_columns(meant=first, most=pl.col("by").first().over("words"))
        .filter(pl.col("resolved_target") != pl.col("meant"), pl.col("by") >= FEWEST_PAGES)
        .sort("resolved_target", "by", descending=[False, True])
        .unique("resolved_target", keep="first", maintain_order=True)
    )
    doubtful = links.join(shared, on=["words", "resolved_target"], how="inner")
    named = {row["resolved_target"]: row for row in shared.iter_rows(named=True)}
    for row in cite(doubtful, "resolved_target").iter_rows(named=True):
        known = named[row["resolved_target"]]
        evidence = {"anchor_text": known["words"], "also_leads_to": known["meant"]}
        yield Finding(row["resolved_target"], row["flow"], evidence | citation(row))

"""One anchor text for several pages: the same words lead to different pages of the site.

Why it matters: with its links the site says that several pages are the best answer to the same
words. Search engines then choose one themselves, and not always the one that sells.
Known problem: only links in the text count, from and to content pages in one language, of two
words at least (four signs without spaces), and not where they are the target's own title: several
posts of one title are another matter. Pages of fewer than fifty words are left out as sources, they
are stubs that lead on. The page that the words lead to most often is taken as the one that is
meant; the finding is each other one.
Fix: decide which page the words belong to; give the links to the others words of their own.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.anchors.words import folded, telling_links
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
FEW_WORDS = 50
PHRASE = r" |^[^\p{Latin}\p{Cyrillic}\p{Greek}]{4,}$"


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each page that shares the words of its links with a page linked more."""
    links = _phrases(facts)
    used = links.group_by("words", "language", "resolved_target").agg(
        by=pl.col("source").n_unique()
    )
    ranked = used.sort("by", "resolved_target", descending=[True, False])
    group = ["words", "language"]
    first = pl.col("resolved_target").first().over(group)
    shared = (
        ranked.with_columns(meant=first, most=pl.col("by").first().over(group))
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


def _phrases(facts: Facts) -> pl.DataFrame:
    """Telling content links inside one language that are phrases and not their target's title."""
    pages = facts.graph.pages.select(
        "url", "words", language=pl.col("language").fill_null(""), title=folded(_title())
    )
    source = pages.select("url", "language", length="words")
    target = pages.select("url", "title", target_language="language")
    return (
        telling_links(facts)
        .join(source, left_on="source", right_on="url")
        .join(target, left_on="resolved_target", right_on="url")
        .filter(
            pl.col("language") == pl.col("target_language"),
            pl.col("length") >= FEW_WORDS,
            pl.col("words").str.contains(PHRASE),
            ~pl.col("title").str.contains(pl.col("words"), literal=True),
        )
    )


def _title() -> pl.Expr:
    return pl.col("title").fill_null("")

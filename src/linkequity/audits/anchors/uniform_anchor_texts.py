"""Uniform anchor texts: pages that many others link to in the text, always in the same words.

Why it matters: people refer to one thing in many ways, and each way is a query that the page could
be found by. Links that are all alike look made by a machine, and say one thing only.
Known problem: the evidence conflicts (see below), so this is a hint for where variety would read
better, not a fault. Pages whose title is those very words are left out: naming a page by its title
is what people do. Only links in running text count, from at least ten pages.
Fix: let some of the links say it in other words that fit their sentences.
"""

import polars as pl

from linkequity.audits.anchors.words import folded, telling_links
from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="correlation",
    evidence_note="Variety of anchor texts was the strongest factor in a study of 23M links "
    "(Zyppy) and went with losses in a later one of 50 sites by the same author: conflicting.",
    action=(
        "Vary the words of the links to 1 page",
        "Vary the words of the links to {n} pages",
    ),
    concerns="passes through them",
    passes=True,
)
MANY_PAGES = 10


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page that ten pages or more name in the same words, not its title."""
    links = telling_links(facts).filter(~pl.col("repeated").fill_null(value=False))
    by_target = links.group_by("target_id").agg(
        by=pl.col("source_id").n_unique(),
        words=pl.col("words").first(),
        uniform=(pl.col("words") == pl.col("words").first()).all(),
    )
    titles = facts.pages.select("page_id", "url", title=folded(pl.col("title").fill_null("")))
    uniform = (
        by_target.filter(pl.col("uniform"), pl.col("by") >= MANY_PAGES)
        .join(titles, left_on="target_id", right_on="page_id")
        .filter(~pl.col("title").str.contains(pl.col("words"), literal=True))
    )
    alike = links.join(uniform, on="target_id", how="semi")
    cited = cite(facts, alike.lazy(), "target_id").join(uniform, on="target_id")
    return found(cited, pl.col("words").alias("anchor_text"), *CITED)

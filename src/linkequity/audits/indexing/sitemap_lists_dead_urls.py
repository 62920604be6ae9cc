"""Sitemap lists dead URLs: it names pages that are broken, redirected, noindex or not canonical.

Why it matters: a sitemap says which pages count. Each wrong entry costs a crawler's visit that a
live page could have had, and contradicts what the page itself says.
Known problem: a sitemap that lists nothing but live pages brings no rankings by itself. URLs that
answered 403, 429 or 503, or not at all, are inconclusive, as are those of a folder that would only
get a slash at their end; those that robots.txt blocks are wrong in any case.
Fix: let the sitemap list the final, canonical, indexable URLs only; most systems can do that.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import flow_to
from linkequity.audits.findings import found
from linkequity.audits.supposed import supposed
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="List only canonical URLs in a sitemap (Google Search Central, build a sitemap). "
    "No figure is claimed.",
    action=(
        "Take 1 URL off the sitemap, or replace it",
        "Take {n} URLs off the sitemap, or replace them",
    ),
    concerns="passes through it",
    reads=("page_facts",),
    needs=("sitemap",),
    passes=True,
)
DEAD = ("broken", "uncertain", "noindex", "blocked", "redirected", "canonicalised")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each URL of a sitemap that cannot hold equity itself."""
    listed = facts.pages.filter(
        pl.col("known_from").list.contains("sitemap"),
        pl.col("target_kind").cast(pl.String).is_in(DEAD),
    ).join(flow_to(facts), on="url", how="left")
    elsewhere = pl.col("resolved_url").ne_missing(pl.col("url"))
    return found(
        listed,
        "status",
        "error",
        pl.col("target_kind").alias("why"),
        pl.when(elsewhere).then("resolved_url").alias("leads_to"),
        doubtful=(pl.col("target_kind") == "uncertain") | supposed(facts, "url", "resolved_url"),
    )

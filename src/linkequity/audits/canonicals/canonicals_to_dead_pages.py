"""Canonicals to dead pages: a page that names a broken, redirected or closed page as its canonical.

Why it matters: the page gives itself up in favour of one that cannot stand in for it. In the best
case the sign is ignored, in the worst both disappear.
Known problem: a canonical to a page that was not crawled is not judged. Where the target answered
with 403, 429 or 503, or not at all, the finding is inconclusive. A canonical to a redirect is only
a detour, and loses nothing in this model; one that leads back to the page itself is left out.
Fix: name a live page, in most cases the page itself.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.canonicals.declared import canonical_pages
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="A canonical must be a page that can be indexed (Google Search Central, "
    "consolidating duplicate URLs). No figure is claimed.",
    action=(
        "Name a live page as the canonical of 1 page",
        "Name a live page as the canonical of {n} pages",
    ),
    concerns="held by pages that give themselves up",
    reads=("page_facts",),
    passes=True,
)
DEAD = ("broken", "uncertain", "noindex", "blocked", "redirected", "not_html")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page whose canonical cannot hold equity."""
    targets = facts.pages.select(
        "url", "status", "resolved_url", canonical_is=pl.col("target_kind").cast(pl.String)
    )
    dead = (
        canonical_pages(facts)
        .join(targets, left_on="declared_canonical", right_on="url")
        .filter(
            pl.col("canonical_is").is_in(DEAD), pl.col("resolved_url").ne_missing(pl.col("url"))
        )
        .join(facts.pages.select("url", "equity"), on="url")
    )
    return found(
        dead,
        "title",
        pl.col("declared_canonical").alias("canonical"),
        "canonical_is",
        "status",
        stake="equity",
        doubtful=pl.col("canonical_is") == "uncertain",
    )

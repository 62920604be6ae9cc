"""Crawled pages nobody links: search engines visit them and no page of the site leads there.

Why it matters: crawlers spend visits on what the site itself has forgotten: old campaigns, pages of
a former system. Where such a page is alive and good, a link would let it work.
Known problem: hits count by the user agent's name unless its addresses were checked against a list
of ranges, so an impostor can be among them; the finding says whether they were. Redirects and dead
URLs are left out: crawlers keep asking for those for years.
Fix: link the pages worth keeping; redirect or remove the others.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.logs.hits import hits_by_page
from linkequity.model.facts import Facts

META = Meta(
    evidence="observation",
    evidence_note="Seen in this site's own logs. What linking such a page brings is not measured.",
    action=(
        "Link or retire 1 page that search engines visit",
        "Link or retire {n} pages that search engines visit",
    ),
    concerns="missing there",
    needs=("logs",),
    needs_complete=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each indexable page with hits of search crawlers and no inlink."""
    alone = facts.pages.filter(
        pl.col("indexable") & ~pl.col("start") & (pl.col("inlinks") == 0)
    ).select("url", "title", "content_kind", "shortfall")
    visited = alone.join(hits_by_page(facts, "search"), on="url")
    shown = ("title", "content_kind", "hits", "crawlers", "last_day", "verified")
    return found(visited, *shown, stake="shortfall")

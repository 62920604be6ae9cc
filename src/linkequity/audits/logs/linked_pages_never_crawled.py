"""Linked pages never crawled: indexable content pages that no search crawler asked for.

Why it matters: a page that is not visited cannot be found, and its changes go unnoticed. Deep
places, few links and slow answers are the usual causes.
Known problem: judged only where the logs cover at least 30 days; a page that changes seldom may be
visited less often than that, and a cache in front of the server hides visits. Pages first seen
during that time are too new. No log proves that it is complete, so this is always inconclusive.
Fix: link the page from pages that are visited often; check that the server answers quickly.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.logs.hits import days_covered, hits_by_page
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts

META = Meta(
    evidence="observation",
    evidence_note="Seen in this site's own logs, as far as they reach. What more visits bring is "
    "not measured.",
    action=(
        "Link to 1 page from pages that search engines visit",
        "Link to {n} pages from pages that search engines visit",
    ),
    concerns="missing there",
    needs=("logs",),
)
ENOUGH_DAYS = 30


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each linked content page without a hit of a search crawler."""
    days = days_covered(facts)
    linked = content_pages(facts).filter(pl.col("inlinks") > 0, pl.lit(days >= ENOUGH_DAYS))
    unseen = linked.join(hits_by_page(facts, "search"), on="url", how="anti")
    shown = ("title", "click_depth", "inlinks", "known_from", pl.lit(days).alias("days"))
    return found(unseen, *shown, stake="shortfall", doubtful=pl.lit(value=True))

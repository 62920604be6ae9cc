"""Starved pages: content pages with a larger share of the search demand than of the equity.

Why it matters: people search for them already, and the site's own links do not back them.
Known problem: impressions say where a page is shown, not what it could win; a page can be shown
often for queries that it does not answer. Only pages with at least ten impressions whose share of
the demand is twice their share of the equity, and that hold less than the median of their segment,
are findings: what they lack to it is at stake. The evidence has what the page would hold at its
share of the demand. Pages that no path leads to are under orphan-pages and unreachable-pages.
Fix: link to it, in their text, from the strongest pages on its topic.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED
from linkequity.audits.findings import found
from linkequity.audits.population import reached, with_inlinks
from linkequity.model.equity.views import starved
from linkequity.model.facts import Facts

META = Meta(
    evidence="correlation",
    evidence_note="Pages with 40 to 44 inlinks had about 4 times the clicks of those with 0 to 4 "
    "(Zyppy, 23M links on 1,800 sites). Not a proof of cause.",
    action=(
        "Link more to 1 page that people search for",
        "Link more to {n} pages that people search for",
    ),
    concerns="missing there",
    needs=("search",),
)
FEW_IMPRESSIONS = 10
MARKEDLY = 2.0


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each weak page whose demand is markedly above its equity."""
    clear = (pl.col("impressions") >= FEW_IMPRESSIONS) & (
        pl.col("demand") >= MARKEDLY * pl.col("equity")
    )
    short = starved(facts).filter(clear).select("url", equity_by_demand="demand")
    backed = facts.pages.filter(reached(facts), pl.col("shortfall") > 0)
    pages = backed.join(short, on="url", maintain_order="left")
    shown = ("title", "impressions", "equity", "equity_by_demand")
    return found(with_inlinks(facts, pages), *shown, *CITED, stake="shortfall")

"""Equity in utility pages: legal, login, cart and contact pages that hold far more than content.

Why it matters: a footer on every page makes its links the strongest pages of many sites. What they
hold does not work for any page that people look for.
Known problem: contact pages can matter to a business; name those in `content_kinds` of the
settings. A page is a finding where it holds at least five times what the median content page does,
and only where utility pages together hold a tenth of all equity.
Fix: link them once in the footer and not in every block; group several legal pages under one link.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED
from linkequity.audits.findings import found
from linkequity.audits.population import with_inlinks
from linkequity.model.facts import Facts

META = Meta(
    evidence="observation",
    evidence_note="On one measured crawl of 67 pages menus made 86% of the links, and two legal "
    "pages held 54% of the equity on content links alone (pagerankr field notes). A smaller link "
    "block was worth +10.2% in one split test at 90% confidence (SearchPilot).",
    action=(
        "Link less to 1 legal, login or contact page",
        "Link less to {n} legal, login and contact pages",
    ),
    concerns="held there",
    passes=True,
)
MARKEDLY = 5.0
TOGETHER = 0.1


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each utility page that holds markedly more than the median content page."""
    pages = facts.pages.filter(pl.col("indexable"))
    median = pl.lit(pages.filter(pl.col("content_kind") == "content")["equity"].median())
    utility = pages.filter(pl.col("content_kind") == "utility")
    together = utility["equity_share"].sum() >= TOGETHER
    heavy = utility.filter(pl.lit(together), pl.col("equity") >= MARKEDLY * median)
    times = (pl.col("equity") / median).round(1).alias("times_median")
    return found(with_inlinks(facts, heavy), "title", times, *CITED, stake="equity")

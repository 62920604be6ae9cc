"""Unreachable pages: content pages with inlinks to which no path leads from the start page.

Why it matters: such pages link to one another and nobody links to them from the rest of the site.
A reader who begins at the home page never arrives, and the equity of the main part never flows in.
Known problem: the path begins at the start page of the crawl; a site in several languages whose
start page redirects by the reader's language has parts that look unreachable, and where the start
page itself leads nowhere nothing is judged. No path leads through pages that robots.txt closes.
Listings and utility pages are left out. Pages without any inlink are under orphan-pages.
Fix: link the group from the part of the site that it belongs to, at its strongest page.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages, reached, with_inlinks
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Every page you care about should have a link from at least one other page that "
    "can be found (Google Search Central, links and SEO). No figure is claimed.",
    action=(
        "Open a path to 1 page that the start page does not lead to",
        "Open a path to {n} pages that the start page does not lead to",
    ),
    concerns="missing there",
    needs=("start_page",),
    needs_complete=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page with inlinks and without a click depth."""
    cut_off = content_pages(facts).filter((pl.col("inlinks") > 0) & ~reached(facts))
    pages = with_inlinks(facts, cut_off)
    return found(pages, "title", "known_from", *CITED, stake="shortfall")

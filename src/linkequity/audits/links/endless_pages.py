"""Endless pages: series of URLs that lead to ever more of their own shape.

Why it matters: a calendar that goes on for ever or a filter that adds itself to its own links takes
crawlers' time from the pages that matter, and equity with it.
Known problem: the crawl stopped there, so how much equity would be lost is not known; what is shown
flows into the first URLs that were not asked any more. Real pagination can be long; the crawler
takes a series for endless only after many pages that led to one another and nowhere else.
Fix: end the series where content ends, and link the last page to nothing further; keep filters out
of links, or out of crawlers' reach by robots.txt.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_to
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Endless spaces such as calendars waste crawling (Google Search Central, crawl "
    "budget and faceted navigation). No figure is claimed.",
    action=(
        "End 1 series of endless pages",
        "End {n} series of endless pages",
    ),
    concerns="flows into what was not crawled",
)
TRAP = "trap"


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each URL at which the crawl turned back, from an endless series."""
    trapped = facts.graph.pages.filter(
        (pl.col("outcome") == "not_crawled") & pl.col("error").str.starts_with(TRAP)
    ).select("url", "found_on", reason="error")
    cited = cite(facts, links_to(facts, trapped), "target")
    told = trapped.join(cited, left_on="url", right_on="target", how="left")
    return found(told, "reason", "found_on", *CITED)

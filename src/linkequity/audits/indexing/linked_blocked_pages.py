"""Linked blocked pages: internal links to URLs that robots.txt keeps crawlers out of.

Why it matters: what the links carry goes into pages that nobody may read, and none of it returns.
Known problem: carts, searches and filters are blocked for good reason; link to them by a form or a
button where that is possible. Our own crawler's name decides what is blocked; rules for other
crawlers are under ai-crawlers-shut-out.
Fix: link less to it, or allow it in robots.txt where the page deserves to be found.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite
from linkequity.audits.findings import found
from linkequity.audits.population import lost_to
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="A URL that robots.txt blocks can be indexed from links alone, but its content "
    "and links are never read (Google Search Central, introduction to robots.txt). No figure is "
    "claimed; the equity at stake is the model's.",
    action=(
        "Link less to 1 URL that robots.txt blocks, or allow it",
        "Link less to {n} URLs that robots.txt blocks, or allow them",
    ),
    concerns="lost to them",
    reads=("links", "page_facts"),
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each blocked URL that links hand equity to."""
    cited = cite(facts, lost_to(facts, "blocked"), "resolved_target")
    return found(cited, *CITED, url="resolved_target")

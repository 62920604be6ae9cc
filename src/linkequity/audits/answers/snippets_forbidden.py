"""Snippets forbidden: indexable content pages that forbid search engines to show any of their text.

Why it matters: what may not be shown in a snippet may not be used in an AI answer of the same
search engine either, and results without a snippet are chosen less.
Known problem: it may be meant, for paid content. `nosnippet` and `max-snippet:0` count, in the
page's robots meta or header for all robots; rules for a single robot and `data-nosnippet` on parts
of a page are not read.
Fix: take the directive off, or allow a length with `max-snippet:160`.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts
from linkequity.model.pages.answers import FORBIDS

META = Meta(
    evidence="documentation",
    evidence_note="To be eligible for AI features a page must be indexed and eligible for a "
    "snippet (Google Search Central). Eligibility promises no citation.",
    action=(
        "Allow snippets on 1 page",
        "Allow snippets on {n} pages",
    ),
    concerns="held by them",
    reads=("page_facts",),
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page that forbids snippets."""
    said = facts.graph.pages.select("url", "meta_robots", "x_robots_tag").filter(
        pl.any_horizontal(
            pl.col(name).fill_null("").str.contains(FORBIDS)
            for name in ("meta_robots", "x_robots_tag")
        )
    )
    forbidding = content_pages(facts).join(said, on="url")
    return found(forbidding, "title", "meta_robots", "x_robots_tag", stake="equity")

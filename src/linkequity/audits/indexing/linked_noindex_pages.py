"""Linked noindex pages: the site hands equity to pages that it asks search engines to leave out.

Why it matters: what links carry to a noindex page is gone: the page holds none, and its links count
for nothing in time. On one real site 64% of all equity left it this way.
Known problem: thin tag and archive pages are often noindex for good reason and linked for readers;
then fewer links to them are the way, not opening them. Whether a noindex page passes equity on at
first is a knob of the model. A rule for all robots and one for Googlebot count alike, in a meta tag
or in the X-Robots-Tag header, since Google obeys both; a rule for other robots alone does not.
Fix: link less to it (a menu is one correction for all pages), or take the noindex off where the
page deserves to be found.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite
from linkequity.audits.findings import found
from linkequity.audits.population import lost_to
from linkequity.model.facts import Facts

META = Meta(
    evidence="statement",
    evidence_note="Google treats a page that stays noindex as noindex, nofollow in time (Mueller). "
    "What linking less to such pages brings is not measured; the equity at stake is the model's.",
    action=(
        "Link less to 1 noindex page, or open it",
        "Link less to {n} noindex pages, or open them",
    ),
    concerns="lost to them",
    reads=("links", "page_facts"),
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each noindex page that links hand equity to."""
    said = facts.graph.pages.select("url", "meta_robots", "x_robots_tag")
    pages = facts.pages.select("url", "title", "content_kind").join(said, on="url")
    cited = cite(facts, lost_to(facts, "noindex"), "resolved_target").join(
        pages, left_on="resolved_target", right_on="url", how="left"
    )
    shown = ("title", "content_kind", "meta_robots", "x_robots_tag")
    return found(cited, *shown, *CITED, url="resolved_target")

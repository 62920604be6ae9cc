"""Redirected internal links: links to a URL that redirects to a live page.

Why it matters: each visit costs one more round trip, and a redirect that is forgotten when a site
moves breaks the link for good.
Known problem: do not expect rankings from this one. A redirect passes all equity, and a split
test found no detectable gain; it is housekeeping. The equity at stake is what flows through the
links, none of it is lost. Redirects to broken pages are under broken-internal-links. Where a
folder was read, a redirect that only adds a slash, or leads from http to https or from one host of
the site to another, is supposed, not seen: inconclusive.
Fix: write the final URL into the link. A link in a menu is one correction for all pages.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_to
from linkequity.audits.findings import found
from linkequity.audits.supposed import supposed
from linkequity.model.facts import Facts

META = Meta(
    evidence="split_test",
    evidence_note="A split test of pointing links at the final URL instead of a 301 found no "
    "detectable gain (SearchPilot); Google says 3xx redirects lose none (Illyes).",
    action=(
        "Write the final URL into the links to 1 redirect",
        "Write the final URL into the links to {n} redirects",
    ),
    concerns="passes through them",
    reads=("links", "page_facts"),
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each redirecting URL that links point at and that ends at a live page."""
    redirects = facts.pages.filter(
        (pl.col("target_kind") == "redirected") & pl.col("resolved_url").is_not_null()
    ).select("url", "status", redirects_to="resolved_url", hops="redirect_hops")
    dead = pl.col("target_kind").is_in(["broken", "uncertain"])
    cited = cite(facts, links_to(facts, redirects).filter(~dead), "target")
    unseen = supposed(facts, "target", "redirects_to")
    return found(
        cited.join(redirects, left_on="target", right_on="url"),
        "redirects_to",
        pl.when(~unseen).then("status").alias("status"),
        "hops",
        *CITED,
        url="target",
        doubtful=unseen,
    )

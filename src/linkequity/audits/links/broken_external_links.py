"""Broken external links: links to other sites whose target answers 404 or 410, or no longer exists.

Why it matters: a reader who follows a source meets an error and doubts the page; what the page
hands to that link is lost to everyone.
Known problem: other sites answer crawlers differently than readers: 401, 403, 429, 5xx and
time-outs are inconclusive. A host without any address is broken. Targets are asked only where the
crawl ran with `--check-external`; what their robots.txt forbids is not asked.
Fix: link to the page that took the target's place, to an archived copy, or take the link off.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_of
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="observation",
    evidence_note="66.5% of links to 2.06M sites since 2013 are gone (Ahrefs, link rot). What "
    "mending one brings in rankings is not measured.",
    action=(
        "Mend the links to 1 page of another site",
        "Mend the links to {n} pages of other sites",
    ),
    concerns="handed to dead pages elsewhere",
    needs=("external_answers",),
)
GONE = (404, 410)
NO_SUCH_HOST = "dns"


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each external target that answered with an error, or not at all."""
    status, error = pl.col("status"), pl.col("error")
    failed = facts.tables.external_answers.filter(
        status.is_null() | (status >= 400), error.is_null() | (error != "private_address")
    )
    links = links_of(facts).filter(~pl.col("internal"))
    dead = links.join(failed.lazy(), left_on="target", right_on="url", how="semi")
    cited = cite(facts, dead, "target").join(failed, left_on="target", right_on="url")
    gone = status.is_in(GONE).fill_null(value=False) | error.eq_missing(NO_SUCH_HOST)
    return found(cited, "status", "error", *CITED, url="target", doubtful=~gone)

"""Noindex pages with backlinks: other sites link to a page that asks not to be found.

Why it matters: the authority they give stops there: a noindex page holds none, and search engines
come to treat its links as nofollow.
Known problem: the vendor's export may be old, and a backlink gone since. A noindex may be meant;
then a redirect or another landing page is the way to keep what comes in. It counts as lost at the
door in the ledger.
Fix: take the noindex off where the page may be found; else redirect it to a page on the topic.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.backlinks.lost import LOST, lost_targets
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="statement",
    evidence_note="Google treats a page that stays noindex as noindex, nofollow in time (Mueller). "
    "What opening such a page brings is not measured.",
    action=(
        "Open or redirect 1 noindex page that backlinks point at",
        "Open or redirect {n} noindex pages that backlinks point at",
    ),
    concerns="lost at the door",
    reads=("page_facts",),
    needs=("backlinks",),
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each URL whose backlinks end at a noindex page."""
    return found(lost_targets(facts, noindex=True), *LOST, url="target", stake="strength")

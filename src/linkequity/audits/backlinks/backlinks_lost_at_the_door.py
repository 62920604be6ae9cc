"""Backlinks lost at the door: backlinks to URLs of the site that cannot hold equity.

Why it matters: another site gives its authority, and it stops at an error or a robots.txt line.
Reclaiming it takes one redirect and no persuasion.
Known problem: the vendor's export may be old, and a backlink gone since. Where a firewall may
have answered, or the URL was not requested, the finding is inconclusive. Backlinks that bring
nothing in the model (nofollow, ugc, sponsored, reported lost) are left out. Those to noindex pages
are under noindex-pages-with-backlinks, those to pages whose text lives on elsewhere under
lost-backlinks-with-a-live-equivalent. A page is named as the place to redirect to only where it is
clearly the nearest by the words of slug or title; check it.
Fix: the smallest one is in the finding: redirect the URL to the page that took its place, or open
the page that is closed.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.backlinks.lost import LOST, lost_targets
from linkequity.audits.equivalent import is_proved
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="statement",
    evidence_note="Google says 3xx redirects lose no equity (Illyes). Check first that the "
    "backlink still stands: 66.5% of links to 2.06M sites since 2013 are gone (Ahrefs, link rot). "
    "What reclaiming one brings is not measured.",
    action=(
        "Redirect 1 page that backlinks point at to a page that works",
        "Redirect {n} pages that backlinks point at to pages that work",
    ),
    concerns="lost at the door",
    reads=("page_facts",),
    needs=("backlinks",),
)
UNSURE = ("uncertain", "not_crawled")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each URL that backlinks point at and none of their equity gets past."""
    lost = lost_targets(facts, noindex=False).filter(~is_proved())
    unsure = pl.col("landing_kind").is_in(UNSURE).fill_null(value=False)
    return found(lost, *LOST, url="target", stake="strength", doubtful=unsure)

"""Lost backlinks with a live equivalent: they point at dead URLs whose content lives on elsewhere.

Why it matters: another site gives its authority, it stops at an error, and the page that was meant
is there under another URL. One redirect brings it in, and needs nobody's favour.
Known problem: which page was meant is found by likeness. Proved are those whose text, in the last
snapshot that still had the page, is that of a live content page: four in ten runs of three words in
common, and no second page nearly as like. Where that was measured up to 3 in 100 pages without an
equivalent had such a page, so look before you redirect. Without such a snapshot the words of the
URL are compared, and the finding is inconclusive. Nearest pages that are not near enough are named
under backlinks-lost-at-the-door. The vendor's export may be old, and a backlink gone since.
Fix: redirect the dead URL straight to the page that is named, with a 301.
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
        "Redirect 1 dead URL with backlinks to the page that took its place",
        "Redirect {n} dead URLs with backlinks to the pages that took their place",
    ),
    concerns="lost at the door",
    reads=("page_facts", "texts"),
    needs=("backlinks",),
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each dead URL with backlinks that one live page is clearly most like."""
    alike = lost_targets(facts, noindex=False).filter("clear")
    return found(alike, *LOST, url="target", stake="strength", doubtful=~is_proved())

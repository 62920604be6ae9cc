"""Single-inlink pages: indexable content pages that one page alone links to.

Why it matters: the page lives and dies with that one link, and its equity with it. Pages with few
inlinks tend to have few visits.
Known problem: the figure is a correlation, pages that matter are both linked and visited more.
Several links from one page count as one here. Listings and utility pages are left out as targets,
but not as sources: a post that only a paginated list links to is a finding. Pages that no path from
the start page leads to are under unreachable-pages.
Fix: link it from two or three more pages on its topic, in their text.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages, reached, with_inlinks
from linkequity.model.facts import Facts

META = Meta(
    evidence="correlation",
    evidence_note="Pages with 40 to 44 inlinks had about 4 times the clicks of those with 0 to 4, "
    "fewer again beyond 45 to 50 (Zyppy, 23M links on 1,800 sites). Not a proof of cause.",
    action=(
        "Give 1 page a second link",
        "Give {n} pages a second link",
    ),
    concerns="missing there",
    needs_complete=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page with exactly one linking page."""
    single = content_pages(facts).filter(reached(facts) & (pl.col("linking_pages") == 1))
    return found(with_inlinks(facts, single), "title", "known_from", *CITED, stake="shortfall")

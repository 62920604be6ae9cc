"""Deep pages: content pages four or more clicks from the start page.

Why it matters: equity thins out with every click, and every click loses readers.
Known problem: clicks are counted along followed and nofollowed links alike, from the start page
only; readers also arrive elsewhere. A path through a page that robots.txt closes is one for readers
and not for crawlers: it does not count. How many clicks are deep is `audits.deep_clicks`. Pages
that no path leads to are under unreachable-pages, those without inlinks under orphan-pages.
Fix: link it from a page near the start: a hub of its topic, a strong article, the home page.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages, with_inlinks
from linkequity.model.facts import Facts

META = Meta(
    evidence="split_test",
    evidence_note="Links to deep pages in the home page's footer brought +5 to +10% (SearchPilot, "
    "home page footer). Depth itself was not tested.",
    action=(
        "Bring 1 deep page closer to the start page",
        "Bring {n} deep pages closer to the start page",
    ),
    concerns="missing there",
    needs=("start_page",),
    needs_complete=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page with inlinks that is too many clicks away."""
    far = pl.col("click_depth") >= facts.settings.audits.deep_clicks
    deep = with_inlinks(facts, content_pages(facts).filter((pl.col("inlinks") > 0) & far))
    return found(deep, "title", "click_depth", "known_from", *CITED, stake="shortfall")

"""Wasters: content pages whose content links feed mostly pages that need nothing.

Why it matters: a link in the text is the strongest one a site can give itself; spent on tags,
archives, login and legal pages it lifts nothing that anyone searches for.
Known problem: tags and categories can be the way to related posts; only pages that spend at least
half of what their content carries on listings and utility pages, and have some link to content
beside, are findings: without any, the page is a dead end for its topic. A booking or contact page
may be the point of the text: name it in `content_kinds` or `priority` of the settings.
Fix: link to the pages on the topic, and leave tags and legal pages to the menus.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.model.facts import Facts
from linkequity.model.views import wasters

META = Meta(
    evidence="assumption",
    evidence_note="Follows from the model: what one link carries, the others do not. That links in "
    "content weigh more is a patent (US 7,716,225, reasonable surfer), not a measurement.",
    action=(
        "Point the content links of 1 page at pages that need it",
        "Point the content links of {n} pages at pages that need it",
    ),
    concerns="spent on listings and utility pages",
    reads=("links", "positions"),
    passes=True,
)
MOST_OF_IT = 0.5
ALL_OF_IT = 1 - 1e-9


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each content page that wastes at least half of what its content carries."""
    wasted = wasters(facts).filter(
        pl.col("wasted_share").is_between(MOST_OF_IT, ALL_OF_IT, closed="left")
    )
    for row in wasted.iter_rows(named=True):
        evidence = {key: row[key] for key in ("equity", "wasted_share")}
        yield Finding(row["url"], row["wasted"], evidence)

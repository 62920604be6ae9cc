"""Stranded backlink equity: backlinks whose landing page lifts no other content page.

Why it matters: other sites give their authority to one page, and the site leaves it there. The
same backlinks could lift every page on the topic.
Known problem: pages that were not crawled may have been lifted, so after an incomplete crawl only
landing pages without content links are proved to strand. Reach is judged in the content alone,
since menus make every backlink seem to reach every page; what menus add is shown beside it. The
strength of a backlink is a model of vendors' ratings.
Fix: link from the landing page, in its text, to the pages that should profit, and let them link
on to each other.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="assumption",
    evidence_note="Follows from the equity model: no content link leads on, so no content page "
    "receives 1% of what the backlinks bring. That links in related content lift pages has a "
    "split test (+7% sessions, SearchPilot); that stranded equity can be freed has none.",
    action=(
        "Link on from 1 page that keeps its backlinks to itself",
        "Link on from {n} pages that keep their backlinks to themselves",
    ),
    concerns="stranded",
    needs=("backlinks",),
)
SHOWN = ("backlinks", "referring_domains", "pages_lifted", "pages_lifted_with_menus")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each landing page whose backlinks lift no content page but itself."""
    pages = facts.pages.select("url", "title", "content_outlinks")
    stranded = facts.landings.filter(pl.col("stranded")).join(pages, on="url", how="left")
    unseen = (pl.col("content_outlinks") > 0) & pl.lit(not facts.crawl_complete)
    return found(stranded, "title", "content_outlinks", *SHOWN, stake="equity", doubtful=unseen)

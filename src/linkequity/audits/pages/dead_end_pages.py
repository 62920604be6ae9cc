"""Dead-end pages: indexable content pages whose content has no followed link into the site.

Why it matters: what arrives on such a page, by backlinks or links, goes on through menus only and
reaches no page on its topic. Links in related content are among the few things split tests have
seen to work.
Known problem: menus are put aside on purpose, since every page has them. The equity at stake is
what one content link from the page would carry in the model: what passes through the page, over
its links' weight and one more. Links that scripts insert are not seen.
Fix: add links, in the sentences where they help a reader, to the pages that come next.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts

META = Meta(
    evidence="split_test",
    evidence_note="Links in related content brought +7% organic sessions over about 8,000 pages "
    "(SearchPilot, nearby links). Gains often land on the linking pages.",
    action=(
        "Add links in the text of 1 page that leads nowhere",
        "Add links in the text of {n} pages that lead nowhere",
    ),
    concerns="could be passed on",
    reads=("links", "positions"),
)
SHOWN = ("title", "outlinks", "external_outlinks", "content_outlinks", "backlinks")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page without a followed internal link in its content."""
    dead_ends = content_pages(facts).filter(pl.col("followed_content_outlinks") == 0)
    return found(dead_ends, "known_from", *SHOWN, stake="donor_strength")

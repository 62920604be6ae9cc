"""Canonical chains: a page whose canonical names a page that names yet another one, or comes back.

Why it matters: a canonical says "the real page is there", and there another sign says the same. A
search engine may stop at any of them, and in a loop there is no real page at all.
Known problem: this model follows a chain to its end and hands everything to the last page; a loop
it breaks at the page itself. Canonicals to other sites are not followed.
Fix: name the last page as the canonical of all of them; it names itself.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.canonicals.declared import canonical_pages
from linkequity.audits.citations import flow_to
from linkequity.audits.findings import found
from linkequity.audits.links.redirect_chains import with_chains
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Signals that disagree make a search engine choose a canonical itself (Google "
    "Search Central, consolidating duplicate URLs). No figure is claimed.",
    action=(
        "Name the last page of 1 chain of canonicals",
        "Name the last page of {n} chains of canonicals",
    ),
    concerns="passes through them",
    reads=("page_facts",),
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page whose canonical's own canonical is another page."""
    declared = canonical_pages(facts)
    chained = declared.join(
        declared.select("url"), left_on="declared_canonical", right_on="url", how="semi"
    ).join(flow_to(facts), on="url", how="left")
    targets = dict(declared.select("url", "declared_canonical").iter_rows())
    return found(with_chains(chained, targets), "title", "chain", "loops")

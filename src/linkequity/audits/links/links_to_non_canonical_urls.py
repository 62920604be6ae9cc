"""Links to non-canonical URLs: internal links to a page that names another URL as its canonical.

Why it matters: the site says with its canonical which URL counts and with its links that another
one does. Search engines weigh both and may choose the wrong one.
Known problem: this model hands the whole equity to the canonical, since a declared canonical on
the same site is folded into it; a search engine takes it as a hint. Sorting and filter links of a
listing are meant to be there.
Fix: write the canonical URL into the links. A link in a menu is one correction for all pages.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_to
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Link consistently to the URL you consider canonical (Google Search Central, "
    "consolidating duplicate URLs). What it brings is not measured.",
    action=(
        "Write the canonical URL into the links to 1 page",
        "Write the canonical URL into the links to {n} pages",
    ),
    concerns="passes through them",
    reads=("links", "page_facts"),
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each canonicalised URL that links of other pages point at."""
    folded = facts.pages.filter(
        (pl.col("target_kind") == "canonicalised") & pl.col("resolved_url").is_not_null()
    ).select("url", canonical="resolved_url")
    links = links_to(facts, folded).filter(
        pl.col("source_id").ne_missing(pl.col("exact_id")) & (pl.col("flow") > 0)
    )
    cited = cite(facts, links, "target").join(folded, left_on="target", right_on="url")
    return found(cited, "canonical", *CITED, url="target")

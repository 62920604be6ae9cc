"""One-way hreflang: a page names a version in another language that does not name it back.

Why it matters: search engines believe a pair of versions only where both name each other; one-way
entries are ignored, and readers land on the wrong language.
Known problem: judged between crawled, indexable pages of this site only; entries in sitemaps and
headers are not read, so where versions are declared there as well this can be wrong. A page that
declares none at all counts as not naming it back.
Fix: let every version list all versions, itself included.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="If two pages do not both point to each other, the tags are ignored (Google "
    "Search Central, localized versions). No figure is claimed.",
    action=(
        "Let the versions of 1 page name it back",
        "Let the versions of {n} pages name them back",
    ),
    concerns="at stake: hreflang passes none",
    reads=("declarations",),
    passes=True,
)


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each page whose named versions do not all name it back."""
    indexable = facts.pages.filter(pl.col("indexable")).select("url")
    pairs = (
        facts.tables.hreflangs.filter(
            pl.col("internal"), pl.col("hreflang") != "x-default", pl.col("url") != pl.col("target")
        )
        .join(indexable, on="url", how="semi")
        .join(indexable, left_on="target", right_on="url", how="semi")
    )
    back = facts.tables.hreflangs.select(url="target", target="url")
    one_way = pairs.join(back, on=["url", "target"], how="anti")
    rows = (
        one_way.sort("url", "target")
        .group_by("url", maintain_order=True)
        .agg(
            versions=pl.col("target").n_unique(),
            hreflangs=pl.col("hreflang").unique().sort(),
            not_naming_back=pl.col("target").unique(maintain_order=True).head(EXAMPLES),
        )
    )
    for row in rows.iter_rows(named=True):
        evidence = {key: row[key] for key in ("versions", "hreflangs", "not_naming_back")}
        yield Finding(row["url"], 0.0, evidence)

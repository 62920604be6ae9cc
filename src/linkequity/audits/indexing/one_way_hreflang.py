"""One-way hreflang: a page names a version in another language that does not name it back.

Why it matters: search engines believe a pair of versions only where both name each other; one-way
entries are ignored, and readers land on the wrong language.
Known problem: judged between crawled, indexable pages of this site only. A version that is named by
a URL that redirects to it is named (broken-hreflang-targets). Entries in sitemaps and headers are
not read, so a version that declares none at all in its HTML may do so there: where only such
versions fail to name the page back, the finding is inconclusive.
Fix: let every version list all versions, itself included.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.audits.findings import found
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


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page whose named versions do not all name it back."""
    indexable = facts.pages.filter(pl.col("indexable")).select("url")
    pairs = (
        facts.tables.hreflangs.filter(
            pl.col("internal"), pl.col("hreflang") != "x-default", pl.col("url") != pl.col("target")
        )
        .join(indexable, on="url", how="semi")
        .join(indexable, left_on="target", right_on="url", how="semi")
    )
    ends = facts.pages.select("resolved_url", target="url")
    named = facts.tables.hreflangs.select("target", "url").join(ends, on="target", how="left")
    back = named.select(url=pl.coalesce("resolved_url", "target"), target="url")
    declaring = pl.col("target").is_in(facts.tables.hreflangs["url"].unique().implode())
    one_way = pairs.join(back, on=["url", "target"], how="anti").with_columns(declares=declaring)
    pages = (
        one_way.sort("url", "target")
        .group_by("url", maintain_order=True)
        .agg(
            versions=pl.col("target").n_unique(),
            hreflangs=pl.col("hreflang").unique().sort(),
            not_naming_back=pl.col("target").unique(maintain_order=True).head(EXAMPLES),
            declared_elsewhere=~pl.col("declares").any(),
        )
    )
    shown = ("versions", "hreflangs", "not_naming_back")
    return found(pages, *shown, stake=0.0, doubtful="declared_elsewhere")

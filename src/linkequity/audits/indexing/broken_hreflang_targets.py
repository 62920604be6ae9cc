"""Broken hreflang targets: versions in other languages that are dead, redirected or closed.

Why it matters: hreflang sends readers to the page in their language. A dead target sends them
nowhere, and search engines drop the whole pair.
Known problem: only versions on this site are judged, which the crawl asks for as it does for links;
those on other hosts are not asked, and those that sitemaps or headers name are not read. A page
that names itself by a URL that leads back to it is left out. Where a firewall may have answered, or
a folder would only add a slash, the finding is inconclusive. hreflang passes no equity in this
model, so none is at stake.
Fix: name the live, canonical, indexable URL of the version, or take the entry out.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.audits.findings import found
from linkequity.audits.supposed import supposed
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="hreflang must name live URLs that name each other in return (Google Search "
    "Central, localized versions). No figure is claimed.",
    action=(
        "Mend 1 target of hreflang",
        "Mend {n} targets of hreflang",
    ),
    concerns="at stake: hreflang passes none",
    reads=("declarations",),
    passes=True,
)
DEAD = ("broken", "uncertain", "noindex", "blocked", "redirected", "canonicalised")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each URL that hreflang names and that cannot be shown."""
    kinds = facts.pages.select(
        "url", "status", "resolved_url", why=pl.col("target_kind").cast(pl.String)
    )
    named = (
        facts.tables.hreflangs.filter("internal")
        .join(facts.pages.filter(pl.col("indexable")).select("url"), on="url", how="semi")
        .join(kinds, left_on="target", right_on="url")
        .filter(pl.col("why").is_in(DEAD), pl.col("resolved_url").ne_missing(pl.col("url")))
        .sort("target", "url")
        .group_by("target", maintain_order=True)
        .agg(
            pl.first("why", "status", "resolved_url"),
            hreflangs=pl.col("hreflang").unique().sort(),
            pages=pl.col("url").n_unique(),
            named_on=pl.col("url").unique(maintain_order=True).head(EXAMPLES),
        )
    )
    doubtful = (pl.col("why") == "uncertain") | supposed(facts, "target", "resolved_url")
    leads_to = pl.when(pl.col("resolved_url") != pl.col("target")).then("resolved_url")
    shown = ("why", "status", leads_to.alias("leads_to"), "hreflangs", "pages", "named_on")
    return found(named, *shown, url="target", stake=0.0, doubtful=doubtful)

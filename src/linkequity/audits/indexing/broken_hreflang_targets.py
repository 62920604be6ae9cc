"""Broken hreflang targets: versions in other languages that are dead, redirected or closed.

Why it matters: hreflang sends readers to the page in their language. A dead target sends them
nowhere, and search engines drop the whole pair.
Known problem: only targets on this site that were crawled are judged; versions on other hosts are
not asked. Where a firewall may have answered, the finding is inconclusive. hreflang passes no
equity in this model, so none is at stake.
Fix: name the live, canonical, indexable URL of the version, or take the entry out.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta, Verdict
from linkequity.audits.citations import EXAMPLES
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


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each URL that hreflang names and that cannot be shown."""
    kinds = facts.pages.select("url", "status", kind=pl.col("target_kind").cast(pl.String))
    rows = (
        facts.tables.hreflangs.filter("internal")
        .join(facts.pages.filter(pl.col("indexable")).select("url"), on="url", how="semi")
        .join(kinds, left_on="target", right_on="url")
        .filter(pl.col("kind").is_in(DEAD))
        .sort("target", "url")
        .group_by("target", maintain_order=True)
        .agg(
            pl.first("status", "kind"),
            hreflangs=pl.col("hreflang").unique().sort(),
            pages=pl.col("url").n_unique(),
            named_on=pl.col("url").unique(maintain_order=True).head(EXAMPLES),
        )
    )
    for row in rows.iter_rows(named=True):
        verdict: Verdict = "inconclusive" if row["kind"] == "uncertain" else "proved"
        evidence = {
            "why": row["kind"],
            **{key: row[key] for key in ("status", "hreflangs", "pages", "named_on")},
        }
        yield Finding(row["target"], 0.0, evidence, verdict)

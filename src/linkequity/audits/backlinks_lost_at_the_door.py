"""Backlinks lost at the door: backlinks to URLs of the site that cannot hold equity.

Why it matters: another site gives its authority, and it stops at an error, a robots.txt line or a
noindex. Reclaiming it takes one redirect and no persuasion.
Known problem: the vendor's export may be old, and a backlink gone since. Where a firewall may
have answered, or the URL was not requested, the finding is inconclusive. Backlinks that bring
nothing in the model (nofollow, ugc, sponsored, reported lost) are left out. A page is named as
the place to redirect to only where its slug or title is clearly the nearest; check it.
Fix: the smallest one is in the finding: redirect the URL to the page that took its place, or open
the page that is closed.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta, Verdict
from linkequity.audits.citations import EXAMPLES, LONGEST_TEXT, Row
from linkequity.audits.nearest import nearest_pages
from linkequity.model.facts import Facts

META = Meta(
    evidence="statement",
    evidence_note="Google says 3xx redirects lose no equity (Illyes). Check first that the "
    "backlink still stands: 66.5% of links to 2.06M sites since 2013 are gone (Ahrefs, link rot). "
    "What reclaiming one brings is not measured.",
    action=(
        "Redirect 1 page that backlinks point at to a page that works",
        "Redirect {n} pages that backlinks point at to pages that work",
    ),
    concerns="lost at the door",
    needs=("backlinks",),
)
FIXES = {
    "blocked": "Allow the URL in robots.txt, or have the backlink point elsewhere.",
    "noindex": "Take the noindex off, or redirect the URL to a page that may be found.",
    "not_html": "Link to a page about this file where it is offered; a file passes nothing on.",
    "uncertain": "Open the URL yourself: a firewall or a rate limit may have answered the crawler.",
    "not_crawled": "Crawl without the limit that kept this URL out.",
    "external": "Its redirect leaves the site: if that is not meant, point it at a page here.",
}
UNSURE = ("uncertain", "not_crawled")
REPLACEABLE = ("broken", "noindex")  # where another page could take the backlink over


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each URL that backlinks point at and none of their equity gets past."""
    lost = _lost(facts)
    replaceable = lost.filter(pl.col("landing_kind").is_in(REPLACEABLE)).get_column("target")
    nearest = nearest_pages(replaceable, facts.pages.filter(pl.col("indexable")))
    for row in lost.iter_rows(named=True):
        verdict: Verdict = "inconclusive" if row["landing_kind"] in UNSURE else "proved"
        evidence = _evidence(row, nearest.get(row["target"]))
        yield Finding(row["target"], row["strength"], evidence, verdict)


def _lost(facts: Facts) -> pl.DataFrame:
    """One row for each URL at which backlinks are lost, the strongest of them as examples."""
    lost = facts.backlinks.filter(pl.col("landing").is_null() & (pl.col("strength") > 0))
    example = pl.struct("referring_page", pl.col("anchor_text").str.head(LONGEST_TEXT), "strength")
    targets = (
        lost.sort("strength", "referring_page", descending=[True, False])
        .group_by("target", maintain_order=True)
        .agg(
            pl.first("landing_kind"),
            pl.col("strength").sum(),
            backlinks=pl.len(),
            referring_domains=pl.col("referring_domain").n_unique(),
            backlinks_from=example.head(EXAMPLES),
        )
    )
    pages = facts.pages.select("url", "status", "error", "known_from")
    return targets.join(pages, left_on="target", right_on="url", how="left")


def _evidence(row: Row, nearest: str | None) -> Row:
    shown = ("status", "error", "landing_kind", "known_from", "backlinks", "referring_domains")
    return {
        **{key: row[key] for key in shown},
        "fix": _fix(row, nearest),
        "redirect_to": nearest,
        "backlinks_from": row["backlinks_from"],
    }


def _fix(row: Row, nearest: str | None) -> str:
    if nearest:
        return f"Redirect {row['target']} to {nearest}"
    restore = "Redirect the URL to the live page that took its place, or restore it."
    return FIXES.get(row["landing_kind"], restore)

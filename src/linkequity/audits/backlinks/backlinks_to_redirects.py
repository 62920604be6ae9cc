"""Backlinks to redirects: backlinks that arrive by way of a redirect.

Why it matters: they work as long as the redirect does. Redirects are forgotten when a site moves
again, and then the backlink is lost.
Known problem: nothing is lost today: a redirect passes all equity. Asking the other site to change
the URL costs a favour that may be better spent; keep the redirect and note why it is there.
Fix: keep these redirects for good, pointing straight at the final page; mend the strongest
backlinks when you write to their owners anyway.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import EXAMPLES, LONGEST_TEXT
from linkequity.model.facts import Facts

META = Meta(
    evidence="statement",
    evidence_note="Google says 3xx redirects lose none (Illyes). Redirects that no longer answer "
    "are among the causes of lost links (Ahrefs, link rot).",
    action=(
        "Keep the redirect that 1 URL's backlinks come by",
        "Keep the redirects that {n} URLs' backlinks come by",
    ),
    concerns="arrives through them",
    reads=("page_facts",),
    needs=("backlinks",),
    passes=True,
)


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each redirecting URL at which backlinks enter."""
    redirects = facts.pages.filter(
        (pl.col("target_kind") == "redirected") & (pl.col("redirect_hops") > 0)
    ).select("url", "status", "redirect_hops")
    example = pl.struct("referring_page", pl.col("anchor_text").str.head(LONGEST_TEXT), "strength")
    rows = (
        facts.backlinks.filter(pl.col("landing").is_not_null() & (pl.col("strength") > 0))
        .sort("strength", "referring_page", descending=[True, False])
        .group_by("target", maintain_order=True)
        .agg(
            pl.first("landing"),
            pl.col("strength").sum(),
            backlinks=pl.len(),
            referring_domains=pl.col("referring_domain").n_unique(),
            backlinks_from=example.head(EXAMPLES),
        )
        .join(redirects, left_on="target", right_on="url")
    )
    shown = ("status", "backlinks", "referring_domains", "backlinks_from")
    for row in rows.iter_rows(named=True):
        way = {"redirects_to": row["landing"], "hops": row["redirect_hops"]}
        yield Finding(row["target"], row["strength"], way | {key: row[key] for key in shown})

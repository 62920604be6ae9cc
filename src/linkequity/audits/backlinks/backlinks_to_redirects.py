"""Backlinks to redirects: backlinks that arrive by way of a redirect.

Why it matters: they work as long as the redirect does. Redirects are forgotten when a site moves
again, and then the backlink is lost.
Known problem: nothing is lost today: a redirect passes all equity in this model. A search engine
may take one that leads to something else, such as the start page in place of an article, for an
error. Asking the other site to change the URL costs a favour that may be better spent. In a folder
a redirect that only adds a slash or changes the host or http to https is supposed, and
inconclusive.
Fix: keep these redirects for good, each straight to the page that took the old one's place, and by
a 301 where it is a meta refresh; mend the strongest backlinks when you write to their owners
anyway.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.audits.evidence import LONGEST_TEXT
from linkequity.audits.findings import found
from linkequity.audits.supposed import supposed
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


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each redirecting URL at which backlinks enter."""
    redirects = facts.pages.filter(
        (pl.col("target_kind") == "redirected") & (pl.col("redirect_hops") > 0)
    ).select("url", "status", hops="redirect_hops")
    refreshed = facts.redirects.filter(pl.col("kind") == "meta_refresh").select(
        "url", redirects_by=pl.lit("a meta refresh")
    )
    example = pl.struct("referring_page", pl.col("anchor_text").str.head(LONGEST_TEXT), "strength")
    entering = (
        facts.backlinks.filter(pl.col("landing").is_not_null() & (pl.col("strength") > 0))
        .sort("strength", "referring_page", descending=[True, False])
        .group_by("target", maintain_order=True)
        .agg(
            pl.col("strength").sum(),
            redirects_to=pl.col("landing").first(),
            backlinks=pl.len(),
            referring_domains=pl.col("referring_domain").n_unique(),
            backlinks_from=example.head(EXAMPLES),
        )
        .join(redirects, left_on="target", right_on="url")
        .join(refreshed.unique("url"), left_on="target", right_on="url", how="left")
    )
    way = ("redirects_to", "redirects_by", "hops", "status")
    given = ("backlinks", "referring_domains", "backlinks_from")
    unseen = supposed(facts, "target", "redirects_to")
    return found(entering, *way, *given, url="target", stake="strength", doubtful=unseen)

"""Backlinks whose equity stops at a page that takes none, by the URL they point at."""

import polars as pl

from linkequity.audits.citations import EXAMPLES
from linkequity.audits.equivalent import EQUIVALENT, with_equivalents
from linkequity.audits.evidence import LONGEST_TEXT
from linkequity.model.equivalents.find import equivalents
from linkequity.model.facts import Facts

FIXES = {
    "blocked": "Allow the URL in robots.txt, or have the backlink point elsewhere.",
    "noindex": "Take the noindex off, or redirect the URL to a page that may be found.",
    "not_html": "Link to a page about this file where it is offered; a file passes nothing on.",
    "uncertain": "Open the URL yourself: what answered here may not be what answers a reader.",
    "not_crawled": "Crawl without the limit that kept this URL out.",
    "external": "Its redirect leaves the site: if that is not meant, point it at a page here.",
}
# What a finding says of such a URL.
LOST = (
    *("status", "error", "landing_kind", "known_from", "backlinks", "referring_domains", "fix"),
    *EQUIVALENT,
    "backlinks_from",
)


def lost_targets(facts: Facts, *, noindex: bool) -> pl.DataFrame:
    """Each URL at which backlinks are lost (target, strength), with LOST and the columns of
    EQUIVALENTS where one is known; those that end at noindex pages, or all the others.
    """
    at_noindex = (pl.col("landing_kind") == "noindex").fill_null(value=False)
    lost = _lost(facts).filter(at_noindex if noindex else ~at_noindex)
    found = lost.join(facts.once(equivalents), left_on="target", right_on="url", how="left")
    return with_equivalents(found).with_columns(fix=_fix())


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


def _fix() -> pl.Expr:
    redirect = pl.format("Redirect {} to {}", "target", "redirect_to")
    restore = pl.lit("Redirect the URL to the live page that took its place, or restore it.")
    kind = pl.col("landing_kind").cast(pl.String)
    by_kind = kind.replace_strict(FIXES, default=None, return_dtype=pl.String)
    return pl.coalesce(redirect, by_kind, restore)

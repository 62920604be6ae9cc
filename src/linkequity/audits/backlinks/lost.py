"""Backlinks whose equity stops at a page that takes none, by the URL they point at."""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.citations import EXAMPLES, LONGEST_TEXT, Row
from linkequity.audits.equivalent import equivalent_of
from linkequity.model.equivalents.find import equivalents
from linkequity.model.facts import Facts

FIXES = {
    "blocked": "Allow the URL in robots.txt, or have the backlink point elsewhere.",
    "noindex": "Take the noindex off, or redirect the URL to a page that may be found.",
    "not_html": "Link to a page about this file where it is offered; a file passes nothing on.",
    "uncertain": "Open the URL yourself: a firewall or a rate limit may have answered the crawler.",
    "not_crawled": "Crawl without the limit that kept this URL out.",
    "external": "Its redirect leaves the site: if that is not meant, point it at a page here.",
}


def lost_targets(facts: Facts, *, noindex: bool) -> Iterator[Row]:
    """Each URL at which backlinks are lost, with the columns of EQUIVALENTS where one is known;
    those that end at noindex pages, or all the others.
    """
    at_noindex = (pl.col("landing_kind") == "noindex").fill_null(value=False)
    lost = _lost(facts).filter(at_noindex if noindex else ~at_noindex)
    found = facts.once(equivalents)
    rows = lost.join(found, left_on="target", right_on="url", how="left", maintain_order="left")
    return rows.iter_rows(named=True)


def evidence_of(row: Row) -> Row:
    """What a finding says of such a URL."""
    shown = ("status", "error", "landing_kind", "known_from", "backlinks", "referring_domains")
    like = equivalent_of(row)
    return {
        **{key: row[key] for key in shown},
        "fix": _fix(row, like["redirect_to"]),
        **like,
        "backlinks_from": row["backlinks_from"],
    }


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


def _fix(row: Row, nearest: object) -> str:
    if nearest:
        return f"Redirect {row['target']} to {nearest}"
    restore = "Redirect the URL to the live page that took its place, or restore it."
    return FIXES.get(row["landing_kind"], restore)

"""Backlinks whose equity stops at a page that takes none, by the URL they point at."""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.citations import EXAMPLES, LONGEST_TEXT, Row
from linkequity.audits.nearest import nearest_pages
from linkequity.model.facts import Facts

FIXES = {
    "blocked": "Allow the URL in robots.txt, or have the backlink point elsewhere.",
    "noindex": "Take the noindex off, or redirect the URL to a page that may be found.",
    "not_html": "Link to a page about this file where it is offered; a file passes nothing on.",
    "uncertain": "Open the URL yourself: a firewall or a rate limit may have answered the crawler.",
    "not_crawled": "Crawl without the limit that kept this URL out.",
    "external": "Its redirect leaves the site: if that is not meant, point it at a page here.",
}
REPLACEABLE = ("broken", "noindex")  # where another page could take the backlink over


def lost_targets(facts: Facts, *, noindex: bool) -> Iterator[tuple[Row, str | None]]:
    """Each URL at which backlinks are lost, and the live page it most likely meant, if one is
    clear; those that end at noindex pages, or all the others.
    """
    at_noindex = (pl.col("landing_kind") == "noindex").fill_null(value=False)
    lost = _lost(facts).filter(at_noindex if noindex else ~at_noindex)
    replaceable = lost.filter(pl.col("landing_kind").is_in(REPLACEABLE)).get_column("target")
    nearest = nearest_pages(replaceable, facts.pages.filter(pl.col("indexable")))
    for row in lost.iter_rows(named=True):
        yield row, nearest.get(row["target"])


def evidence_of(row: Row, nearest: str | None) -> Row:
    """What a finding says of such a URL."""
    shown = ("status", "error", "landing_kind", "known_from", "backlinks", "referring_domains")
    return {
        **{key: row[key] for key in shown},
        "fix": _fix(row, nearest),
        "redirect_to": nearest,
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


def _fix(row: Row, nearest: str | None) -> str:
    if nearest:
        return f"Redirect {row['target']} to {nearest}"
    restore = "Redirect the URL to the live page that took its place, or restore it."
    return FIXES.get(row["landing_kind"], restore)

"""Tracked internal links: links inside the site that carry campaign parameters.

Why it matters: an analytics tool starts a new session at each such click and forgets where the
visitor really came from; and every tagged URL is one more address of the same page.
Known problem: the crawler drops these parameters where `crawl.drop_trackers` is on, so the model
sees one page and no equity is lost. Only parameters that do nothing but track count: utm_…, gclid,
fbclid and their like.
Fix: take the parameters off, and use events to measure clicks inside the site.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_of
from linkequity.audits.findings import found
from linkequity.base.urls import TRACKER_PREFIXES, TRACKERS
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Campaign parameters are meant for links from elsewhere: on internal links they "
    "overwrite the source of the visit (Google Analytics help, custom campaigns).",
    action=(
        "Take tracking parameters off the internal links to 1 page",
        "Take tracking parameters off the internal links to {n} pages",
    ),
    concerns="passes through them",
    passes=True,
)
TRACKED = rf"[?&](?:(?:{'|'.join(sorted(TRACKERS))})=|(?:{'|'.join(TRACKER_PREFIXES)})\w+=)"


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page that internal links reach with a tracking parameter."""
    mark = pl.any_horizontal(pl.col("href").str.contains(m, literal=True) for m in ("?", "&"))
    marked = links_of(facts).filter(
        pl.col("internal") & pl.col("resolved_target").is_not_null() & mark
    )
    given = marked.select("link", "resolved_target", "href").collect()
    tracked = given.filter(pl.col("href").str.to_lowercase().str.contains(TRACKED))
    hrefs = tracked.group_by("resolved_target").agg(hrefs=pl.col("href").unique().sort().head(3))
    cited = cite(facts, tracked.lazy(), "resolved_target").join(hrefs, on="resolved_target")
    return found(cited, "hrefs", *CITED, url="resolved_target")

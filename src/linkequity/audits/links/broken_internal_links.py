"""Broken internal links: links to pages of the site that answer 4xx, 5xx, nothing or a soft 404.

Why it matters: a reader meets an error, a crawler wastes a visit, and the equity the link carries
leaves the site. AI crawlers meet dead URLs all the time.
Known problem: a firewall or rate limit may have answered the crawler and not a reader (403, 408,
429, 503, 504, a timeout, a challenge that asks who is human); such targets are inconclusive and
what was answered is shown. A soft 404 is an error page that answers 200. It is proved where its
main text is that of a page that cannot be there, which the crawl asks for once; where only its
title and heading say that nothing was found, it is inconclusive, as is the site's own error page
under its own name (`/404.html`). URLs that were never requested are not findings. Redirect loops
are, here and under redirect-chains.
Fix: point the link at the page that took the target's place, restore the target, or remove the
link. A link in a menu is one correction, however many pages carry it.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import Row, citation, cite, links_of, rows
from linkequity.audits.supposed import verdict_of
from linkequity.model.facts import Facts
from linkequity.snapshot.doubts import CHALLENGE

META = Meta(
    evidence="observation",
    evidence_note="Over 34% of fetches by ChatGPT's and Claude's crawlers are 404s (Vercel, rise "
    "of the AI crawler). What mending a link brings in rankings is not measured; the equity at "
    "stake is the model's.",
    action=(
        "Mend the links to 1 broken URL",
        "Mend the links to {n} broken URLs",
    ),
    concerns="lost through them",
)


OK = 200
ERROR_PAGE = r"/404(\.html?)?/?$"


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each URL that links point at and that is broken, or leads to what is."""
    broken = links_of(facts).filter(
        pl.col("internal") & pl.col("target_kind").is_in(["broken", "uncertain"])
    )
    ends = broken.group_by("target").agg(pl.first("resolved_target", "target_kind")).collect()
    pages = facts.pages.select("url", "status", "error", "title", "known_from")
    cited = (
        cite(facts, broken, "target")
        .join(ends, on="target")
        .join(pages, left_on="resolved_target", right_on="url", how="left")
    )
    own = pl.col("target").str.contains(ERROR_PAGE) & (pl.col("status") == OK)
    doubtful = (pl.col("target_kind") == "uncertain") | own.fill_null(value=False)
    for row in rows(facts, cited.with_columns(doubtful=doubtful)):
        verdict = verdict_of(doubtful=row["doubtful"])
        yield Finding(row["target"], row["flow"], _evidence(row), verdict)


def _evidence(row: Row) -> Row:
    if row["resolved_target"] is None:
        return {"loops": True} | citation(row)
    redirected = row["resolved_target"] != row["target"]
    leads_to = {"redirects_to": row["resolved_target"]} if redirected else {}
    answer = {"status": row["status"], "error": row["error"], "known_from": row["known_from"]}
    return answer | _soft_404(row) | leads_to | citation(row)


def _soft_404(row: Row) -> Row:
    """What says that an answer of 200 is an error page."""
    if row["status"] != OK or (row["error"] or "").startswith(CHALLENGE):
        return {}
    return {"soft_404": row["error"] or f"its title and heading: {row['title']}"}

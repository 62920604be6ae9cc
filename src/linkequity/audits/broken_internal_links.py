"""Broken internal links: links to pages of the site that answer 4xx, 5xx or nothing.

Why it matters: a reader meets an error, a crawler wastes a visit, and the equity the link carries
leaves the site. AI crawlers meet dead URLs all the time.
Known problem: a firewall or rate limit may have answered the crawler and not a reader (403, 408,
429, 503, a timeout); such targets are inconclusive and their status is shown. URLs that were
never requested are not findings. Redirect loops are, here and under redirect-chains.
Fix: point the link at the page that took the target's place, restore the target, or remove the
link. A link in a menu is one correction, however many pages carry it.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta, Verdict
from linkequity.audits.citations import Row, citation, cite
from linkequity.model.facts import Facts

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


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each URL that links point at and that is broken, or leads to what is."""
    broken = facts.links.filter(
        pl.col("internal") & pl.col("target_kind").is_in(["broken", "uncertain"])
    )
    ends = broken.group_by("target").agg(pl.first("resolved_target", "target_kind"))
    pages = facts.pages.select("url", "status", "error", "known_from")
    rows = (
        cite(broken, "target")
        .join(ends, on="target")
        .join(pages, left_on="resolved_target", right_on="url", how="left")
    )
    for row in rows.iter_rows(named=True):
        doubtful = row["target_kind"] == "uncertain"
        verdict: Verdict = "inconclusive" if doubtful else "proved"
        yield Finding(row["target"], row["flow"], _evidence(row), verdict)


def _evidence(row: Row) -> Row:
    if row["resolved_target"] is None:
        return {"loops": True} | citation(row)
    redirected = row["resolved_target"] != row["target"]
    leads_to = {"redirects_to": row["resolved_target"]} if redirected else {}
    answer = {"status": row["status"], "error": row["error"], "known_from": row["known_from"]}
    return answer | leads_to | citation(row)

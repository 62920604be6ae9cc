"""Dead URLs AI crawlers hit: crawlers of AI companies ask for pages that answer 404 or 410.

Why it matters: models remember and invent addresses, and their crawlers ask for them. A redirect
turns a dead end into the page that was meant, for the crawler and for the reader who was sent.
Known problem: hits count by the user agent's name unless its addresses were checked; scanners use
those names too, and what they ask for (login pages, hidden files) is left out where it looks so. Of
URLs that only the logs know those are findings for which the site has a page: nobody can mend the
others. A page is proposed only where its text was that of a dead page, or its slug or title is
clearly the nearest.
Fix: redirect the URL to the page it most likely meant; where there is none, leave it.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.equivalent import EQUIVALENT, with_equivalents
from linkequity.audits.findings import found
from linkequity.audits.logs.hits import hits_by_page
from linkequity.model.equivalents.asked import asked_dead
from linkequity.model.equivalents.find import equivalents
from linkequity.model.facts import Facts

META = Meta(
    evidence="observation",
    evidence_note="Over 34% of fetches by ChatGPT's and Claude's crawlers are 404s (Vercel, rise "
    "of the AI crawler). What a redirect brings is not measured, and nobody can promise citations.",
    action=(
        "Redirect 1 dead URL that AI crawlers ask for",
        "Redirect {n} dead URLs that AI crawlers ask for",
    ),
    concerns="at stake: it is about being read",
    reads=(),
    needs=("logs",),
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each dead URL with hits of AI crawlers; if invented, with a page it meant."""
    known = facts.pages.select("url", "known_from")
    asked = (
        facts.once(asked_dead)
        .join(hits_by_page(facts, "ai"), on="url")
        .join(known, on="url", how="left")
        .join(facts.once(equivalents), on="url", how="left")
    )
    told = with_equivalents(asked).filter(
        ~pl.col("invented") | pl.coalesce("redirect_to", "nearest").is_not_null()
    )
    only_logs = pl.coalesce("known_from", pl.lit(["logs"])).alias("known_from")
    shown = ("hits", "crawlers", "last_day", "verified", "statuses")
    return found(told, only_logs, *shown, *EQUIVALENT, stake=0.0)

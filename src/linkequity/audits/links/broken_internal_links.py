"""Broken internal links: links to pages of the site that answer 4xx, 5xx, nothing or a soft 404.

Why it matters: a reader meets an error, a crawler wastes a visit, and the equity the link carries
leaves the site. AI crawlers meet dead URLs all the time.
Known problem: a firewall or rate limit may have answered the crawler and not a reader (403, 408,
429, 503, 504, a timeout, a challenge that asks who is human); such targets are inconclusive and
what was answered is shown. A folder that holds not one file of a kind (no `.pdf` at all) may be
served with them, so those that are missing are inconclusive too. A soft 404 is an error page that
answers 200. It is proved where its main text is that of a page that cannot be there, which the
crawl asks for once; where only its title and heading say that nothing was found, it is
inconclusive, as is the site's own error page under its own name (`/404.html`). URLs that were never
requested are not findings. Redirect loops are, here and under redirect-chains.
Fix: point the link at the page that took the target's place, restore the target, or remove the
link. A link in a menu is one correction, however many pages carry it.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_of
from linkequity.audits.findings import found
from linkequity.model.facts import Facts
from linkequity.snapshot.doubts import CHALLENGE, UNDECODED

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


def audit(facts: Facts) -> pl.DataFrame:
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
    end = pl.col("resolved_target")
    return found(
        cited,
        pl.when(end.is_null()).then(pl.lit(value=True)).alias("loops"),
        "status",
        "error",
        "known_from",
        _soft_404(),
        pl.when(end != pl.col("target")).then(end).alias("redirects_to"),
        *CITED,
        url="target",
        doubtful=(pl.col("target_kind") == "uncertain") | own.fill_null(value=False),
    )


def _soft_404() -> pl.Expr:
    """What says that an answer of 200 is an error page."""
    error = pl.col("error").fill_null("")
    unread = error.str.starts_with(CHALLENGE) | (error == UNDECODED)
    named = pl.format("its title and heading: {}", pl.col("title").fill_null(""))
    said = pl.coalesce(pl.col("error").replace("", None), named)
    return pl.when((pl.col("status") == OK) & ~unread).then(said).alias("soft_404")

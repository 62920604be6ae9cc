"""Nofollowed internal links: links inside the site that say nofollow, ugc or sponsored.

Why it matters: the equity such a link would carry is not handed to the page's other links; it is
gone. Nofollow has not been a way to steer equity since 2009.
Known problem: a nofollow towards a login, a cart or a print view may be meant to save crawling;
robots.txt does that without the leak. Links that lose nothing are left out: those beside a
followed link from the same page to the same target, and those on pages that hold no equity.
Where the page's own robots meta or header says nofollow, all its links leak and the finding is
that page.
Fix: remove the rel (in a menu that is one correction), or the link itself where nobody needs it.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_of
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="statement",
    evidence_note="Of ten points over ten links, five of them nofollowed, the other five still "
    "pass one point each (Matt Cutts, PageRank sculpting). What removing nofollow brings is not "
    "measured.",
    action=(
        "Take nofollow off the internal links that concern 1 page",
        "Take nofollow off the internal links that concern {n} pages",
    ),
    concerns="lost through them",
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each target of nofollowed links, or each page that nofollows all of its."""
    by_rel = pl.col("nofollow") | pl.col("ugc") | pl.col("sponsored")
    leaking = (
        links_of(facts)
        .filter(
            pl.col("internal")
            & ~pl.col("followed")
            & (pl.col("flow") > 0)
            & (pl.col("target_kind") != "external")
        )
        .with_columns(
            url=pl.when(by_rel).then("target").otherwise("source"),
            cause=pl.when(by_rel).then(pl.lit("rel")).otherwise(pl.lit("page robots")),
        )
    )
    causes = leaking.group_by("url").agg(causes=pl.col("cause").unique().sort(descending=True))
    cited = cite(facts, leaking, "url").join(causes.collect(), on="url")
    return found(cited, "causes", *CITED)

"""Too many links: pages with links to more places than a reader or a crawler can follow.

Why it matters: a page divides what it passes on among its links; among a thousand each gets next
to nothing.
Known problem: there is no limit that anyone has measured; search engines have named a few thousand
as the most a page should have. The threshold is `audits.many_links`; several links to one page
count once, and those to parts of the page itself not at all. Link lists and site indexes are meant
to be long.
Fix: split the page, or link the most important targets and lead to the rest through a second page.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import links_of
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Keep the number of links on a page reasonable, a few thousand at most (Google, "
    "webmaster guidelines, in their older form). What thinning out brings is not measured.",
    action=(
        "Thin out the links of 1 page",
        "Thin out the links of {n} pages",
    ),
    concerns="divided among them",
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each indexable page with more links than the settings allow."""
    most = facts.settings.audits.many_links
    elsewhere = pl.col("target").is_not_null() & (pl.col("target") != pl.col("source"))
    links = links_of(facts).filter(elsewhere)
    crowded = links.group_by("source_id").agg(links=pl.len()).filter(pl.col("links") > most)
    counted = links.join(crowded.collect().lazy(), on="source_id", how="semi")
    counts = (
        counted.group_by(page_id="source_id")
        .agg(
            links=pl.len(),
            targets=pl.col("target").n_unique(),
            content_links=(pl.col("link_position") == "content").sum(),
            flow=pl.col("flow").sum(),
        )
        .filter(pl.col("targets") > most)
    )
    indexable = facts.pages.filter(pl.col("indexable"))
    heavy = indexable.select("page_id", "url", "title", "content_kind").join(
        counts.collect(), on="page_id"
    )
    return found(heavy, "title", "content_kind", "links", "targets", "content_links")

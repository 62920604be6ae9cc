"""Pages missing in sitemap: indexable content pages that no sitemap of the site lists.

Why it matters: crawlers find new and changed pages sooner where a sitemap lists them, and tools
that start from the sitemap never see the others.
Known problem: links are the better way to be found; a page that is well linked needs no sitemap.
Where sitemaps list less than half of the content pages they are taken for partial on purpose (news,
pictures), and nothing is a finding. Listings and utility pages are left out, and so are pages that
no path from the start page leads to (orphan-pages, unreachable-pages: link or retire them first)
and those that a listed URL leads to (sitemap-lists-dead-urls).
Fix: let the system that writes the sitemap list them.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages, reached
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="A sitemap helps search engines discover pages; it is no substitute for links "
    "(Google Search Central, learn about sitemaps). No figure is claimed.",
    action=(
        "List 1 page in the sitemap",
        "List {n} pages in the sitemap",
    ),
    concerns="held by them",
    reads=("page_facts",),
    needs=("sitemap",),
    passes=True,
)
PARTIAL = 0.5


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page that is not listed, where most are."""
    lists = pl.col("known_from").list.contains("sitemap")
    leads_to = facts.pages.filter(lists)["resolved_url"].unique().drop_nulls()
    listed = lists | pl.col("url").is_in(leads_to.implode())
    pages = content_pages(facts).filter(reached(facts)).with_columns(listed=listed)
    whole = float(pages["listed"].sum()) >= PARTIAL * pages.height
    unlisted = pages.filter(~pl.col("listed"), pl.lit(whole))
    return found(unlisted, "title", "click_depth", "inlinks", "known_from", stake="equity")

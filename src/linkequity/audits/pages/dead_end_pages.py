"""Dead-end pages: indexable content pages whose content links to no other page that takes equity.

Why it matters: what arrives on such a page, by backlinks or links, goes on through menus only and
reaches no page on its topic. Links in related content are among the few things split tests have
seen to work.
Known problem: menus are put aside on purpose, since every page has them. Links to files, to dead
URLs and to pages that are blocked or noindex lead nowhere (the tags under a post, where robots.txt
closes them); what they end at is in the finding. A target that was not read may be a page: then the
page is none. The equity at stake is what one content link from the page would carry in the model:
what passes through the page, over its links' weight and one more. Links that scripts insert are not
seen.
Fix: add links, in the sentences where they help a reader, to the pages that come next.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import links_of
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts
from linkequity.model.links.weights import holding_kinds
from linkequity.snapshot.imported import FILE_NAME

META = Meta(
    evidence="split_test",
    evidence_note="Links in related content brought +7% organic sessions over about 8,000 pages "
    "(SearchPilot, nearby links). Gains often land on the linking pages.",
    action=(
        "Add links in the text of 1 page that leads nowhere",
        "Add links in the text of {n} pages that lead nowhere",
    ),
    concerns="could be passed on",
    reads=("links", "positions"),
)
SHOWN = ("title", "outlinks", "external_outlinks", "content_outlinks", "backlinks")
# What nobody has read may be a page that leads on.
UNREAD = ("uncertain", "not_crawled")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page without a followed content link that leads on."""
    links = _content_links(facts)
    ends = links.select("target_kind", page_id="source_id").unique().collect()
    holding = pl.col("target_kind").is_in(holding_kinds(facts.settings.weights))
    onward = pl.concat([ends.filter(holding).select("page_id"), _perhaps_onward(links)])
    dead_ends = content_pages(facts).join(onward, on="page_id", how="anti")
    named = ends.group_by("page_id").agg(content_links_end_at=pl.col("target_kind").sort())
    told = dead_ends.join(named, on="page_id", how="left", maintain_order="left")
    return found(told, "known_from", *SHOWN, "content_links_end_at", stake="donor_strength")


def _content_links(facts: Facts) -> pl.LazyFrame:
    """The followed content links of each page to what is not itself."""
    return links_of(facts).filter(
        pl.col("internal") & pl.col("followed") & (pl.col("link_position") == "content"),
        pl.col("source_id").ne_missing(pl.col("target_id")),
    )


def _perhaps_onward(links: pl.LazyFrame) -> pl.DataFrame:
    """page_id of the pages that link to what nobody has read, and what may be a page."""
    unread = links.filter(pl.col("target_kind").is_in(UNREAD)).select("source_id", "target")
    pages = unread.collect().filter(~pl.col("target").str.contains(FILE_NAME))
    return pages.select(page_id="source_id").unique()

"""Wasters: content pages whose content links feed mostly pages that need nothing.

Why it matters: a link in the text is the strongest one a site can give itself; spent on tags,
archives, login and legal pages it lifts nothing that anyone searches for.
Known problem: only pages that spend two thirds of what their content carries, on at least three
listings and utility pages, and have some link to content beside, are findings: without any, the
page is a dead end for its topic. Proved are those whose own menus link those pages too, so that the
text adds nothing; the others are inconclusive, since tags can be the way to related posts. A
booking or contact page may be the point of the text: name it in `content_kinds` of the settings.
Fix: link to the pages on the topic, and leave tags and legal pages to the menus.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES, TO_OTHERS, links_of
from linkequity.audits.findings import found
from linkequity.model.equity.views import wasters
from linkequity.model.facts import Facts

META = Meta(
    evidence="assumption",
    evidence_note="Follows from the model: what one link carries, the others do not. That links in "
    "content weigh more is a patent (US 7,716,225, reasonable surfer), not a measurement.",
    action=(
        "Point the content links of 1 page at pages that need it",
        "Point the content links of {n} pages at pages that need it",
    ),
    concerns="spent on listings and utility pages",
    reads=("links", "positions"),
    passes=True,
)
MOST_OF_IT = 0.65
ALL_OF_IT = 1 - 1e-9
FEWEST_TARGETS = 3
MENUS = ("header", "navigation", "breadcrumb", "sidebar", "footer")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page that wastes most of what its content carries."""
    share = pl.col("wasted_share").is_between(MOST_OF_IT, ALL_OF_IT, closed="left")
    most = wasters(facts).filter(share)
    spent = _spent(facts, most).filter(pl.col("needless") >= FEWEST_TARGETS)
    wasted = most.join(spent, left_on="url", right_on="source", maintain_order="left")
    needed = pl.col("twice") < MOST_OF_IT * pl.col("wasted") / pl.col("wasted_share")
    shown = ("needless", "in_its_menus", "examples", pl.col("wasted_share").round(2))
    return found(wasted, *shown, stake="wasted", doubtful=needed)


def _spent(facts: Facts, pages: pl.DataFrame) -> pl.DataFrame:
    """What content of `pages` links that needs nothing.

    source; needless, in_its_menus: how many listings and utility pages, and how many of those the
    page's own menus link too; examples; twice: what flows to the latter, in page units.
    """
    kinds = facts.pages.filter(pl.col("indexable") & (pl.col("content_kind") != "content"))
    links = (
        links_of(facts)
        .filter(TO_OTHERS)
        .join(pages.lazy(), left_on="source", right_on="url", how="semi")
        .join(kinds.lazy(), left_on="resolved_target", right_on="url", how="semi")
        .select("source", "resolved_target", "flow", "link_position")
        .collect()
    )
    in_content = (pl.col("link_position") == "content") & (pl.col("flow") > 0)
    pair = ["source", "resolved_target"]
    menus = links.filter(pl.col("link_position").is_in(MENUS)).select(pair).unique()
    spent = links.filter(in_content).join(
        menus.with_columns(twice=pl.lit(value=True)), on=pair, how="left", maintain_order="left"
    )
    target, twice = pl.col("resolved_target"), pl.col("twice").fill_null(value=False)
    return spent.group_by("source").agg(
        needless=target.n_unique(),
        in_its_menus=target.filter(twice).n_unique(),
        examples=target.unique(maintain_order=True).head(EXAMPLES),
        twice=pl.col("flow").filter(twice).sum(),
    )

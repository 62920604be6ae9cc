"""Wasters: content pages whose content links feed mostly pages that need nothing.

Why it matters: a link in the text is the strongest one a site can give itself; spent on tags,
archives, login and legal pages it lifts nothing that anyone searches for.
Known problem: tags and categories can be the way to related posts, so this is always inconclusive.
Only pages that spend two thirds of what their content carries, on at least three listings and
utility pages, and have some link to content beside, are findings: without any, the page is a dead
end for its topic. A booking or contact page may be the point of the text: name it in
`content_kinds` of the settings.
Fix: link to the pages on the topic, and leave tags and legal pages to the menus.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import EXAMPLES, TO_OTHERS, links_of
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


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each content page that wastes most of what its content carries."""
    share = pl.col("wasted_share").is_between(MOST_OF_IT, ALL_OF_IT, closed="left")
    most = wasters(facts).filter(share)
    spent = _spent(facts, most).filter(pl.col("needless") >= FEWEST_TARGETS)
    wasted = most.join(spent, left_on="url", right_on="source", maintain_order="left")
    for row in wasted.iter_rows(named=True):
        evidence = {key: row[key] for key in ("equity", "needless", "examples")}
        evidence["wasted_share"] = round(row["wasted_share"], 2)
        yield Finding(row["url"], row["wasted"], evidence, "inconclusive")


def _spent(facts: Facts, pages: pl.DataFrame) -> pl.DataFrame:
    """source, needless, examples: the listings and utility pages that content of `pages` links."""
    kinds = facts.pages.filter(pl.col("indexable") & (pl.col("content_kind") != "content"))
    in_content = (pl.col("link_position") == "content") & (pl.col("flow") > 0)
    links = (
        links_of(facts)
        .filter(TO_OTHERS & in_content)
        .join(pages.lazy(), left_on="source", right_on="url", how="semi")
        .join(kinds.lazy(), left_on="resolved_target", right_on="url", how="semi")
    )
    targets = pl.col("resolved_target").unique(maintain_order=True)
    counted = links.group_by("source").agg(needless=targets.len(), examples=targets.head(EXAMPLES))
    return counted.collect()

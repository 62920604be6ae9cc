"""Hoarders: strong content pages whose content passes little on.

Why it matters: the strongest pages are the ones that can lift others. What a page passes on goes
where its links point; where the menu and other sites take nearly all, no page on its topic gains.
Known problem: strong means the top quarter of content pages by equity, and twice the median one at
least; little means a tenth of what they pass on at most, and less than the median page. A page that
leads to a form, a download or a shop may be meant to end there: that is for you to judge, so the
finding is always inconclusive. Pages without any content link are under dead-end-pages. What menus
carry instead is not lost to the site.
Fix: add two or three links in the text, to the pages on its topic that matter most.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.model.equity.views import hoarders
from linkequity.model.facts import Facts

META = Meta(
    evidence="split_test",
    evidence_note="Links in related content brought +7% organic sessions over about 8,000 pages "
    "(SearchPilot, nearby links). Which pages give best was not tested: that is the model's.",
    action=(
        "Let 1 strong page pass more on in its text",
        "Let {n} strong pages pass more on in their text",
    ),
    concerns="carried by menus and to other sites instead",
    reads=("links", "positions"),
    passes=True,
)

MARKEDLY = 2.0
LITTLE = 0.1


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page of the hoarders' view."""
    usual = pl.lit(facts.pages.filter(pl.Series(facts.content))["equity"].median())
    clear = hoarders(facts).filter(
        pl.col("equity") >= MARKEDLY * usual,
        pl.col("passed_in_content").is_between(0, LITTLE, closed="right"),
    )
    links = facts.pages.select("url", "title", "content_outlinks", "external_outlinks")
    told = clear.join(links, on="url", maintain_order="left")
    shown = ("title", "content_outlinks", "external_outlinks", "equity", "passed_in_content")
    return found(told, *shown, stake="held_back", doubtful=pl.lit(value=True))

"""Hoarders: strong content pages whose content passes little on.

Why it matters: the strongest pages are the ones that can lift others. What a page passes on goes
where its links point; where the menu takes nearly all of it, no page on its topic gains.
Known problem: strong means the top quarter of content pages by equity, and twice the median one at
least; little means a tenth of what they pass on at most, and less than the median page. A page that
leads to a form may be meant to end there. Pages without any content link are under dead-end-pages.
What is held back is not lost to the site: menus carry it to other pages.
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
    concerns="carried by menus instead",
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
    return found(clear, "equity", "passed_in_content", stake="held_back")

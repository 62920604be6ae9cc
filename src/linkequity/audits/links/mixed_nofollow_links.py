"""Mixed nofollow links: pages that link to one target with nofollow and without.

Why it matters: the two links contradict each other. The followed one passes equity, so the nofollow
does nothing but mislead whoever maintains the page.
Known problem: none of the equity is at risk; where the nofollow was meant, it does not work. Only
pairs of one page and one target count.
Fix: take the nofollow off, or off the page with the followed link.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, TO_OTHERS, cite, links_of
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="nofollow is a hint about single links (Google Search Central, qualify outbound "
    "links). No figure is claimed; the pair is a contradiction on the page itself.",
    action=(
        "Decide whether links to 1 page are followed",
        "Decide whether links to {n} pages are followed",
    ),
    concerns="passes through them",
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each target that some page links to in both ways."""
    marked = pl.col("nofollow") | pl.col("ugc") | pl.col("sponsored")
    pair = ["source_id", "target_id", "resolved_target"]
    to_others = links_of(facts).filter(TO_OTHERS).select("link", *pair, marked=marked)
    with_rel = to_others.filter("marked").collect().lazy()
    beside = to_others.join(with_rel, on=pair, how="semi", nulls_equal=True).collect().lazy()
    without = beside.filter(~pl.col("marked"))
    mixed = beside.join(without, on=pair, how="semi", nulls_equal=True)
    return found(cite(facts, mixed, "resolved_target"), *CITED, url="resolved_target")

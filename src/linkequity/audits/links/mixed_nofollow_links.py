"""Mixed nofollow links: pages that link to one target with nofollow and without.

Why it matters: the two links contradict each other. The followed one passes equity, so the nofollow
does nothing but mislead whoever maintains the page.
Known problem: none of the equity is at risk; where the nofollow was meant, it does not work. Only
pairs of one page and one target count.
Fix: take the nofollow off, or off the page with the followed link.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import citation, cite
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


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each target that some page links to in both ways."""
    marked = pl.col("nofollow") | pl.col("ugc") | pl.col("sponsored")
    to_others = facts.links.filter(
        pl.col("internal") & (pl.col("source") != pl.col("resolved_target"))
    ).with_columns(marked=marked)
    pair = ["source", "resolved_target"]
    with_rel = to_others.filter("marked").join(
        to_others.filter(~pl.col("marked")), on=pair, how="semi"
    )
    mixed = to_others.join(with_rel, on=pair, how="semi")
    for row in cite(mixed, "resolved_target").iter_rows(named=True):
        yield Finding(row["resolved_target"], row["flow"], citation(row))

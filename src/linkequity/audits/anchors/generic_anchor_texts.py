"""Generic anchor texts: content links whose words would suit any page ("click here", "read more").

Why it matters: the words of a link tell readers, screen readers and search engines what the page
behind it is about; these tell nothing.
Known problem: only whole texts on a list of phrases in eleven languages count, case, punctuation
and arrows aside. A link beside a telling one from the same page to the same target, as on cards
with a title and "Read more", is left out. The alt text of an image serves as its anchor text.
Links without any words are not generic, nor is "Download" to the
download page. The equity at stake flows through the links; it is not
lost, it arrives unlabelled.
Fix: write what the target is about into the link, in the words its readers would use.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.anchors.words import folded, generic_phrases
from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import citation, cite, shown_text
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Write descriptive anchor text; alt text serves as the anchor of an image "
    "(Google Search Central, links and SEO). Pages with at least one exact-match anchor text had "
    "about 5 times the clicks (Zyppy), which is a correlation.",
    action=(
        "Say what 1 page is about in the links to it",
        "Say what {n} pages are about in the links to them",
    ),
    concerns="passes through them",
    passes=True,
)


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each content page that content links name by a generic text alone."""
    content = facts.links.filter(
        pl.col("internal")
        & (pl.col("link_position") == "content")
        & (pl.col("source") != pl.col("resolved_target"))
    ).join(content_pages(facts), left_on="resolved_target", right_on="url", how="semi")
    worded = content.with_columns(words=folded(shown_text()))
    for row in cite(_unlabelled(worded), "resolved_target").iter_rows(named=True):
        yield Finding(row["resolved_target"], row["flow"], citation(row))


def _unlabelled(content: pl.DataFrame) -> pl.DataFrame:
    """Generic links from pages that have no telling content link to the same target."""
    marked = content.with_columns(generic=pl.col("words").is_in(generic_phrases().implode()))
    telling = marked.filter(~pl.col("generic") & (pl.col("words") != ""))
    pair = ["source", "resolved_target"]
    return marked.filter("generic").join(telling, on=pair, how="anti")

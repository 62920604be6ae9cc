"""Generic anchor texts: content links whose words would suit any page ("click here", "read more").

Why it matters: the words of a link tell readers, screen readers and search engines what the page
behind it is about; these tell nothing.
Known problem: only whole texts on a list of phrases in eleven languages count, case, punctuation
and arrows aside. A link beside a telling one from the same page to the same target, as on cards
with a title and "Read more", is left out. The alt text of an image serves as its anchor text. Links
without any words are under empty-anchor-texts, and "Download" to the download page is not generic.
The equity at stake flows through the links; it is not lost, it arrives unlabelled.
Fix: write what the target is about into the link, in the words its readers would use.
"""

import polars as pl

from linkequity.audits.anchors.words import generic_phrases, worded_links
from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite
from linkequity.audits.findings import found
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


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page that content links name by a generic text alone."""
    unlabelled = _unlabelled(worded_links(facts))
    cited = cite(facts, unlabelled.lazy(), "target_id")
    pages = facts.pages.select("url", target_id="page_id")
    return found(cited.join(pages, on="target_id"), *CITED)


def _unlabelled(content: pl.DataFrame) -> pl.DataFrame:
    """Generic links from pages that have no telling content link to the same target."""
    generic = content.join(generic_phrases().to_frame("words"), on="words", how="semi")
    telling = content.filter(pl.col("words") != "").join(
        generic_phrases().to_frame("words"), on="words", how="anti"
    )
    return generic.join(telling, on=["source_id", "target_id"], how="anti")

"""Empty anchor texts: internal links without words and without an image that has an alt text.

Why it matters: a link's words tell readers, screen readers and search engines what is behind it;
this one says nothing at all.
Known problem: an aria-label helps screen readers and is not counted, since search engines name the
text and the alt text only. A link beside one with words, from the same page to the same target, is
left out (a card's picture beside its title). Icons of menus are one correction for all pages.
Fix: write the words into the link, or an alt text into its image.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import citation, cite, shown_text
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Google reads the text of a link, and the alt text where an image is linked; an "
    "empty link says nothing (Google Search Central, links and SEO). No figure is claimed.",
    action=(
        "Give words to the links to 1 page",
        "Give words to the links to {n} pages",
    ),
    concerns="passes through them",
    passes=True,
)


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each page that some page links to without a word anywhere."""
    links = facts.links.filter(
        pl.col("internal")
        & pl.col("resolved_target").is_not_null()
        & (pl.col("source") != pl.col("resolved_target"))
    ).with_columns(silent=shown_text().str.strip_chars() == "")
    worded = links.filter(~pl.col("silent"))
    silent = links.filter("silent").join(worded, on=["source", "resolved_target"], how="anti")
    for row in cite(silent, "resolved_target").iter_rows(named=True):
        yield Finding(row["resolved_target"], row["flow"], citation(row))

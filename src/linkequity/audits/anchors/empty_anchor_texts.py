"""Empty anchor texts: internal links without words and without an image that has an alt text.

Why it matters: a link's words tell readers, screen readers and search engines what is behind it;
this one says nothing at all.
Known problem: an aria-label helps screen readers and is not counted, since search engines name the
text and the alt text only. A link beside one with words, from the same page to the same target, is
left out (a card's picture beside its title), and so is a picture that opens itself in large: its
alt text is a matter of the picture. Icons of menus are one correction for all pages.
Fix: write the words into the link, or an alt text into its image.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, TO_OTHERS, cite, links_of
from linkequity.audits.evidence import shown_text
from linkequity.audits.findings import found
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
PICTURE = r"(?i)\.(jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(\?.*)?$"
HTML = ("indexable", "noindex", "canonicalised")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page that some page links to without a word anywhere."""
    pair = ["source_id", "target_id", "resolved_target"]
    links = links_of(facts).filter(TO_OTHERS).select("link", *pair, "anchor_text", "alt_text")
    wordless = pl.col("anchor_text").fill_null("").str.strip_chars() == ""
    empty = links.filter(wordless).collect().filter(shown_text().str.strip_chars() == "")
    pictures = facts.pages.filter(
        pl.col("url").str.contains(PICTURE), ~pl.col("target_kind").is_in(HTML)
    )
    silent = empty.filter(~pl.col("resolved_target").is_in(pictures["url"].implode()))
    beside = links.join(silent.lazy(), on=pair, how="semi", nulls_equal=True)
    worded = beside.filter(shown_text().str.strip_chars() != "")
    alone = silent.lazy().join(worded, on=pair, how="anti", nulls_equal=True)
    return found(cite(facts, alone, "resolved_target"), *CITED, url="resolved_target")

"""One anchor text for several pages: the same words lead to different pages of the site.

Why it matters: with its links the site says that several pages are the best answer to the same
words. Search engines then choose one themselves, and not always the one that sells.
Known problem: only links in the text count, from and to content pages in one language, of two
words at least (four signs without spaces), and not where they are the target's own title: several
posts of one title are another matter. Links to a part of a page (`/terms#levy`) name that part and
are left out, as are pages of fewer than fifty words as sources, stubs that lead on. The page that
the words lead to most often is taken as the one that is meant; the finding is each other one.
Fix: decide which page the words belong to; give the links to the others words of their own.
"""

import polars as pl

from linkequity.audits.anchors.words import folded, is_phrase, telling_links
from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Anchor text should tell what the page behind it is about (Google Search "
    "Central, links and SEO). That one text for several targets costs rankings is not measured.",
    action=(
        "Give the links to 1 page words of their own",
        "Give the links to {n} pages words of their own",
    ),
    concerns="passes through them",
    passes=True,
)
FEWEST_PAGES = 2
FEW_WORDS = 50


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each page that shares the words of its links with a page linked more."""
    links = _phrases(facts)
    used = links.group_by("words", "language", "target_id").agg(by=pl.col("source_id").n_unique())
    ranked = used.sort("by", "target_id", "words", descending=[True, False, False])
    meant = pl.col("target_id").first().over("words", "language")
    shared = (
        ranked.with_columns(meant=meant)
        .filter(pl.col("target_id") != pl.col("meant"), pl.col("by") >= FEWEST_PAGES)
        .unique("target_id", keep="first", maintain_order=True)
    )
    doubtful = links.join(shared, on=["words", "target_id"], how="semi")
    cited = cite(facts, doubtful.lazy(), "target_id").join(shared, on="target_id")
    url = facts.graph.pages["url"]
    named = cited.with_columns(
        pl.Series("url", url.gather(cited["target_id"])),
        pl.Series("also_leads_to", url.gather(cited["meant"])),
    )
    return found(named, pl.col("words").alias("anchor_text"), "also_leads_to", *CITED)


def _phrases(facts: Facts) -> pl.DataFrame:
    """Telling content links inside one language that are phrases and not their target's title."""
    pages = facts.graph.pages.select(
        "words",
        language=pl.col("language").fill_null("").cast(pl.Categorical),
        title=folded(pl.col("title").fill_null("")),
    )
    links = telling_links(facts)
    phrases = links.select(pl.col("words").unique()).filter(is_phrase(pl.col("words")))
    source, target = (pages[links[end]] for end in ("source_id", "target_id"))
    inside = links.with_columns(language=source["language"]).filter(
        source["language"] == target["language"], source["words"] >= FEW_WORDS
    )
    worded = inside.join(phrases, on="words", how="semi")
    title = pages["title"].gather(worded["target_id"])
    own = worded.select(pl.lit(title).str.contains(pl.col("words"), literal=True)).to_series()
    return worded.filter(~own)

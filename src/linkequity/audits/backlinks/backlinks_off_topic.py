"""Backlinks off topic: pages whose backlinks speak, for the most part, of something else.

Why it matters: a backlink among words on the page's subject says more about it than one among
others, to readers and to search engines that weigh neighbouring words.
Known problem: read are the anchor text, the words around it, and the title and path of the
referring page, as far as the export has them; of fewer than 60 letters nothing is judged, nor of
the start page, which is about everything. A backlink counts as off topic where its words are less
relevant to the page than those of nineteen in twenty of the site's own links. This is a model's
reading of a few words, so the finding is always inconclusive. It is no reason to disavow anything.
Fix: offer the site that links a page on what it writes about, and link on from the landing page.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.audits.evidence import LONGEST_TEXT
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="patent",
    evidence_note="Links can be weighted by anchor text and neighbouring words (Google, US "
    "7,716,225, reasonable surfer). A patent says what could be done, not what is.",
    action=(
        "Look at the backlinks of 1 page: most speak of something else",
        "Look at the backlinks of {n} pages: most speak of something else",
    ),
    concerns="brought by them",
    reads=("texts",),
    needs=("backlinks", "topics"),
    passes=True,
)
FOREIGN = 0.05
MOST_OF_IT = 0.5
ENOUGH_LETTERS = 60
WORDS = ("source_title", "text_before", "anchor_text", "text_after")


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each landing page that owes most of its judged backlinks to other topics."""
    pages = facts.pages.filter(~pl.col("start") & (pl.col("content_kind") == "content"))
    judged = _judged(facts).join(pages.select("url", "title"), left_on="landing", right_on="url")
    foreign = pl.col("relevance") <= FOREIGN
    example = pl.struct("referring_page", pl.col("anchor_text").str.head(LONGEST_TEXT))
    landed = (
        judged.sort("strength", "referring_page", descending=[True, False])
        .group_by("landing", maintain_order=True)
        .agg(
            pl.first("title"),
            judged=pl.len(),
            off_topic=foreign.sum(),
            brought=pl.col("strength").sum(),
            at_stake=pl.col("strength").filter(foreign).sum(),
            backlinks_from=example.filter(foreign).head(EXAMPLES),
        )
        .filter(pl.col("off_topic") > 0, pl.col("at_stake") >= MOST_OF_IT * pl.col("brought"))
    )
    shown = ("title", "judged", "off_topic", "backlinks_from")
    return found(landed, *shown, url="landing", stake="at_stake", doubtful=pl.lit(value=True))


def _judged(facts: Facts) -> pl.DataFrame:
    """Backlinks that bring something in, with words enough to judge them by."""
    words = pl.concat_str(WORDS, separator=" ", ignore_nulls=True)
    return facts.backlinks.filter(
        pl.col("landing").is_not_null(),
        pl.col("strength") > 0,
        pl.col("relevance").is_not_null(),
        words.str.count_matches(r"\p{L}") >= ENOUGH_LETTERS,
    )

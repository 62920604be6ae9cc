"""Links only scripts make: clickable elements that go somewhere and have no href to follow.

Why it matters: crawlers follow the href of `<a>` elements. What a script opens on a click is no
link to them: no equity flows, and AI crawlers, which run no scripts, never find the page behind it.
Known problem: the target of a script is not read, so nothing says what is lost; it may be linked
elsewhere. An `<a>` without href counts where it carries a handler or a target attribute, another
element where its onclick sets the location, a `javascript:` href where it opens a URL. Listeners
that scripts attach later are not seen, nor are menus and dialogs that open in place.
Fix: write `<a href="…">` with the target's URL; the script can stay beside it.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.audits.evidence import LONGEST_TEXT, shown_text
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Google can follow a link only if it is an <a> element with an href attribute "
    "(Google Search Central, links and SEO). AI crawlers run no JavaScript (Vercel, rise of the AI "
    "crawler).",
    action=(
        "Make crawlable links of what scripts open on 1 page",
        "Make crawlable links of what scripts open on {n} pages",
    ),
    concerns="known to be lost: where they lead is in the scripts",
    reads=("declarations",),
)
OPENS = r"(?i)^\s*javascript:.*(location\s*[.=(]|window\.open\s*\()"


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each indexable page with such elements."""
    indexable = facts.pages.filter(pl.col("indexable")).select("url")
    met = _found(facts).join(indexable, on="url", how="semi", maintain_order="left")
    example = pl.struct("tag", "text", "script")
    grouped = met.group_by("url", maintain_order=True).agg(
        elements=pl.len(), examples=example.head(EXAMPLES)
    )
    return found(grouped, "elements", "examples", stake=0.0)


def _found(facts: Facts) -> pl.DataFrame:
    """url, tag, text and script of each, in the order of URLs."""
    kept = facts.tables.uncrawlable_links.select("url", "tag", "text", "script")
    hrefs = facts.links.filter(pl.col("target").is_null() & pl.col("href").str.contains(OPENS))
    named = hrefs.select(
        url="source",
        tag=pl.lit("a"),
        text=shown_text().str.head(LONGEST_TEXT),
        script=pl.col("href").str.head(LONGEST_TEXT),
    )
    return pl.concat([kept, named]).sort("url", maintain_order=True)

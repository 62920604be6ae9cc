"""Links only scripts make: clickable elements that go somewhere and have no href to follow.

Why it matters: crawlers follow the href of `<a>` elements. What a script opens on a click is no
link to them: no equity flows, and AI crawlers, which run no scripts, never find the page behind it.
Known problem: the target of a script is not read, so nothing says what is lost; it may be linked
elsewhere. An `<a>` without href counts where it carries a handler or a target attribute, another
element where its onclick sets the location, a `javascript:` href where it opens a URL. What names
another site, a telephone or a mail address is left out, and what says that it opens in place
(buttons, tabs, menus). Where no script of the page shows an address the finding is inconclusive.
Listeners that scripts attach later are not seen.
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
GOES = r"(^|[^\w$])location(\.href|\.assign|\.replace)?\s*(=[^=]|\()|window\.open\s*\("
OPENS = rf"(?i)^\s*javascript:.*({GOES})"
SHOWS_ADDRESS = rf"""(?i)^data-(href|url)=|{GOES}|["'](/|\.\.?/|https?://)[^"']"""
HOST = r"""["'=](?:https?:)?//([^/"'?#:]+)"""
NO_PAGE = r"""(?i)["'=]\s*(mailto|tel|sms|whatsapp):|location(\.href)?\s*=\s*["']#"""


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each indexable page with such elements."""
    indexable = facts.pages.filter(pl.col("indexable")).select("url")
    met = _found(facts).join(indexable, on="url", how="semi", maintain_order="left")
    example = pl.struct("tag", "text", "script")
    grouped = met.group_by("url", maintain_order=True).agg(
        elements=pl.len(),
        examples=example.head(EXAMPLES),
        opaque=~pl.col("script").str.contains(SHOWS_ADDRESS).any(),
    )
    return found(grouped, "elements", "examples", stake=0.0, doubtful="opaque")


def _found(facts: Facts) -> pl.DataFrame:
    """url, tag, text and script of each that may lead to a page here, in the order of URLs."""
    kept = facts.tables.uncrawlable_links.select("url", "tag", "text", "script")
    hrefs = facts.links.filter(pl.col("target").is_null() & pl.col("href").str.contains(OPENS))
    named = hrefs.select(
        url="source",
        tag=pl.lit("a"),
        text=shown_text().str.head(LONGEST_TEXT),
        script=pl.col("href").str.head(LONGEST_TEXT),
    )
    script = pl.col("script")
    host = script.str.extract(HOST)
    own = host.is_null() | ("." + host).str.ends_with(f".{facts.manifest.site}")
    here = own & ~script.str.contains(NO_PAGE)
    return pl.concat([kept, named]).filter(here).sort("url", maintain_order=True)

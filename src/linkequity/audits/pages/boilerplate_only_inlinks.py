"""Boilerplate-only inlinks: content pages linked from menus, footers and repeated blocks alone.

Why it matters: search engines can weigh links inside the text, among relevant words, above those
that every page carries; a page that no text mentions gets the crumbs of the menu.
Known problem: what is boilerplate is recognised from what repeats across the site; a block on
fewer than three pages passes for content. A link that stands beside the text of one page only
(related posts in a sidebar) counts as a mention. Home pages, also those of a language, are left
out: menus are their place. Pages without any inlink are under orphan-pages.
Fix: mention the page, with a link, in the text of pages on its topic.
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import citation
from linkequity.audits.population import content_pages, with_inlinks
from linkequity.model.facts import Facts

META = Meta(
    evidence="patent",
    evidence_note="Links are weighted by position, font, anchor text and neighbouring words "
    "(Google, US 7,716,225, reasonable surfer). A patent says what could be done, not what is.",
    action=(
        "Link in a text to 1 page that only menus link to",
        "Link in a text to {n} pages that only menus link to",
    ),
    concerns="missing there",
    reads=("links", "positions"),
    needs_complete=True,
)
HOME = r"^https?://[^/]+/([a-z]{2}(-[a-z]{2,4})?/?)?(index\.(html?|php))?$"
BESIDE_TEXT = ("content", "sidebar")


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each content page with inlinks, none of which one page alone has chosen."""
    unmentioned = content_pages(facts).filter(
        pl.col("inlinks") > 0, pl.col("body_inlinks") == 0, ~pl.col("url").str.contains(HOME)
    )
    chosen = facts.links.filter(
        pl.col("internal")
        & (pl.col("source") != pl.col("resolved_target"))
        & pl.col("link_position").cast(pl.String).is_in(BESIDE_TEXT)
        & ~pl.col("repeated").fill_null(value=False)
    )
    menus_only = unmentioned.join(chosen, left_on="url", right_on="resolved_target", how="anti")
    for page in with_inlinks(facts, menus_only):
        evidence = {"title": page["title"], "known_from": page["known_from"], **citation(page)}
        yield Finding(page["url"], page["shortfall"], evidence)

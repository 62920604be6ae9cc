"""Boilerplate-only inlinks: content pages linked from menus, footers and repeated blocks alone.

Why it matters: search engines can weigh links inside the text, among relevant words, above those
that every page carries; a page that no text mentions gets the crumbs of the menu.
Known problem: what is boilerplate is recognised from what repeats across the site; a block on
fewer than three pages passes for content. Teasers that archives, tags and categories repeat are
such blocks, though they stand in the content: on many blogs every post is a finding. A page that
holds as much as pages of its kind lacks nothing: whether it is to be mentioned is for a person to
say, and the finding inconclusive. A sidebar's link (related posts) is a mention where fewer than
ten pages carry it, or one page in twenty. Home pages, also those of a language, are left out: menus
are their place. Pages without any inlink are under orphan-pages, those that no path leads to under
unreachable-pages.
Fix: mention the page, with a link, in the text of pages on its topic.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, TO_OTHERS, links_of
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages, reached, with_inlinks
from linkequity.model.facts import Facts

META = Meta(
    evidence="patent",
    evidence_note="Links are weighted by position, font, anchor text and neighbouring words "
    "(Google, US 7,716,225, reasonable surfer). A patent says what could be done, not what is.",
    action=(
        "Link in a text to 1 page that only menus and repeated lists link to",
        "Link in a text to {n} pages that only menus and repeated lists link to",
    ),
    concerns="missing there",
    reads=("links", "positions"),
    needs_complete=True,
)
HOME = r"(?i)^https?://[^/]+/([a-z]{2}(-[a-z]{2,4})?/?)?(index\.(html?|php))?$"
INDEX = r"/index\.(html?|php)$"
FEW_PAGES = 10
FEW_OF_ALL = 0.05


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page with inlinks, none of them from or beside a text."""
    home = pl.col("url").str.contains(HOME) | (
        pl.col("url").str.replace(INDEX, "/") == facts.manifest.start_url
    )
    unmentioned = content_pages(facts).filter(
        (pl.col("inlinks") > 0) & reached(facts), pl.col("body_inlinks") == 0, ~home
    )
    menus_only = unmentioned.join(_beside_texts(facts), on="url", how="anti")
    lists = pl.col("content_inlinks").replace(0, None).alias("of_them_in_repeated_lists")
    pages = with_inlinks(facts, menus_only)
    enough = pl.col("shortfall").fill_null(0.0) <= 0
    return found(pages, "title", "known_from", *CITED, lists, stake="shortfall", doubtful=enough)


def _beside_texts(facts: Facts) -> pl.DataFrame:
    """url, by: the pages that sidebars of a few other pages link to."""
    beside = links_of(facts).filter(TO_OTHERS & (pl.col("link_position") == "sidebar"))
    carried = beside.group_by(url="resolved_target").agg(by=pl.col("source_id").n_unique())
    few = max(FEW_PAGES, FEW_OF_ALL * float(facts.pages["indexable"].sum()))
    return carried.filter(pl.col("by") < few).collect()

"""Links and backlinks of one page, what they carry first."""

from typing import Final

import polars as pl

from linkequity.app.page_card.documents import (
    CardBacklinkDoc,
    CardBacklinksDoc,
    CardLinkDoc,
    CardLinksDoc,
)
from linkequity.model.facts import Facts

SHOWN: Final = 12


def links_in(facts: Facts, page: int) -> CardLinksDoc:
    """Links of other pages that end here; what those not followed carry does not arrive."""
    there = (pl.col("target_id") == page) & (pl.col("source_id") != page)
    arriving = pl.when("followed").then("flow").otherwise(0.0)
    return _links(facts.links.filter(there).with_columns(flow=arriving), pl.col("source"))


def links_out(facts: Facts, page: int) -> CardLinksDoc:
    """Links on the page, to this site or another, but to itself."""
    here = (pl.col("source_id") == page) & pl.col("target_id").ne_missing(page)
    return _links(facts.links.filter(here), pl.coalesce("resolved_target", "target"))


def links_naming(facts: Facts, url: str) -> CardLinksDoc:
    """Links that name this URL, wherever they end."""
    return _links(facts.links.filter(pl.col("target") == url), pl.col("source"))


def _links(found: pl.DataFrame, other_end: pl.Expr) -> CardLinksDoc:
    carried = float(found["flow"].sum())
    first = found.sort("flow", "source", "order", descending=[True, False, False]).head(SHOWN)
    rows = first.select(
        url=other_end,
        words=pl.coalesce(_said("anchor_text"), _said("alt_text"), pl.lit("")),
        link_position=pl.col("link_position").cast(pl.String).fill_null("content"),
        followed="followed",
        repeated=pl.col("repeated").fill_null(value=False),
        kind=pl.col("target_kind").cast(pl.String),
        flow="flow",
        share=pl.col("flow") / carried if carried else pl.lit(0.0),
    )
    links = [CardLinkDoc(**row) for row in rows.iter_rows(named=True)]
    return CardLinksDoc(count=found.height, carried=carried, links=links)


def _said(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def backlinks_of(facts: Facts, page: int) -> CardBacklinksDoc:
    """Backlinks that end at the page, lost ones last."""
    url = facts.graph.pages["url"][page]
    ids = facts.graph.addresses.ids(facts.backlinks["target"])
    ends = pl.Series(facts.graph.folding.end).gather(ids.fill_null(0))
    here = facts.backlinks.filter((ends == page) & ids.is_not_null())
    first = here.sort(
        pl.col("lost").fill_null(value=False),
        "strength",
        "referring_page",
        descending=[False, True, False],
        nulls_last=True,
    ).head(SHOWN)
    unfollowed = pl.any_horizontal(pl.col("nofollow", "ugc", "sponsored").fill_null(value=False))
    rows = first.select(
        "referring_page",
        "referring_domain",
        "anchor_text",
        "target",
        pl.col("strength", "lost_at_door").fill_null(0),
        followed=~unfollowed,
        lost=pl.col("lost").fill_null(value=False),
    ).with_columns(pl.col("lost_at_door").cast(pl.Boolean))
    landing = facts.landings.filter(pl.col("url") == url).to_dicts()
    return CardBacklinksDoc(
        count=here.height,
        brought=float(facts.backlink_equity[page]),
        pages_lifted=landing[0]["pages_lifted"] if landing else None,
        reach=landing[0]["reach"] if landing else None,
        backlinks=[CardBacklinkDoc(**row) for row in rows.iter_rows(named=True)],
    )

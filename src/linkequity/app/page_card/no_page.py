"""What a URL is that has no card of its own."""

from typing import Final

import polars as pl

from linkequity.app.page_card.documents import NoPage
from linkequity.app.page_card.links import links_naming
from linkequity.app.page_search import PageHit, named_in_scenarios, search_pages
from linkequity.base.urls import path_of
from linkequity.model.facts import Facts
from linkequity.model.pages.nearest import nearest_urls

NEAR: Final = 5


def no_page(facts: Facts, url: str, page: int | None) -> NoPage:
    """A URL that names no page, or one that leads elsewhere or is not to be had."""
    known = page is not None
    row = facts.pages.row(page, named=True) if page is not None else {}
    url = row.get("url", url)
    here = facts.backlinks.filter(pl.col("target") == url)
    return NoPage(
        url=url,
        path=named_in_scenarios(url, facts.graph.addresses.origin),
        kind=row["target_kind"] if known else _strange(facts, url),
        status=row.get("status"),
        leads_to=_leads_to(row),
        known_from=row.get("known_from") or [],
        links_here=links_naming(facts, url),
        backlinks=here.height,
        lost_at_door=float(here.filter("lost_at_door")["strength"].sum()),
        near=[] if known else _near(facts, url),
    )


def _strange(facts: Facts, url: str) -> str:
    return "unknown" if facts.graph.addresses.owns(url) else "external"


def _leads_to(row: dict[str, object]) -> str | None:
    to = row.get("resolved_url")
    return str(to) if to and to != row["url"] else None


def _near(facts: Facts, url: str) -> list[PageHit]:
    """Pages whose path is like it, else those with its last word in them."""
    if not facts.graph.addresses.owns(url):
        return []
    alike = nearest_urls(facts.graph.pages["url"], url, NEAR)
    hits = [search_pages(facts, like, most=1) for like in alike]
    last = path_of(url).rstrip("/").rpartition("/")[2]
    return [hit for found in hits for hit in found] or search_pages(facts, last, most=NEAR)

"""What a click on the map asks: what pages are called, which match words, who links to whom."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
import polars as pl

from linkequity.app.map.documents import SiteMap

MOST_MATCHES: Final = 12
MOST_NAMES: Final = 200
# Of each direction; more lines than these are a haze, and all stand in the table of links.
MOST_LINKS: Final = 80
_NAMED: Final = ("page_id", "url", "title")


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is called."""

    page_id: int
    url: str
    title: str | None


class Neighbour(msgspec.Struct, frozen=True, array_like=True):
    """A page at the other end of links, and the equity they carry, in page units."""

    page_id: int
    equity: float


class PageLinks(msgspec.Struct, frozen=True, kw_only=True):
    """One page, and the pages it is linked with: those that pass most first, at most MOST_LINKS.

    `linking_pages`, `linked_pages`: how many there are. `received`, `passed`: what all of those
    links carry.
    """

    page_id: int
    url: str
    title: str | None
    state: str
    equity: float
    equity_share: float
    value: float
    click_depth: int | None
    inlinks: int
    outlinks: int
    backlinks: int
    linking_pages: int
    linked_pages: int
    received: float
    passed: float
    links_in: list[Neighbour]
    links_out: list[Neighbour]


def names(site_map: SiteMap, page_ids: Sequence[int]) -> list[Name]:
    """Of these pages, at most MOST_NAMES; those that are no dots are left out."""
    asked = pl.Series(list(page_ids)[:MOST_NAMES], dtype=pl.Int32)
    found = site_map.dots.filter(pl.col("page_id").is_in(asked.implode()))
    return _names(found)


def matches(site_map: SiteMap, words: str) -> list[Name]:
    """Pages whose URL or title holds all of these words, the most equity first."""
    text = pl.concat_str(pl.col("url"), pl.col("title").fill_null(""), separator="\n")
    lower = text.str.to_lowercase()
    wanted = [lower.str.contains(word, literal=True) for word in words.lower().split()]
    if not wanted:
        return []
    found = site_map.dots.filter(*wanted)
    return _names(found.sort("equity", "url", descending=[True, False]).head(MOST_MATCHES))


def page_of(site_map: SiteMap, url: str) -> int | None:
    """The page_id of the dot with this URL."""
    found = site_map.dots.filter(pl.col("url") == url)["page_id"]
    return None if found.is_empty() else int(found[0])


def links_of(results: Path, site_map: SiteMap, page_id: int) -> PageLinks | None:
    """A page and its links by what they carry; None where it is no dot."""
    found = site_map.dots.filter(pl.col("page_id") == page_id)
    if found.is_empty():
        return None
    page = found.row(0, named=True)
    dots = site_map.dots.lazy().select("page_id")
    links_in, links_out = (
        pl.scan_parquet(results / "links.parquet")
        .filter(pl.col(here) == page_id, pl.col(there) != page_id)
        .group_by(page_id=there)
        .agg(pl.col("flow").sum())
        .join(dots, on="page_id", how="semi")
        .sort("flow", "page_id", descending=[True, False])
        .collect()
        for here, there in (("target_id", "source_id"), ("source_id", "target_id"))
    )
    return PageLinks(
        **{name: page[name] for name in PageLinks.__struct_fields__ if name in page},
        equity_share=page["equity"] / (float(site_map.dots["equity"].sum()) or 1.0),
        linking_pages=len(links_in),
        linked_pages=len(links_out),
        received=float(links_in["flow"].sum()),
        passed=float(links_out["flow"].sum()),
        links_in=_neighbours(links_in),
        links_out=_neighbours(links_out),
    )


def _names(dots: pl.DataFrame) -> list[Name]:
    return [Name(**row) for row in dots.select(_NAMED).iter_rows(named=True)]


def _neighbours(links: pl.DataFrame) -> list[Neighbour]:
    return [Neighbour(*row) for row in links.head(MOST_LINKS).iter_rows()]

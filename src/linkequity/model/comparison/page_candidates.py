"""Pages that came, went or turned into something else, as single edits.

The site as it was gets this one page as it is now: its row, and its links where it had none or
has none any more. Such an edit changes the graph, so everything is built and solved again.
"""

from dataclasses import replace
from functools import partial

import numpy as np
import polars as pl

from linkequity.model.comparison.both import UNKNOWN, Both
from linkequity.model.comparison.single_edits import Candidate, Kind, Told
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.model.site import SiteTables
from linkequity.snapshot.diff import key_of, renamed


def page_candidates(both: Both, most: int) -> list[Candidate]:
    """The pages that turned and had, or have, most to pass on: at most so many."""
    size = np.maximum(
        both.spread(both.before.flow.x, both.old), both.spread(both.after.flow.x, both.new)
    )
    was, now = both.kinds
    turned = np.flatnonzero(both.turned)
    weighty = turned[size[turned] > 0]
    first = weighty[np.argsort(-size[weighty], kind="stable")][:most]
    return [_candidate(both, int(place), was[int(place)], now[int(place)], size) for place in first]


def _candidate(both: Both, place: int, was: str | None, now: str | None, size: Vector) -> Candidate:
    kind: Kind = "page_gained" if was is None else "page_lost" if now is None else "page_changed"
    told = Told(kind, source=both.keys[place], was=was, now=now)
    return Candidate(told, float(size[place]), partial(effect_of_page, both, place))


def effect_of_page(both: Both, place: int) -> Vector:
    """What this page alone, as it is now, does to the equity of each page, by place."""
    facts = both.before
    edited = Facts(_with_page(both, place), facts.settings, facts.manifest)
    keys = renamed(
        edited.graph.pages.select(key=key_of("url", facts.graph.addresses.site)).to_series(),
        both.moved,
    )
    places = both.places(keys)
    equity = edited.flow.kept * edited.indexable
    return both.spread(equity[places != UNKNOWN], places[places != UNKNOWN]) - both.equity_before


def _with_page(both: Both, place: int) -> SiteTables:
    """The tables of the site as it was, with one page as it is now."""
    tables, key = both.before.tables, both.keys[place]
    names = _Names(both)
    url = names.before(key)
    page = names.rows(both.after.tables.pages, ("url", "redirect_to", "declared_canonical"), place)
    pages = pl.concat(
        [tables.pages.filter(pl.col("url") != url), page.select(tables.pages.columns)]
    )
    links = tables.links
    page_id = int(both.ids_before[place])
    if page_id == UNKNOWN:
        links = pl.concat([links, names.links(place, "source"), names.links(place, "target")])
    elif page.is_empty():
        links = links.filter(pl.col("source") != url, pl.col("target").ne_missing(url))
    elif not both.before.graph.linking[page_id]:
        links = pl.concat([links.filter(pl.col("source") != url), names.links(place, "source")])
    return replace(tables, pages=pages, links=links)


class _Names:
    """Rows of the later tables, their URLs written as the earlier site wrote them."""

    def __init__(self, both: Both) -> None:
        self._both = both
        site, urls = both.before.graph.addresses, both.before.graph.pages["url"]
        self._origin = site.origin
        there = pl.DataFrame({"place": np.arange(len(both.keys)), "url": both.of_before(urls)})
        self._known = there.drop_nulls("url")

    def before(self, key: str) -> str:
        """The URL of a page on the site as it was; for a new one as it would be."""
        place = int(self._both.places(pl.Series([key]))[0])
        found = self._known.filter(pl.col("place") == place)["url"]
        return str(found[0]) if len(found) else self._named(key)

    def _named(self, key: str) -> str:
        return self._origin + key if key.startswith("/") else f"https://{key}"

    def rows(self, frame: pl.DataFrame, columns: tuple[str, ...], place: int) -> pl.DataFrame:
        """The row of one page, URLs as they were written before."""
        url = self._later(place)
        mine = frame.filter(pl.col("url") == url) if url else frame.clear()
        return mine.with_columns(self._written(mine[name]) for name in columns)

    def links(self, place: int, side: str) -> pl.DataFrame:
        """The later links of, or to, one page."""
        frame, url = self._both.after.tables.links, self._later(place)
        found = frame.filter(pl.col(side) == url)
        if side == "target":
            found = found.filter(pl.col("source") != url)
        written = found.with_columns(self._written(found[name]) for name in ("source", "target"))
        there = self._both.before.graph.pages["url"].implode()
        own = written if side == "source" else written.filter(pl.col("source").is_in(there))
        return own.select(self._both.before.tables.links.columns)

    def _later(self, place: int) -> str | None:
        page_id = int(self._both.ids_after[place])
        return None if page_id == UNKNOWN else str(self._both.after.graph.pages["url"][page_id])

    def _written(self, urls: pl.Series) -> pl.Series:
        both = self._both
        addresses = both.after.graph.addresses
        keys = urls.to_frame("url").select(key=key_of("url", addresses.site)).to_series()
        places = both.places(renamed(keys, both.moved))
        asked = pl.DataFrame({"url": urls, "key": keys, "place": places})
        known = asked.join(
            self._known, on="place", how="left", maintain_order="left", suffix="_was"
        )
        own = pl.col("key").str.starts_with("/")
        written = pl.coalesce("url_was", pl.when(own).then(self._origin + pl.col("key")), "url")
        return known.select(written.alias(urls.name)).to_series()

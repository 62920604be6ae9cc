"""Two sites side by side: every page of either once, by its key, with its equity in each."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.model.facts import Facts
from linkequity.model.weights import Vector
from linkequity.snapshot.diff import key_of, renamed

Ids: TypeAlias = npt.NDArray[np.int64]
UNKNOWN = -1


@dataclass(frozen=True)
class Both:
    """The facts of two snapshots, and the pages that `moved` to another URL (keys).

    `keys`: all pages of either, sorted; a place is a row of it.
    """

    before: Facts
    after: Facts
    moved: pl.DataFrame
    keys: pl.Series

    @classmethod
    def of(cls, before: Facts, after: Facts, moved: pl.DataFrame) -> "Both":
        """Side by side."""
        named = [keys_of(facts, moved) for facts in (before, after)]
        return cls(before, after, moved, pl.concat(named).unique().sort().alias("key"))

    @cached_property
    def old(self) -> Ids:
        """The place of each page of `before`, by page_id."""
        return self.places(keys_of(self.before, self.moved))

    @cached_property
    def new(self) -> Ids:
        """The place of each page of `after`, by page_id."""
        return self.places(keys_of(self.after, self.moved))

    @cached_property
    def equity_before(self) -> Vector:
        """What each page keeps, by place."""
        return self.spread(self.before.pages["equity"].to_numpy(), self.old)

    @cached_property
    def equity_after(self) -> Vector:
        """What each page keeps afterwards, by place."""
        return self.spread(self.after.pages["equity"].to_numpy(), self.new)

    @cached_property
    def urls(self) -> pl.Series:
        """The URL of each page, by place: as it is afterwards, else as it was."""
        was = self.named(self.old, self.before.graph.pages["url"])
        now = self.named(self.new, self.after.graph.pages["url"])
        both = pl.DataFrame({"was": was, "now": now})
        return both.select(pl.coalesce("now", "was").alias("url")).to_series()

    @cached_property
    def segments(self) -> pl.Series:
        """The segment of each page, by place."""
        was = self.named(self.old, self.before.segment)
        now = self.named(self.new, self.after.segment)
        both = pl.DataFrame({"was": was, "now": now})
        return both.select(pl.coalesce("now", "was").alias("segment")).to_series()

    def places(self, keys: pl.Series) -> Ids:
        """The place of each key; UNKNOWN where there is none."""
        rows = self.keys.to_frame().with_row_index("place")
        asked = keys.alias("key").to_frame()
        found = asked.join(rows, on="key", how="left", maintain_order="left")["place"]
        return found.cast(pl.Int64).fill_null(UNKNOWN).to_numpy()

    def spread(self, values: Vector, places: Ids) -> Vector:
        """Values by page_id as sums by place."""
        return np.bincount(places, values, minlength=len(self.keys)).astype(np.float64)

    def named(self, places: Ids, values: pl.Series) -> pl.Series:
        """Values by page_id by place; null where no page has that place."""
        rows = pl.DataFrame({"place": places, "value": values}).unique("place", keep="first")
        every = pl.DataFrame({"place": np.arange(len(self.keys))})
        return every.join(rows, on="place", how="left", maintain_order="left")["value"]

    def page_ids(self, places: Ids) -> Ids:
        """The page_id of each place before; UNKNOWN for pages that were not there."""
        ids = np.full(len(self.keys), UNKNOWN, dtype=np.int64)
        ids[self.old[::-1]] = np.arange(len(self.old))[::-1]
        return ids[places]


def keys_of(facts: Facts, moved: pl.DataFrame) -> pl.Series:
    """The key of each page of a site, by page_id, as it is after the moves."""
    keys = facts.graph.pages.select(key=key_of("url", facts.graph.addresses.site)).to_series()
    return renamed(keys, moved)

"""Two sites side by side: every page of either once, by its key, with its equity in each."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
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
        was = self.of_before(self.before.graph.pages["url"])
        now = self.of_after(self.after.graph.pages["url"])
        both = pl.DataFrame({"was": was, "now": now})
        return both.select(pl.coalesce("now", "was").alias("url")).to_series()

    @cached_property
    def segments(self) -> pl.Series:
        """The segment of each page, by place."""
        was = self.of_before(self.before.segment)
        now = self.of_after(self.after.segment)
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

    @cached_property
    def kinds(self) -> tuple[pl.Series, pl.Series]:
        """What each page was and is, as target kinds, by place; null where it was not there."""
        return (
            self.of_before(self.before.graph.folding.kind.cast(pl.String)),
            self.of_after(self.after.graph.folding.kind.cast(pl.String)),
        )

    @cached_property
    def turned(self) -> npt.NDArray[np.bool_]:
        """The pages that came, went or are of another kind now, by place."""
        was, now = self.kinds
        return was.ne_missing(now).to_numpy()

    def of_before(self, values: pl.Series) -> pl.Series:
        """Values by page_id of the site as it was, by place; null where no page was."""
        return _gathered(values, self.ids_before)

    def of_after(self, values: pl.Series) -> pl.Series:
        """Values by page_id of the site as it is, by place; null where no page is."""
        return _gathered(values, self.ids_after)

    @cached_property
    def ids_before(self) -> Ids:
        """The page_id of each place before; UNKNOWN for pages that were not there."""
        return self._ids(self.old, self.before)

    @cached_property
    def ids_after(self) -> Ids:
        """The page_id of each place afterwards; UNKNOWN for pages that are no longer there."""
        return self._ids(self.new, self.after)

    def _ids(self, places: Ids, facts: Facts) -> Ids:
        """Of several URLs of one page the one that holds its text."""
        ids = np.full(len(self.keys), UNKNOWN, dtype=np.int64)
        speaking = facts.graph.linking.to_numpy()
        for rows in (np.flatnonzero(~speaking), np.flatnonzero(speaking)):
            ids[places[rows][::-1]] = rows[::-1]
        return ids


def _gathered(values: pl.Series, ids: Ids) -> pl.Series:
    known = pl.Series(ids).cast(pl.Int64)
    return values.gather(known.set(known == UNKNOWN, None))


def keys_of(facts: Facts, moved: pl.DataFrame) -> pl.Series:
    """The key of each page of a site, by page_id, as it is after the moves."""
    keys = facts.graph.pages.select(key=key_of("url", facts.graph.addresses.site)).to_series()
    return renamed(keys, moved)

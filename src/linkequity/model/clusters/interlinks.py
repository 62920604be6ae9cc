"""The links of each cluster: pillar ↔ supporting pages, supporting ↔ supporting, what is missing.

Counted are followed content links of a page's own: menus join all pages alike and say nothing.
Missing are links between the pillar page and each supporting page, both ways, and between
supporting pages that are among each other's nearest and do not link either way.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.model.clusters.communities import Groups
from linkequity.model.clusters.tables import MISSING_LINKS

Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Between:
    """Groups with `pillars`, the page_id of each; `linked` pages × pages; `near` pairs of pages."""

    groups: Groups
    pillars: Groups
    linked: csr_array
    near: tuple[Pairs, Pairs]

    def by_page(self) -> pl.DataFrame:
        """Of each page `to_pillar` and `from_pillar` (null for pillars and pages of no group).

        `supporting_out`, `supporting_in`: other supporting pages it links to, and that link to it.
        """
        pages = np.arange(len(self.groups))
        pillar = self.pillars[self.groups] if len(self.pillars) else self.groups
        supports = (self.groups >= 0) & (pillar != pages)
        inside = self._between_supporting(supports)
        told = pl.DataFrame(
            {
                "supports": supports,
                "to_pillar": self._has(pages, pillar),
                "from_pillar": self._has(pillar, pages),
                "supporting_out": np.asarray(inside.sum(axis=1)).ravel().astype(np.int64),
                "supporting_in": np.asarray(inside.sum(axis=0)).ravel().astype(np.int64),
            }
        )
        return told.select(pl.when("supports").then(pl.exclude("supports")).name.keep())

    def by_group(self, pages: pl.DataFrame) -> pl.DataFrame:
        """A row a group, by number, from what `by_page` says."""
        numbered = pages.with_columns(group=pl.Series(self.groups)).filter(pl.col("group") >= 0)
        to, back = pl.col("to_pillar"), pl.col("from_pillar")
        counted = numbered.group_by("group").agg(
            pages=pl.len().cast(pl.Int64),
            two_way=(to & back).sum().cast(pl.Int64),
            only_to_pillar=(to & ~back).sum().cast(pl.Int64),
            only_from_pillar=(~to & back).sum().cast(pl.Int64),
            unlinked=(~to & ~back).sum().cast(pl.Int64),
            supporting_links=pl.col("supporting_out").sum().cast(pl.Int64),
        )
        both = self._two_way_supporting()
        missing = np.bincount(self.groups[self.missing()["source_id"]], minlength=len(both))
        return counted.sort("group").with_columns(
            supporting_two_way=both, missing_links=missing.astype(np.int64)
        )

    def missing(self) -> pl.DataFrame:
        """MISSING_LINKS: to the pillar first, then from it, then between supporting pages."""
        pages = np.flatnonzero(self.groups >= 0)
        pillar = self.pillars[self.groups[pages]]
        supports = pages != pillar
        pages, pillar = pages[supports], pillar[supports]
        return pl.concat(
            [
                self._lacking("to_pillar", pages, pillar),
                self._lacking("from_pillar", pillar, pages),
                self._lacking("supporting", *self._near_supporting()),
            ]
        )

    @cached_property
    def _linked_keys(self) -> Pairs:
        links = self.linked.tocoo()
        return links.row.astype(np.int64) * len(self.groups) + links.col

    def _near_supporting(self) -> tuple[Pairs, Pairs]:
        """Near pairs of supporting pages of one group without a link either way."""
        source, target = self.near
        group = self.groups[source]
        able = (group >= 0) & (group == self.groups[target])
        for side in self.near:
            able &= side != self.pillars[group] if len(self.pillars) else False
        source, target = source[able], target[able]
        apart = ~(self._has(source, target) | self._has(target, source))
        return source[apart], target[apart]

    def _lacking(self, role: str, source: Pairs, target: Pairs) -> pl.DataFrame:
        lacking = ~self._has(source, target)
        named = {"source_id": source[lacking], "target_id": target[lacking]}
        return pl.DataFrame(named).select(
            pl.col("source_id", "target_id").cast(pl.Int32),
            role=pl.lit(role, MISSING_LINKS.schema["role"]),
        )

    def _has(self, source: Pairs, target: Pairs) -> npt.NDArray[np.bool_]:
        """Whether each source links to its target."""
        pages = len(self.groups)
        return np.isin(source * pages + target, self._linked_keys)

    def _between_supporting(self, supports: npt.NDArray[np.bool_]) -> csr_array:
        links = self.linked.tocoo()
        own = supports[links.row] & supports[links.col]
        own &= self.groups[links.row] == self.groups[links.col]
        return csr_array((np.ones(own.sum()), (links.row[own], links.col[own])), links.shape)

    def _two_way_supporting(self) -> Pairs:
        """Pairs of supporting pages of each group that link to each other."""
        pages = np.arange(len(self.groups))
        pillar = self.pillars[self.groups] if len(self.pillars) else self.groups
        inside = self._between_supporting((self.groups >= 0) & (pillar != pages))
        both = inside.multiply(inside.T).tocoo()
        return np.bincount(self.groups[both.row], minlength=len(self.pillars)) // 2

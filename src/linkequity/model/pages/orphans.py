"""Which pages no other page links to, and whether that is proved.

A page without inlinks is an orphan if the crawl saw every page, since only then is a link that
was not met not there. Something else than links must name it, or nobody could know it: pages
known by links alone that do not count (to itself, on pages folded into others) stay
inconclusive, and what could settle it is said.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Final

import polars as pl

from linkequity.model.fact_tables import OrphanVerdict
from linkequity.model.pages.patterns import matches

# What can be brought, in the order in which it settles most.
BRINGABLE: Final = ("sitemap", "logs", "analytics", "search", "backlinks")


@dataclass(frozen=True)
class OrphanProof:
    """What there is to prove orphans with.

    `incomplete_because`: why pages may be missing from the crawl. `sources`: what names pages.
    `intended`: patterns of pages that are meant to stand alone.
    """

    incomplete_because: tuple[str, ...]
    sources: frozenset[str]
    intended: tuple[str, ...]

    def verdict(self, sighted: pl.Series) -> pl.Expr:
        """OrphanVerdict of FACT_PAGES; null for what is linked to, or is no page to link to.

        `sighted`: the page_ids that a source besides links names.
        """
        alone = pl.col("indexable") & ~pl.col("start") & (pl.col("inlinks") == 0)
        named = pl.col("page_id").is_in(sighted.implode())
        sure = named if not self.incomplete_because else pl.lit(value=False)
        return (
            pl.when(alone & self._is_intended())
            .then(pl.lit("intended", OrphanVerdict))
            .when(alone & sure)
            .then(pl.lit("proved", OrphanVerdict))
            .when(alone)
            .then(pl.lit("inconclusive", OrphanVerdict))
        )

    def _is_intended(self) -> pl.Expr:
        patterns = [matches(pl.col("url"), pattern) for pattern in self.intended]
        return reduce(pl.Expr.or_, patterns, pl.lit(value=False))

    def missing(self, *, sighted: bool) -> list[str]:
        """What would settle an inconclusive page, in words."""
        complete = [f"a complete crawl: {reason}" for reason in self.incomplete_because]
        if sighted:
            return complete
        absent = [name for name in BRINGABLE if name not in self.sources]
        return [*complete, f"a source that names the page: {', '.join(absent or BRINGABLE)}"]

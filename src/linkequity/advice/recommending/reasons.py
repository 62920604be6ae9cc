"""Why a link is worth adding: both pages in figures, and one line for people."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from linkequity.advice.recommending.wording import Wording
from linkequity.model.facts import Facts
from linkequity.model.graph import ends

# "Alike as no other pair" is more than 20,000 drawn pairs can say.
SUREST = 0.99


@dataclass(frozen=True)
class Reasons:
    """The figures of all pages that speak for a link."""

    facts: Facts

    @cached_property
    def page_two(self) -> dict[int, int]:
        """Impressions of each page on page two of the results, by queries where known."""
        graph, search = self.facts.graph, self.facts.tables.search
        near = search.with_columns(page_id=graph.addresses.ids(search["url"])).filter(
            pl.col("page_id").is_not_null(),
            pl.col("query").is_not_null() | ~pl.col("query").is_not_null().any().over("url"),
            pl.col("search_position").is_between(10, 20, closed="right"),
        )
        found = (
            near.join(ends(graph.folding), on="page_id", how="left")
            .drop_nulls("target_id")
            .group_by("target_id")
            .agg(pl.col("impressions").sum())
        )
        return dict(found.iter_rows())

    def of(self, source: int, target: int) -> dict[str, float | int | None]:
        """donor_equity, donor_clicks, target_inlinks, target_impressions, target_page_two."""
        equity, clicks = self._pages.row(source)[:2]
        _, _, impressions, inlinks = self._pages.row(target)
        return {
            "donor_equity": equity,
            "donor_clicks": clicks,
            "target_inlinks": inlinks,
            "target_impressions": impressions,
            "target_page_two": self.page_two.get(target),
        }

    @cached_property
    def _pages(self) -> pl.DataFrame:
        return self.facts.pages.select("equity", "clicks", "impressions", "body_inlinks")


def in_one_line(
    wording: Wording | None, relevance: float | None, figures: dict[str, float | int | None]
) -> str:
    """The strongest reasons first, the donor's strength last."""
    return "; ".join(
        [
            *_demand(figures),
            *_words(wording),
            *_alike(relevance),
            *_donor(figures),
        ]
    )


def _demand(figures: dict[str, float | int | None]) -> list[str]:
    said = []
    if figures["target_page_two"]:
        said.append(f"{figures['target_page_two']:,} impressions on page two of the results")
    elif figures["target_impressions"]:
        said.append(f"{figures['target_impressions']:,} impressions in search")
    if not figures["target_inlinks"]:
        said.append("no content links to it yet")
    return said


def _words(wording: Wording | None) -> list[str]:
    if wording is None:
        return []
    return ["a sentence to add" if wording.new_text else "the page names it already"]


def _alike(relevance: float | None) -> list[str]:
    if relevance is None:
        return []
    return [f"more alike than {int(100 * min(relevance, SUREST))}% of the site's pairs of pages"]


def _donor(figures: dict[str, float | int | None]) -> list[str]:
    clicks = figures["donor_clicks"]
    visited = f" and {clicks:,} clicks" if clicks else ""
    return [f"from a page of {figures['donor_equity']:.2f} page units{visited}"]

"""Why a link is worth adding: both pages in figures, and one line for people."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from linkequity.advice.recommending.wording import Wording
from linkequity.model.facts import Facts
from linkequity.model.links.graph import ends

# "Alike as no other pair" is more than 20,000 drawn pairs can say.
SUREST = 0.99
# Links in content that hardly count as served.
FEW = 2


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
    """The strongest reasons first, the donor's strength last; a sentence without its full stop."""
    said = "; ".join(
        [
            *_demand(figures),
            *_words(wording),
            *_alike(relevance),
            *_donor(figures),
        ]
    )
    return said[:1].upper() + said[1:]


def _demand(figures: dict[str, float | int | None]) -> list[str]:
    """What the target has of searches and lacks of links."""
    said = []
    if figures["target_page_two"]:
        said.append(f"shown {figures['target_page_two']:,} times on page two of search results")
    elif figures["target_impressions"]:
        said.append(f"shown {figures['target_impressions']:,} times in search results")
    inlinks = figures["target_inlinks"]
    if not inlinks:
        said.append("no other page links to it in its content yet")
    elif inlinks <= FEW:
        said.append(f"only {_times(inlinks, 'link')} in content so far")
    return said


def _words(wording: Wording | None) -> list[str]:
    if wording is None:
        return []
    if wording.new_text:
        return ["in a sentence to add"]
    return ["in words that are there already"]


def _alike(relevance: float | None) -> list[str]:
    if relevance is None:
        return []
    return [f"closer in topic than {int(100 * min(relevance, SUREST))}% of page pairs"]


def _donor(figures: dict[str, float | int | None]) -> list[str]:
    clicks = figures["donor_clicks"]
    visited = f" and {_times(clicks, 'click')} from search" if clicks else ""
    return [f"from a page with {figures['donor_equity']:.1f} units of equity{visited}"]


def _times(count: float, name: str) -> str:
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"

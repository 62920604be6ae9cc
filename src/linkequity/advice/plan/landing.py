"""The third step: which prospect for which page of the cluster, and what each lifts.

Judged by the target alone: value is what of a unit that lands on a page of the cluster the target
keeps in the end, with the structure in place and as it is today. A prospect's best page is that of
the largest expected = p_win · strength · relevance · value, as in `landing_pages`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from linkequity.advice.landing_pages import landing_pages, rank_prospects
from linkequity.advice.page_kinds import kinds_of
from linkequity.advice.plan.stages import Stage, lifted_from, page_of
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector

# So many at a time: then the next crawl, and the plan again.
PURSUED: Final = 5
# What stands for a backlink where no prospects are known.
ASSUMED_RATING: Final = 50.0


@dataclass(frozen=True)
class Place:
    """A page of the cluster as a landing page: what of one unit the target keeps, today and with
    the structure; how many pages a backlink lifts there, today and then.
    """

    url: str
    page_kind: str
    p_win: float
    value_today: float
    value: float
    lifted_today: int
    lifted: int


@dataclass(frozen=True)
class Pursued:
    """A prospect, where to land it, and what it adds to the target, once won: today and with the
    structure. `brings`: what enters the site with it.
    """

    referring_domain: str | None
    referring_page: str | None
    domain_rating: float | None
    place: Place
    relevance: float | None
    brings: float

    @property
    def lift_today(self) -> float:
        """Of the target, without the structure."""
        return self.brings * self.place.value_today

    @property
    def lift(self) -> float:
        """Of the target, with the structure."""
        return self.brings * self.place.value


def find_places(facts: Facts, then: Stage, urls: list[str]) -> list[Place]:
    """The target and its supporting pages as landing pages, in the order of `urls`."""
    settings = facts.settings.landing_pages
    own = facts.pages.filter(pl.col("url").is_in(urls))
    kinds = dict(zip(own["url"], kinds_of(own, settings.commercial), strict=True))
    today = _kept_by(facts, page_of(facts, urls[0]))
    later = _kept_by(then.facts, then.target)
    return [
        Place(
            url,
            kinds[url],
            settings.p_win[kinds[url]],
            float(today[page_of(facts, url)]),
            float(later[page_of(then.facts, url)]),
            lifted_from(facts, page_of(facts, url)),
            lifted_from(then.facts, page_of(then.facts, url)),
        )
        for url in urls
    ]


def pursue(facts: Facts, prospects: pl.DataFrame, places: list[Place]) -> list[Pursued]:
    """The best PURSUED prospects, one a domain, each with its best page of the cluster."""
    if prospects.is_empty():
        return []
    pages = _as_landing_pages(places)
    ranked, tries = rank_prospects(facts, prospects, pages)
    by_number = {row["number"]: row for row in tries.reverse().iter_rows(named=True)}
    once = ranked.filter(pl.col("expected") > 0).unique(
        "referring_domain", keep="first", maintain_order=True
    )
    by_url = {place.url: place for place in places}
    return [
        _pursued(row, by_number[row["number"]], by_url[by_number[row["number"]]["url"]])
        for row in once.head(PURSUED).iter_rows(named=True)
    ]


def assumed(facts: Facts, places: list[Place]) -> Pursued:
    """One backlink on the target, where no prospects are known."""
    strength = landing_pages(facts, ASSUMED_RATING).strength
    return Pursued(None, None, ASSUMED_RATING, places[0], None, strength)


def entering(facts: Facts, pursued: list[Pursued]) -> Vector:
    """What these backlinks bring into each page of a site."""
    more = np.zeros(len(facts.graph.pages))
    for one in pursued:
        more[page_of(facts, one.place.url)] += one.brings
    return more


def _kept_by(facts: Facts, target: int) -> Vector:
    """What of a unit that lands on each page the target keeps: (1 − d)·h for c = 1 there."""
    alone = np.zeros(len(facts.graph.pages))
    alone[target] = float(facts.indexable[target])
    kept: Vector = (1 - facts.system.damping) * facts.system.adjoint(alone).vector
    return kept


def _as_landing_pages(places: list[Place]) -> pl.DataFrame:
    best = max(place.value for place in places) or 1.0
    return pl.DataFrame(
        [
            {
                "url": place.url,
                "page_kind": place.page_kind,
                "value": place.value,
                "p_win": place.p_win,
                "delivery": place.value / best,
                "break_even_odds": best / place.value if place.value else None,
                "expected": place.p_win * place.value,
            }
            for place in places
        ]
    ).sort("expected", descending=True, maintain_order=True)


def _pursued(row: dict[str, object], best: dict[str, object], place: Place) -> Pursued:
    """`brings`, strength · relevance, is what is expected by p_win · value."""
    expected, relevance = best["expected"], best["relevance"]
    assert isinstance(expected, float)
    rating, domain, page = (
        row[name] for name in ("domain_rating", "referring_domain", "referring_page")
    )
    return Pursued(
        None if domain is None else str(domain),
        None if page is None else str(page),
        rating if isinstance(rating, float) else None,
        place,
        relevance if isinstance(relevance, float) else None,
        expected / (place.p_win * place.value),
    )

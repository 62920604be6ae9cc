"""The document of `linkequity landing-pages`: where a backlink should land, and whose to pursue.

Values and delivery are shares, 0 to 1; strengths and what is brought or expected are in page units
of target equity.
"""

from typing import TypeVar

import msgspec
import polars as pl

from linkequity.advice import survival
from linkequity.advice.landing_pages import LandingPages as Ranked
from linkequity.advice.landing_pages import landing_pages, rank_prospects
from linkequity.advice.landings_in_models import ask_about_landings
from linkequity.app.auditing.models import affordable
from linkequity.app.intake.imports import ImportDoc
from linkequity.base.urls import in_scope
from linkequity.model.facts import Facts

Doc = TypeVar("Doc", bound=msgspec.Struct)
# The document is for reading: `pages` of the results has the value of every page.
TOP_PAGES = 1000
TOP_TARGETS = 20


class TargetDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page that matters, and how much beside the one that matters most (1)."""

    url: str
    worth: float


class LandingPageDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One page as a landing page.

    `value`: target equity created by one unit that lands there. `delivery`: of the best value;
    `break_even_odds` its inverse: worth it if it is that many times easier to win, None where
    nothing is delivered. `brings`: target equity of one backlink of the stated rating. `expected`:
    `p_win` (assumed) × `brings`. `holds_in`: the share of models in which that is about as good
    as the tenth best page's; with `delivery_low` and `delivery_high`, the 5–95% interval, None
    where no models were asked.
    """

    url: str
    title: str | None
    page_kind: str
    value: float
    delivery: float
    break_even_odds: float | None
    brings: float
    p_win: float
    expected: float
    holds_in: float | None = None
    delivery_low: float | None = None
    delivery_high: float | None = None


class PlaceDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page to try a prospect with.

    `relevance`: of the prospect's topic to the page, as a percentile of the site's own links; None
    where there are too few words or links to tell.
    """

    url: str
    page_kind: str
    p_win: float
    delivery: float
    break_even_odds: float | None
    relevance: float | None
    expected: float


class ProspectDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One prospect, with the pages to try, the best first.

    `strength`: what its backlink would bring; each of the domain's `earlier_backlinks` halves it
    (or as `repeat` in the settings says). `expected_equity_months`: what to expect over the
    horizon, links that die counted. `price_ceiling`: what a won link is worth at the median price
    on the list; None without any price there.
    """

    referring_page: str | None
    referring_domain: str | None
    domain_rating: float | None
    page_rating: float | None
    topic: str | None
    price: float | None
    strength: float
    earlier_backlinks: int
    expected: float
    expected_equity_months: float
    price_ceiling: float | None
    places: list[PlaceDoc]


class AssumptionsDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What the answer takes for granted, with the kind of evidence there is for it."""

    p_win: dict[str, float]
    p_win_evidence: str = "assumption"
    unknown_relevance: float = 1.0
    relevance_evidence: str = "assumption"
    horizon_months: float
    months_alive: float
    survival: str = survival.SOURCE
    survival_evidence: str = "observation"


class LandingPages(msgspec.Struct, frozen=True, kw_only=True):
    """Where a backlink should land.

    `judged_by`: priority, search demand or need; `targets` are the pages that matter most by it.
    `count`: landing pages in all, of which `pages` are the first. `prospects` is None where no
    file was given; `own_site`: rows of it that name this site itself.
    """

    judged_by: str
    targets: list[TargetDoc]
    unknown_priority: list[str]
    domain_rating: float
    backlink_strength: float
    count: int
    pages: list[LandingPageDoc]
    prospects: list[ProspectDoc] | None = None
    prospects_file: ImportDoc | None = None
    own_site: int = 0
    assumptions: AssumptionsDoc


def build_landing_pages(
    facts: Facts,
    domain_rating: float,
    prospects: pl.DataFrame | None = None,
    file: ImportDoc | None = None,
) -> LandingPages:
    """The document, with or without PROSPECTS and what came of reading them."""
    ranked = landing_pages(facts, domain_rating)
    others = None if prospects is None else _of_others(facts, prospects)
    return LandingPages(
        judged_by=facts.worth.origin,
        targets=say_targets(facts),
        unknown_priority=list(facts.worth.unknown),
        domain_rating=domain_rating,
        backlink_strength=ranked.strength,
        count=ranked.pages.height,
        pages=_rows(_asked(facts, ranked.pages).head(TOP_PAGES), LandingPageDoc),
        prospects=None if others is None else say_prospects(facts, others, ranked),
        prospects_file=file,
        own_site=0 if prospects is None or others is None else prospects.height - others.height,
        assumptions=say_assumptions(facts),
    )


def _asked(facts: Facts, pages: pl.DataFrame) -> pl.DataFrame:
    models = affordable(facts)
    return ask_about_landings(facts, pages, models) if models else pages


def say_targets(facts: Facts) -> list[TargetDoc]:
    """The pages that matter most."""
    worth = facts.graph.pages.select("url", worth=pl.Series(facts.worth.weights))
    most = worth.filter(pl.col("worth") > 0).sort("worth", "url", descending=[True, False])
    return _rows(most.head(TOP_TARGETS), TargetDoc)


def _of_others(facts: Facts, prospects: pl.DataFrame) -> pl.DataFrame:
    """Prospects that are not this site."""
    site = facts.manifest.site
    domains = prospects["referring_domain"].drop_nulls().unique().to_list()
    own = [d for d in domains if in_scope(f"https://{d}/", site) or site.endswith(f".{d}")]
    return prospects.filter(~pl.col("referring_domain").is_in(own).fill_null(value=False))


def say_prospects(facts: Facts, prospects: pl.DataFrame, ranked: Ranked) -> list[ProspectDoc]:
    """PROSPECTS ranked, each with the pages to try."""
    judged, places = rank_prospects(facts, prospects, ranked.pages)
    by_number: dict[int, list[PlaceDoc]] = {}
    for row in places.iter_rows(named=True):
        by_number.setdefault(row["number"], []).append(msgspec.convert(row, PlaceDoc))
    return [
        msgspec.convert({**row, "places": by_number.get(row["number"], [])}, ProspectDoc)
        for row in judged.with_columns(
            pl.col("expected", "expected_equity_months").fill_null(0.0)
        ).iter_rows(named=True)
    ]


def say_assumptions(facts: Facts) -> AssumptionsDoc:
    """What the settings take for granted."""
    settings = facts.settings.landing_pages
    return AssumptionsDoc(
        p_win=settings.p_win,
        horizon_months=settings.horizon_months,
        months_alive=survival.months_alive(settings.horizon_months),
    )


def _rows(frame: pl.DataFrame, kind: type[Doc]) -> list[Doc]:
    return [msgspec.convert(row, kind) for row in frame.iter_rows(named=True)]

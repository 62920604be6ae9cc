"""Where a backlink should land: what it delivers from each page, and what it must be easier to win.

The page that matters most always delivers most, and is mostly the hardest to win a link for. So
each page is shown with its delivery, value / best value, and the inverse, its break-even odds: how
many times easier a backlink must be to win there for it to be worth as much. Prospects are ranked
by what can be expected of them,

    expected = p_win(page) · strength(prospect) · relevance(prospect, page) · value(page)

in target equity. Relevance is 1 − (1 − `least_relevant`) · (1 − percentile) of the prospect's topic
to the page among the site's own links, and 1 where either has no words.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from linkequity.advice.page_kinds import chance_of, kinds_of
from linkequity.advice.survival import months_alive
from linkequity.base.settings import LandingSettings
from linkequity.model.backlinks.strengths import worths
from linkequity.model.facts import Facts
from linkequity.model.links.topics import RELEVANCE, Grid, relevance_factor, topic_relevance
from linkequity.snapshot.tables import BACKLINKS

# Pages named for each prospect: the best, and what to try where that is refused.
PLACES: Final = 3
# Pages compared with each prospect: with 10,000 prospects 5 million pairs, 40 MB a column.
CONSIDERED: Final = 500


@dataclass(frozen=True)
class LandingPages:
    """`pages`: url, title, page_kind, value, delivery, break_even_odds (null where nothing is
    delivered), brings (target equity of one backlink of the stated rating), p_win and expected,
    what is worth most to try for first. `strength`: of that backlink, in page units.
    """

    pages: pl.DataFrame
    strength: float


def landing_pages(facts: Facts, domain_rating: float) -> LandingPages:
    """Every indexable content page as a landing page for a backlink from a domain so rated."""
    settings = facts.settings.landing_pages
    strength = float(_strength(facts, _unknown_prospect(domain_rating))[0])
    pages = facts.pages.filter(pl.Series(facts.content))
    best = pl.col("value").max()
    ranked = (
        pages.select("url", "title", "value", page_kind=kinds_of(pages, settings.commercial))
        .with_columns(
            delivery=pl.when(best > 0).then(pl.col("value") / best).otherwise(0.0),
            break_even_odds=pl.when(pl.col("value") > 0).then(best / pl.col("value")),
            brings=pl.col("value") * strength,
            p_win=chance_of(pl.col("page_kind"), settings.p_win),
        )
        .with_columns(expected=pl.col("p_win") * pl.col("brings"))
        .sort("expected", "value", "url", descending=[True, True, False])
    )
    return LandingPages(ranked, strength)


def rank_prospects(
    facts: Facts, prospects: pl.DataFrame, pages: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Prospects with what to expect of each, best first; and the places to try for each of them.

    `prospects`: PROSPECTS; `pages`: of LandingPages. The first frame adds number, strength,
    earlier_backlinks, expected, expected_equity_months and price_ceiling to the prospects; the
    second has number, url, page_kind, p_win, delivery, break_even_odds, relevance (percentile;
    null where unknown), expected.
    """
    settings = facts.settings.landing_pages
    numbered = prospects.with_row_index("number").join(
        _given_already(facts), on="referring_domain", how="left", maintain_order="left"
    )
    judged = numbered.with_columns(
        pl.col("earlier_backlinks").fill_null(0), worth=_strength(facts, prospects)
    ).with_columns(
        strength=pl.col("worth")
        * pl.lit(facts.settings.weights.repeat).pow(pl.col("earlier_backlinks"))
    )
    places = _places(facts, judged, pages)
    best = places.group_by("number").agg(
        expected=pl.col("expected").max(),
        if_won=pl.col("if_won").sort_by("expected").last(),
    )
    priced = _priced(judged.join(best, on="number", how="left"), settings)
    ranked = priced.sort("expected", "number", descending=[True, False]).drop("worth", "if_won")
    return ranked, places.drop("if_won")


def _unknown_prospect(domain_rating: float) -> pl.DataFrame:
    return pl.DataFrame({"domain_rating": [domain_rating], "page_rating": [None]})


def _strength(facts: Facts, prospects: pl.DataFrame) -> pl.Series:
    """What a followed backlink of each prospect would bring, were it its domain's first."""
    ratings = prospects.select(pl.col("page_rating", "domain_rating").cast(pl.Float64))
    rows = pl.concat([BACKLINKS.empty(), ratings], how="diagonal")
    return worths(rows, facts.settings.weights).rename("worth")


def _given_already(facts: Facts) -> pl.DataFrame:
    """Backlinks that count, by domain: the next of a domain counts less, by the repeat rule."""
    counting = facts.backlinks.filter(pl.col("strength") > 0).drop_nulls("referring_domain")
    return counting.group_by("referring_domain").agg(earlier_backlinks=pl.len().cast(pl.Int64))


def _places(facts: Facts, prospects: pl.DataFrame, pages: pl.DataFrame) -> pl.DataFrame:
    """The best pages for each prospect: number, what is said of the pages, relevance, expected."""
    near = _within_reach(pages, facts.settings.weights.least_relevant)
    page_ids = facts.graph.addresses.exact(near["url"])
    relevance = topic_relevance(facts.text, prospects["topic"], page_ids)
    strength = prospects["strength"].to_numpy()[:, np.newaxis]
    if_won = strength * near["value"].to_numpy() * _factor(relevance, facts)
    expected = if_won * near["p_win"].to_numpy()
    best = np.argsort(-expected, axis=1, kind="stable")[:, :PLACES]
    row, place = np.repeat(np.arange(len(best)), best.shape[1]), best.ravel()
    columns = ("url", "page_kind", "p_win", "delivery", "break_even_odds")
    return near.select(columns)[place].select(
        prospects["number"][row],
        *columns,
        relevance=pl.Series(relevance[row, place]).fill_nan(None),
        expected=pl.Series(expected[row, place]),
        if_won=pl.Series(if_won[row, place]),
    )


def _within_reach(pages: pl.DataFrame, least: float) -> pl.DataFrame:
    """The pages that could be among the best places if only they are relevant enough."""
    bar = pages["expected"].head(PLACES).min()
    return pages.filter(pl.col("expected") >= least * pl.lit(bar)).head(CONSIDERED)


def _factor(relevance: Grid, facts: Facts) -> Grid:
    flat = pl.DataFrame({RELEVANCE: relevance.ravel()}).fill_nan(None)
    factor = flat.select(relevance_factor(facts.settings.weights)).to_series().to_numpy()
    return factor.reshape(relevance.shape)


def _priced(judged: pl.DataFrame, settings: LandingSettings) -> pl.DataFrame:
    """Equity-months to expect, and what a won link is worth at the list's own going rate.

    The rate is the median of price / equity-months if won over the prospects with a price: above
    its ceiling a prospect costs more for what it brings than half of those on the list.
    """
    months = months_alive(settings.horizon_months)
    if_won = pl.col("if_won") * months
    rate = (pl.col("price") / if_won).filter(pl.col("price").is_not_null() & (if_won > 0)).median()
    return judged.with_columns(
        expected_equity_months=pl.col("expected") * months, price_ceiling=if_won * rate
    )

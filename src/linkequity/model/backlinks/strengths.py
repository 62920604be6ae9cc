"""Backlinks: what each brings, and where it lands.

strength = value × position × rel × relevance × repeat. `value` follows from a 0–100 rating of the
referring page where there is one, else of its domain, else it is `unrated`; the n-th backlink of a
domain counts `repeat`^(n−1), by first-seen date, then referring URL, those of a scenario last.
Several rows that name one referring page and one target are one backlink, as several links from a
page to one target are one link; the best of them counts. Lost and unfollowed ones bring nothing
and take no turn among those of their domain.
"""

from typing import Final

import numpy as np
import polars as pl

from linkequity.base.settings import Weights
from linkequity.model.fact_tables import FACT_BACKLINKS, TargetKind
from linkequity.model.links.graph import Graph, ends
from linkequity.model.links.topics import RELEVANCE, relevance_factor
from linkequity.model.links.weights import Transition, Vector, sum_by

# Preferred first: a vendor's own measure before one that nobody vouches for; of Majestic's two the
# one that asks who links, not how many.
PAGE_RATINGS: Final = (
    "ahrefs_url_rating",
    "moz_page_authority",
    "majestic_trust_flow",
    "majestic_citation_flow",
    "semrush_page_score",
    "page_rating",
)
DOMAIN_RATINGS: Final = ("ahrefs_domain_rating", "moz_domain_authority", "domain_rating")
SCENARIO_VENDOR: Final = "scenario"
# What was not read may well be an indexable page: nothing lands, and nothing is called lost.
UNREAD: Final = ("uncertain", "not_crawled")


def place_backlinks(
    backlinks: pl.DataFrame, graph: Graph, transition: Transition, weights: Weights
) -> pl.DataFrame:
    """FACT_BACKLINKS: the backlinks of this site, in their order; rows of other sites left out."""
    own = with_relevance(_of_this_site(backlinks, graph))
    takes = ends(graph.folding).with_columns(
        end_url=_holding_url(graph, transition),
    )
    return (
        own.with_columns(
            strength=_strengths(own, weights), page_id=graph.addresses.ids(own["target"])
        )
        .join(takes, on="page_id", how="left", maintain_order="left")
        .with_columns(
            landing=pl.col("end_url"),
            landing_kind=pl.col("end_kind").fill_null(pl.lit("not_crawled", TargetKind)),
        )
        .with_columns(lost_at_door=_is_lost())
        .select(FACT_BACKLINKS.schema.names())
    )


def with_relevance(backlinks: pl.DataFrame) -> pl.DataFrame:
    """Backlinks with `relevance`, null where nobody has read them."""
    if RELEVANCE in backlinks.columns:
        return backlinks
    return backlinks.with_columns(pl.lit(None, pl.Float64).alias(RELEVANCE))


def equity_in(placed: pl.DataFrame, graph: Graph) -> Vector:
    """What backlinks bring into each page, in page units."""
    landed = placed.filter(pl.col("landing").is_not_null(), pl.col("strength") > 0)
    page_id = graph.addresses.exact(landed["landing"])
    return sum_by(page_id, landed["strength"], len(graph.pages))


def _of_this_site(backlinks: pl.DataFrame, graph: Graph) -> pl.DataFrame:
    targets = backlinks["target"].drop_nulls().unique()
    own = [url for url in targets if graph.addresses.owns(url)]
    return backlinks.filter(pl.col("target").is_in(own))


def _holding_url(graph: Graph, transition: Transition) -> pl.Series:
    """Of each page the URL it ends at, where that holds equity; else null."""
    end = graph.folding.end
    holds = (end >= 0) & transition.holds[end]
    urls = pl.DataFrame({"url": graph.folding.resolved_url, "holds": holds})
    return urls.select(pl.when("holds").then("url").alias("end_url")).to_series()


def _is_lost() -> pl.Expr:
    unread = pl.col("landing_kind").cast(pl.String).is_in(UNREAD)
    return pl.col("landing").is_null() & (pl.col("strength") > 0) & ~unread


def _strengths(backlinks: pl.DataFrame, weights: Weights) -> pl.Series:
    """The strength of each backlink, in page units; repeats and rel counted in."""
    counting = turns(backlinks, weights)
    strengths = np.zeros(len(backlinks))
    strengths[counting["number"].to_numpy()] = (
        counting["worth"].to_numpy() * weights.repeat ** counting["turn"].to_numpy()
    )
    return pl.Series("strength", strengths)


def turns(backlinks: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """The backlinks that count: `number` of the row, `worth` alone, `turn` in its domain from 0."""
    rows = backlinks.with_row_index("number").with_columns(
        worths(backlinks, weights).alias("worth"),
        giver=pl.coalesce("referring_domain", "referring_page", _own_name("number")),
        link=pl.coalesce("referring_page", _own_name("number")),
        late=(pl.col("vendor") == SCENARIO_VENDOR).fill_null(value=False),
    )
    return (
        rows.filter(pl.col("worth") > 0)
        .sort("worth", "number", descending=[True, False])
        .unique(["link", "target"], keep="first", maintain_order=True)
        .sort("late", "first_seen", "link", "target", "number", nulls_last=True)
        .with_columns(turn=pl.int_range(pl.len()).over("giver"))
        .select("number", "worth", "turn")
    )


def worths(backlinks: pl.DataFrame, weights: Weights) -> pl.Series:
    """What each backlink is worth alone, repeats aside, in page units."""
    factors = _value(weights) * _position(weights) * _followed() * relevance_factor(weights)
    return with_relevance(backlinks).select(factors).to_series()


def _own_name(number: str) -> pl.Expr:
    """Stands for a name that a row lacks, so that such rows are nobody's repeats."""
    return pl.format("row {}", number)


def _value(weights: Weights) -> pl.Expr:
    """What a rating is worth; ratings outside 0–100 are taken as the nearest end."""
    page, domain = (
        pl.coalesce(pl.col(ratings).fill_nan(None)).clip(0, 100)
        for ratings in (PAGE_RATINGS, DOMAIN_RATINGS)
    )
    return pl.coalesce(
        weights.page_scale * pl.lit(10.0).pow(page / weights.page_slope),
        weights.domain_scale * pl.lit(10.0).pow(domain / weights.domain_slope),
        weights.unrated,
    )


def _position(weights: Weights) -> pl.Expr:
    """By where it stands on the referring page; 1 where that is not known."""
    names = ("content", "breadcrumb", "sidebar", "navigation", "header", "footer")
    factors = {name: float(getattr(weights, name)) for name in names}
    position = pl.col("link_position").cast(pl.String)
    return position.replace_strict(factors, default=None, return_dtype=pl.Float64).fill_null(1.0)


def _followed() -> pl.Expr:
    off = pl.any_horizontal(
        pl.col(c).fill_null(value=False) for c in ("nofollow", "ugc", "sponsored", "lost")
    )
    return pl.when(off).then(0.0).otherwise(1.0)

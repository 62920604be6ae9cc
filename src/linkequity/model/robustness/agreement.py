"""How sure an answer is: the same question put to many models.

Nobody knows the true weights. A ranking is stable where models agree on it; advice holds in a
model if its lift there is above 0 and at least HOLDS of what that model's K-th best candidate
lifts. That a lift is above 0 alone says nothing: of random links 92 to 100% lift in every model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl

from linkequity.model.fact_tables import UNITS
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import ABOUT_BACKLINKS, draw, ends
from linkequity.model.robustness.link_lists import Block
from linkequity.snapshot.tables import Column, Table

HOLDS: Final = 0.8
# An interval leaves out one model in twenty at each end.
LOW, HIGH = 0.05, 0.95
# Equities closer than this are equal: far above what solving leaves, far below what matters.
SAME: Final = 1e-6

PAGE_RANKS: Final = Table(
    "page_ranks",
    "one indexable content page, the most equity first",
    (
        Column("url", pl.String, "the page"),
        Column("rank", pl.Int64, "by equity among content pages, under the settings; 1 is first"),
        Column("rank_low", pl.Float64, "5% of the models rank it higher than this"),
        Column("rank_high", pl.Float64, "5% of the models rank it lower than this"),
        Column("equity", pl.Float64, "under the settings", UNITS),
        Column("equity_share", pl.Float64, "share of all equity kept, under the settings"),
        Column("equity_share_low", pl.Float64, "5% of the models give it less"),
        Column("equity_share_high", pl.Float64, "5% of the models give it more"),
    ),
)


@dataclass(frozen=True)
class KnobEffect:
    """How far one knob alone, at its worse end, moves the ranking: Spearman's ρ, 1 for not."""

    knob: str
    spearman: float


@dataclass(frozen=True)
class Robustness:
    """How far `models` models, drawn with `seed`, agree on the ranking of content pages.

    `rank_stability`: median of Spearman's ρ with the ranking under the settings; `rank_stability_
    low`: 5% of the models agree less. `knobs`: the one that moves most first. `pages`: PAGE_RANKS.
    `drawn`: the models, solved.
    """

    models: int
    seed: int
    rank_stability: float
    rank_stability_low: float
    knobs: tuple[KnobEffect, ...]
    pages: pl.DataFrame
    drawn: Ensemble = field(repr=False, compare=False)


def measure_robustness(facts: Facts, models: int, seed: int) -> Robustness:
    """Rank the site's content pages under so many models, and under each knob alone."""
    weights = facts.settings.weights
    alone = ends(weights)
    if facts.backlinks.is_empty():
        alone = [(knob, model) for knob, model in alone if knob not in ABOUT_BACKLINKS]
    ensemble = Ensemble(facts, [*draw(weights, models, seed), *(model for _, model in alone)])
    content = facts.content
    equity = ensemble.equity
    ranks = rank(equity[content])
    agreement = spearman(ranks)
    drawn = agreement[1:models] if models > 1 else np.ones(1)
    return Robustness(
        models=models,
        seed=seed,
        rank_stability=float(np.median(drawn)),
        rank_stability_low=float(np.quantile(drawn, LOW)),
        knobs=_effects([knob for knob, _ in alone], agreement[models:]),
        pages=_page_ranks(facts, equity[:, :models], ranks[:, :models]),
        drawn=ensemble.first(models),
    )


def rank(equity: Block) -> Block:
    """Ranks of the rows in each column, 1 for the most; equal ones share the middle rank."""
    floor = np.finfo(float).tiny
    levels = np.round(np.log(np.maximum(equity, floor)) / SAME)
    columns = pl.DataFrame(levels) if len(equity) else pl.DataFrame()
    ranks: Block = columns.select(pl.all().rank("average", descending=True)).to_numpy()
    return ranks if len(equity) else equity


def spearman(ranks: Block) -> Vector:
    """Spearman's ρ of each column of ranks with the first; 1 where neither tells pages apart."""
    if not len(ranks):
        return np.ones(ranks.shape[1])
    away = ranks - ranks.mean(axis=0)
    size = np.sqrt((away**2).sum(axis=0))
    both = size * size[0]
    told = np.divide(away[:, 0] @ away, both, out=np.zeros_like(both), where=both > 0)
    return np.where((size == 0) & (size[0] == 0), 1.0, told)


def holds_in(lifts: Block, best: int, *, share: float = HOLDS) -> Vector:
    """The share of models in which each candidate holds, from lifts (candidates × models).

    It holds in a model if its lift is above 0 and at least `share` of that model's K-th best, K
    being `best` (or all candidates, where there are fewer).
    """
    if not len(lifts):
        return np.empty(0)
    place = max(len(lifts) - best, 0)
    bar = np.partition(lifts, place, axis=0)[place]
    found: Vector = ((lifts > 0) & (lifts >= share * bar)).mean(axis=1)
    return found


def interval(amounts: Block) -> tuple[Vector, Vector]:
    """What 5% of the models (columns) stay below, and what 5% exceed, of each row.

    Never without the first column, which is the settings' own model.
    """
    if not amounts.size:
        return np.empty(0), np.empty(0)
    low, high = np.quantile(amounts, (LOW, HIGH), axis=1)
    return np.minimum(low, amounts[:, 0]), np.maximum(high, amounts[:, 0])


def _effects(knobs: Sequence[str], agreement: Vector) -> tuple[KnobEffect, ...]:
    worse: dict[str, float] = {}
    for knob, found in zip(knobs, agreement, strict=True):
        worse[knob] = min(worse.get(knob, 1.0), float(found))
    return tuple(
        KnobEffect(knob, worse[knob]) for knob in sorted(worse, key=lambda k: (worse[k], k))
    )


def _page_ranks(facts: Facts, equity: Block, ranks: Block) -> pl.DataFrame:
    total = equity.sum(axis=0)
    shares = equity[facts.content] / np.where(total > 0, total, 1.0)
    rank_low, rank_high = interval(ranks)
    share_low, share_high = interval(shares)
    found = pl.DataFrame(
        {
            "url": facts.graph.pages["url"].filter(pl.Series(facts.content)),
            "middle": ranks[:, 0],
            "rank_low": rank_low,
            "rank_high": rank_high,
            "equity": equity[facts.content, 0],
            "equity_share": shares[:, 0],
            "equity_share_low": share_low,
            "equity_share_high": share_high,
        }
    )
    return (
        found.sort("middle", "url")
        .with_columns(rank=pl.col("middle").rank("min").cast(pl.Int64))
        .select(PAGE_RANKS.schema.names())
    )

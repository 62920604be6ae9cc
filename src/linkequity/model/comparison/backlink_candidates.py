"""What one domain's backlinks changed, as single edits: they change the source alone."""

from functools import partial

import numpy as np
import polars as pl

from linkequity.base.ids import page_key
from linkequity.model.backlinks.strengths import equity_in, place_backlinks
from linkequity.model.comparison.backlinks_then import BacklinkChanges
from linkequity.model.comparison.both import Both
from linkequity.model.comparison.single_edits import Candidate, Kind, Told
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector

GIVER = pl.coalesce("referring_domain", "referring_page")


def backlink_candidates(both: Both, changed: BacklinkChanges, most: int) -> list[Candidate]:
    """The domains whose backlinks came or went, those that bring most first: at most so many."""
    told = pl.concat(
        [
            rows.select(GIVER.alias("giver"), "target", won=pl.lit(won))
            for rows, won in ((changed.won, True), (changed.lost, False))
        ]
    ).drop_nulls("giver")
    groups = told.group_by("giver").agg(
        won=pl.col("won").sum(),
        lost=(~pl.col("won")).sum(),
        target=pl.when(pl.col("target").n_unique() == 1).then(pl.col("target").first()),
    )
    candidates = [_candidate(both, row) for row in _weightiest(both, groups, most).to_dicts()]
    return sorted(candidates, key=lambda candidate: -candidate.size)[:most]


def _weightiest(both: Both, groups: pl.DataFrame, most: int) -> pl.DataFrame:
    """Domains by what all of their backlinks bring, before or after."""
    placed = pl.concat([both.before.backlinks, both.after.backlinks])
    brings = placed.group_by(giver=GIVER).agg(brings=pl.col("strength").sum())
    ranked = groups.join(brings, on="giver", how="left").sort(
        "brings", "giver", descending=[True, False], nulls_last=True
    )
    return ranked.head(4 * most)


def _candidate(both: Both, group: dict[str, object]) -> Candidate:
    won, lost = int(str(group["won"])), int(str(group["lost"]))
    kind: Kind = (
        "backlinks_changed" if won and lost else "backlinks_won" if won else "backlinks_lost"
    )
    giver, target = str(group["giver"]), group["target"]
    parcel = _parcel(both, giver)
    page = page_key(str(target), both.after.graph.addresses.site) if target else None
    told = Told(kind, source=giver, target=page, count=won + lost)
    return Candidate(told, float(np.abs(parcel).sum()), partial(_effect, both, parcel))


def _parcel(both: Both, giver: str) -> Vector:
    """What the domain's backlinks bring in more on each page of the site as it was, by page_id."""
    facts = both.before
    after, before = (
        _entering(facts, tables.filter(GIVER.eq(giver)))
        for tables in (both.after.tables.backlinks, facts.tables.backlinks)
    )
    return np.asarray(after - before)


def _entering(facts: Facts, backlinks: pl.DataFrame) -> Vector:
    weights = facts.settings.weights
    placed = place_backlinks(backlinks, facts.graph, facts.transition, weights)
    return equity_in(placed, facts.graph)


def _effect(both: Both, parcel: Vector) -> Vector:
    facts = both.before
    change = facts.system.forward(parcel).vector
    return both.spread((1 - facts.flow.damping) * change * facts.indexable, both.old)

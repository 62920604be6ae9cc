"""Links added, removed and weighed anew, as single edits: one link, one menu link, one page's."""

from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np
import polars as pl

from linkequity.model.comparison.both import UNKNOWN, Both, Ids
from linkequity.model.comparison.single_edits import Candidate, Kind, Told
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.model.whatif.changes import LinkChanges, row_changes
from linkequity.model.whatif.edited import edit_pages

PAIR: Final = ("source", "target")
# Smaller changes of one weight are the site's percentiles moving, not an edit.
WEIGHED_ANEW: Final = 0.2
KINDS: Final[dict[str, Kind]] = {
    "added": "link_added",
    "removed": "link_removed",
    "followed": "link_followed",
    "unfollowed": "link_unfollowed",
    "weighed": "link_weighed_anew",
}


def link_candidates(both: Both, most: int) -> list[Candidate]:
    """The edits of links that concern most equity: at most so many, the largest first."""
    changed = changed_pairs(both)
    if changed.is_empty():
        return []
    groups = [*_by_target(both, changed, most), *_by_source(both, changed, most)]
    singles = _singles(both, changed, most)
    return sorted([*groups, *singles], key=lambda candidate: -candidate.size)[:most]


def changed_pairs(both: Both) -> pl.DataFrame:
    """Pairs of pages whose counted links weigh otherwise, both pages there before and after.

    source and target (places; UNKNOWN for all other sites together), passed and leaked (changes
    of weight), kind, link_position, size (page units that the change concerns).
    """
    old = _counted(both, both.before, both.old)
    new = _counted(both, both.after, both.new)
    pairs = old.join(new, on=PAIR, how="full", coalesce=True, suffix="_after").with_columns(
        pl.col("passed", "leaked", "passed_after", "leaked_after").fill_null(0.0),
        steady=pl.col("steady").fill_null(value=True)
        & pl.col("steady_after").fill_null(value=True),
        kind=_kind(),
        link_position=pl.coalesce("link_position_after", "link_position"),
    )
    return (
        pairs.filter(pl.col("kind").is_not_null(), pl.col("steady"), _stayed(both))
        .with_columns(
            passed=pl.col("passed_after") - pl.col("passed"),
            leaked=pl.col("leaked_after") - pl.col("leaked"),
        )
        .select(*PAIR, "passed", "leaked", "kind", "link_position", size=_size(both))
    )


def _counted(both: Both, facts: Facts, places: Ids) -> pl.DataFrame:
    """Of each pair the weight that is passed and that leaks; all other sites are one target.

    Not `steady`: a page that the links name has turned, and took them elsewhere.
    """
    written = facts.graph.addresses.exact(facts.tables.links["target"]).fill_null(UNKNOWN)
    links = facts.graph.links.select("source_id", "target_id", "link_position").with_columns(
        weight=facts.transition.weight,
        passes=facts.transition.passes,
        steady=~np.append(both.turned[places], False)[written.to_numpy()],
    )
    counted = links.filter(pl.col("weight") > 0).drop_nulls("source_id")
    target = counted["target_id"].fill_null(UNKNOWN).to_numpy()
    named = counted.with_columns(
        source=places[counted["source_id"].to_numpy()],
        target=np.where(target == UNKNOWN, UNKNOWN, places[target]),
    )
    return named.group_by(PAIR).agg(
        passed=pl.col("weight").filter("passes").sum(),
        leaked=pl.col("weight").filter(~pl.col("passes")).sum(),
        link_position=pl.col("link_position").cast(pl.String).first(),
        steady=pl.col("steady").all(),
    )


def _kind() -> pl.Expr:
    was = pl.col("passed").fill_null(0.0) + pl.col("leaked").fill_null(0.0)
    now = pl.col("passed_after").fill_null(0.0) + pl.col("leaked_after").fill_null(0.0)
    moved = (now - was).abs() > WEIGHED_ANEW * was
    passed = pl.col("passed").fill_null(0.0) > 0
    passes = pl.col("passed_after").fill_null(0.0) > 0
    return (
        pl.when(was == 0)
        .then(pl.lit("added"))
        .when(now == 0)
        .then(pl.lit("removed"))
        .when(passed & ~passes)
        .then(pl.lit("unfollowed"))
        .when(passes & ~passed)
        .then(pl.lit("followed"))
        .when(moved)
        .then(pl.lit("weighed"))
    )


def _stayed(both: Both) -> pl.Expr:
    """Both pages hold equity before and after: what turns a page itself is another edit."""
    holds = [
        both.spread(facts.transition.holds.astype(np.float64), places) > 0
        for facts, places in ((both.before, both.old), (both.after, both.new))
    ]
    spoke = both.spread(both.before.graph.linking.to_numpy().astype(np.float64), both.old) > 0
    speaks = both.spread(both.after.graph.linking.to_numpy().astype(np.float64), both.new) > 0
    known = both.ids_before != UNKNOWN
    still = pl.Series(np.flatnonzero(spoke & speaks & known)).implode()
    same = pl.Series([UNKNOWN, *np.flatnonzero((holds[0] == holds[1]) & known)]).implode()
    return pl.col("source").is_in(still) & pl.col("target").is_in(same)


def _size(both: Both) -> pl.Expr:
    """What flows, or would, through the weight that changes."""
    facts = both.before
    per_weight = both.spread(facts.flow.x / (facts.transition.totals + 1.0), both.old)
    moved = pl.col("passed").abs() + pl.col("leaked").abs()
    return moved * facts.flow.damping * pl.lit(pl.Series(per_weight)).gather(pl.col("source"))


def _by_target(both: Both, changed: pl.DataFrame, most: int) -> Iterator[Candidate]:
    """The same link on several pages, as in a menu: one edit of a template."""
    rule = ("target", "link_position", "kind")
    largest = _largest(changed, rule, most)
    for target, position, kind, count, size in largest.iter_rows():
        same = (
            (pl.col("target") == target)
            & (pl.col("kind") == kind)
            & pl.col("link_position").eq_missing(position)
        )
        told = Told(KINDS[kind], target=_key(both, target), link_position=position, count=count)
        yield Candidate(told, size, partial(effect_of_links, both, changed.filter(same)))


def _by_source(both: Both, changed: pl.DataFrame, most: int) -> Iterator[Candidate]:
    """All that changed in the links of one page."""
    for source, count, size in _largest(changed, ("source",), most).iter_rows():
        told = Told("page_relinked", source=_key(both, source), count=count)
        mine = changed.filter(pl.col("source") == source)
        yield Candidate(told, size, partial(effect_of_links, both, mine))


def _largest(changed: pl.DataFrame, rule: tuple[str, ...], most: int) -> pl.DataFrame:
    """Groups of several pairs, those that concern most equity first."""
    groups = changed.group_by(rule).agg(count=pl.len(), size=pl.col("size").sum())
    return (
        groups.filter(pl.col("count") > 1)
        .sort("size", *rule, descending=[True] + [False] * len(rule))
        .head(most)
    )


def _singles(both: Both, changed: pl.DataFrame, most: int) -> Iterator[Candidate]:
    largest = changed.sort("size", *PAIR, descending=[True, False, False]).head(most)
    for number, row in enumerate(largest.iter_rows(named=True)):
        told = Told(
            KINDS[row["kind"]],
            source=_key(both, row["source"]),
            target=_key(both, row["target"]),
            link_position=row["link_position"],
        )
        only = largest.slice(number, 1)
        yield Candidate(told, row["size"], partial(effect_of_links, both, only))


def _key(both: Both, place: int) -> str | None:
    return None if place == UNKNOWN else str(both.keys[place])


def effect_of_links(both: Both, changed: pl.DataFrame) -> Vector:
    """What the changed pairs alone do to the equity of each page, by place."""
    facts = both.before
    source = both.ids_before[changed["source"].to_numpy()]
    target = both.ids_before[changed["target"].to_numpy()]
    links = LinkChanges(
        source,
        np.where(changed["target"].to_numpy() == UNKNOWN, source, target),
        changed["passed"].to_numpy(),
        changed["leaked"].to_numpy(),
    )
    change = edit_pages(facts.standing, row_changes(facts.system, links)).change
    return both.spread((1 - facts.flow.damping) * change * facts.indexable, both.old)

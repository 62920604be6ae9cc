"""Candidates: links that could be added, named by the owner or found in the site itself.

By default every pair of content pages of one segment, in each direction, that has no content link
yet. Segments too large for that put forward their strongest donors and the pages of the highest
value, equally many of each, so that all segments together stay below `PAIRS`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.advice.taste import Taste
from linkequity.base.urls import resolve
from linkequity.model.facts import Facts
from linkequity.model.links.weights import weight_at
from linkequity.model.whatif.scoring import Pairs

# A million pairs take some 60 MB and are scored in 10 ms; greedy choice scores them at each step.
PAIRS: Final = 1_000_000
SCHEMA: Final = pl.Schema(
    {
        "source_id": pl.Int32,
        "target_id": pl.Int32,
        "anchor_text": pl.String,
        "relevance": pl.Float64,
        "passed": pl.Float64,
        "leaked": pl.Float64,
    }
)
DECIDED: Final = "accepted or rejected before"
REASONS: Final = (
    "no such page",
    DECIDED,
    "not an indexable content page",
    "a page that says nofollow",
    "the same page",
    "linked already",
    "named twice",
)


@dataclass(frozen=True)
class Candidates:
    """`table`: SCHEMA, ordered by source, one row a pair; what each changes is as in LinkChanges.

    `relevance` is null where no text was read. `left_out`: pairs not taken up, by reason.
    `holds_in`: of each row the share of models it holds in; None where none were asked. `taste`:
    which rows bar which others, where the words of each are known. `new_text`: whose sentence has
    to be written; None where no words are known.
    """

    table: pl.DataFrame
    left_out: Mapping[str, int]
    holds_in: npt.NDArray[np.float64] | None = None
    taste: Taste | None = None
    new_text: npt.NDArray[np.bool_] | None = None

    @property
    def pairs(self) -> Pairs:
        """The pairs, as scoring reads them."""
        columns = ("source_id", "target_id", "passed", "leaked")
        return Pairs(*(self.table[name].to_numpy() for name in columns))


def find_candidates(facts: Facts, limit: int = PAIRS) -> Candidates:
    """Pairs of content pages within a segment, at most `limit`, the same pairs every time."""
    pages = facts.pages.select("page_id", "segment", "value", "donor_strength").filter(
        pl.Series(facts.content)
    )
    able = ~pl.col("page_id").is_in(np.flatnonzero(_quiet(facts)))
    sizes = pages.group_by("segment").len()["len"].to_numpy()
    side = _largest_side(sizes, limit)
    donors = _best(pages.filter(able), "donor_strength", side)
    targets = _best(pages, "value", side)
    named = donors.select("segment", source_id="page_id").join(
        targets.select("segment", target_id="page_id"), on="segment"
    )
    return Candidates(take_up(facts, named.select("source_id", "target_id")).table, {})


def name_candidates(
    facts: Facts, named: pl.DataFrame, settled: Collection[tuple[int, int]] = ()
) -> Candidates:
    """The pairs of a table with source, target, anchor_text, relevance: URLs, or paths here.

    `settled`: pairs of page_ids that were decided about, and are left out.
    """
    ids = {
        f"{side}_id": _page_ids(facts, named[side]).cast(pl.Int32) for side in ("source", "target")
    }
    known = named.select("anchor_text", "relevance").with_columns(**ids)
    found = known.drop_nulls(["source_id", "target_id"])
    ends = {"source_id": pl.Int32, "target_id": pl.Int32}
    decided = pl.DataFrame([*settled], schema=ends, orient="row")
    undecided = found.join(decided, on=[*ends], how="anti", maintain_order="left")
    counts = {
        "no such page": known.height - found.height,
        DECIDED: found.height - undecided.height,
    }
    return _taken_up(facts, undecided, counts)


def take_up(facts: Facts, named: pl.DataFrame) -> Candidates:
    """The pairs of a table with source_id, target_id that may be linked."""
    return _taken_up(facts, named, {})


def _largest_side(sizes: npt.NDArray[np.integer], limit: int) -> int:
    """The largest k for which the sum of min(size, k)² is at most `limit`; at least 1."""
    low, high = 1, int(sizes.max(initial=1))
    while low < high:
        middle = (low + high + 1) // 2
        fits = int((np.minimum(sizes, middle).astype(np.int64) ** 2).sum()) <= limit
        low, high = (middle, high) if fits else (low, middle - 1)
    return low


def _best(pages: pl.DataFrame, measure: str, side: int) -> pl.DataFrame:
    """Of each segment the pages with most of a measure; of equals the first by URL."""
    ordered = pages.sort(measure, "page_id", descending=[True, False])
    return ordered.group_by("segment", maintain_order=True).head(side)


def _quiet(facts: Facts) -> npt.NDArray[np.bool_]:
    return facts.graph.pages["nofollow"].fill_null(value=False).to_numpy()


def _page_ids(facts: Facts, names: pl.Series) -> pl.Series:
    """The page each name ends at; null where it means none."""
    origin, policy = facts.graph.addresses.origin + "/", facts.settings.crawl.url_policy
    urls = {name: resolve(origin, name, policy) for name in names.drop_nulls().unique()}
    ids = facts.graph.addresses.ids(pl.Series([urls.get(n) for n in names], dtype=pl.String))
    ends = np.where(ids.is_null(), -1, facts.graph.folding.end[ids.fill_null(0).to_numpy()])
    return pl.Series(ends).replace(-1, None)


def _taken_up(facts: Facts, named: pl.DataFrame, left_out: dict[str, int]) -> Candidates:
    """The pairs that may be linked, with what that changes; the others counted by reason."""
    kept = _with_counted_links(facts, named)
    for reason, refused in _refusals(facts):
        fine = kept.filter(~refused)
        left_out = left_out | {reason: kept.height - fine.height}
        kept = fine
    unique = kept.unique(["source_id", "target_id"], keep="first", maintain_order=True)
    left_out = left_out | {"named twice": kept.height - unique.height}
    weight = weight_at("content", facts.settings.weights)
    table = unique.sort("source_id", "target_id").select(
        "source_id",
        "target_id",
        "anchor_text",
        "relevance",
        passed=pl.when("replaces").then(weight).otherwise((weight - pl.col("old")).clip(0.0)),
        leaked=pl.when("replaces").then(-pl.col("old")).otherwise(0.0),
    )
    counts = {reason: left_out[reason] for reason in REASONS if left_out.get(reason)}
    return Candidates(table.cast(SCHEMA), counts)


def _with_counted_links(facts: Facts, named: pl.DataFrame) -> pl.DataFrame:
    """What counts between the two so far: `old` weight, `replaces` if unfollowed, `in_content`."""
    absent = [n for n in ("anchor_text", "relevance") if n not in named.columns]
    links = (
        facts.graph.links.select("source_id", "target_id", "followed", "link_position")
        .with_columns(weight=facts.transition.weight)
        .drop_nulls(["source_id", "target_id"])
        .join(named.select("source_id").unique(), on="source_id", how="semi")
        .group_by("source_id", "target_id")
        .agg(
            old=pl.col("weight").sum(),
            replaces=(~pl.col("followed") & (pl.col("weight") > 0)).any(),
            in_content=(pl.col("link_position") == "content").any(),
        )
    )
    whole = named.with_columns(pl.lit(None, SCHEMA[name]).alias(name) for name in absent)
    return whole.join(
        links, on=["source_id", "target_id"], how="left", maintain_order="left"
    ).with_columns(
        pl.col("old").fill_null(0.0), pl.col("replaces", "in_content").fill_null(value=False)
    )


def _refusals(facts: Facts) -> Iterator[tuple[str, pl.Expr]]:
    content = pl.Series(np.flatnonzero(facts.content), dtype=pl.Int32).implode()
    quiet = pl.Series(np.flatnonzero(_quiet(facts)), dtype=pl.Int32).implode()
    source, target = pl.col("source_id"), pl.col("target_id")
    yield "not an indexable content page", ~(source.is_in(content) & target.is_in(content))
    yield "a page that says nofollow", source.is_in(quiet)
    yield "the same page", source == target
    yield "linked already", pl.col("in_content")

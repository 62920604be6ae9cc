"""How often everything occurs across a site, counted part by part from hashes alone.

Most links and texts stand on one page alone, and nobody asks for their counts. So the parts are
read twice: first a sketch of shared counters says what may recur, two to four bytes a row; then
what may recur is counted exactly, which is a few rows for each template.

Keys are Polars hashes: quick, the same within one run, and never written anywhere.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.snapshot.snapshot import part_path, scan_parts
from linkequity.snapshot.tables import PAGES
from linkequity.sources.extract.parts import part_numbers
from linkequity.sources.extract.places import TERM, WORD
from linkequity.sources.extract.raw import RAW_LINKS, RAW_PASSAGES

# A block that stands on three pages is repeated; two may be a page and its printed version.
REPEATED: Final = 3
# A link with 40 characters of other text in its block (six words) stands in a sentence.
PROSE: Final = 40
# Merged tables are summed again once they have doubled, so that all sums cost linear time.
_GROWTH: Final = 2

_LINK_COLUMNS: Final = (
    "source",
    "href",
    "target",
    "anchor_text",
    "alt_text",
    "container_hash",
    "block_hash",
    "certainty",
    "origin",
    "in_article",
    "beside",
)
_PASSAGE_COLUMNS: Final = ("url", "container_hash", "text_hash")
_SELF = pl.col("href").str.starts_with("#")
_NAMED = pl.when(_SELF).then("href").otherwise(pl.coalesce("target", "href"))
_HAS_WORDS = (pl.col("anchor_text") != "") | pl.col("alt_text").is_not_null()
_LABEL = pl.struct("anchor_text", "alt_text").hash()
# Where the text beside a link is not known, its block hash says by itself what is the same.
_WORDS = pl.when(pl.col("beside").fill_null(PROSE) >= PROSE).then("block_hash").otherwise(_LABEL)


def with_keys(links: pl.DataFrame, pages: pl.DataFrame) -> pl.DataFrame:
    """Links with what they are counted by.

    `cohort`: pages of one declared language, since each language has menus of its own.
    `label`: the same words in the same container; `cell`: also to the same target; `block`: the
    same text of the block, or of the link where it is nearly all of the block, and the target.
    """
    cohorts = pages.select(source="url", cohort=pl.col("language").fill_null("").hash())
    named = links.join(
        cohorts.unique("source", keep="first"), on="source", how="left", maintain_order="left"
    ).with_columns(link=pl.struct(_NAMED.alias("named"), "anchor_text", "alt_text").hash())
    place = ("cohort", "container_hash")
    return named.with_columns(
        cell=pl.struct(*place, "link").hash(),
        label=pl.struct(*place, "anchor_text", "alt_text").hash(),
        block=pl.struct("container_hash", _NAMED.alias("named"), _WORDS.alias("words")).hash(),
    )


class Sketch:
    """Which keys may stand on at least REPEATED pages: a count-min sketch of one row.

    Keys share counters, so a count is never too low: nothing that recurs is missed, and what
    passes by chance is counted exactly afterwards (Cormode and Muthukrishnan 2005).
    """

    def __init__(self, key: str, rows: int) -> None:
        self._key = key
        self._counts = np.zeros(1 << (2 * max(rows, 1) - 1).bit_length(), np.uint8)

    def add(self, counted: pl.DataFrame) -> None:
        """Add the pages of one part's keys; counters stop at 255."""
        slots, at = np.unique(self._slots(counted), return_inverse=True)
        pages = np.bincount(at, np.minimum(counted["pages"].to_numpy(), REPEATED), len(slots))
        self._counts[slots] = np.minimum(self._counts[slots] + pages, 255).astype(np.uint8)

    def recurring(self, counted: pl.DataFrame) -> pl.DataFrame:
        """The rows of one part whose keys may recur."""
        return counted.filter(pl.Series(self._counts[self._slots(counted)] >= REPEATED))

    def _slots(self, counted: pl.DataFrame) -> npt.NDArray[np.int64]:
        keys = counted[self._key].to_numpy()
        return (keys & np.uint64(len(self._counts) - 1)).astype(np.int64)


class Tally:
    """Rows summed by key over many parts; `keep` columns take their first value."""

    def __init__(self, key: str, *, sums: list[str], most: list[str], keep: list[str]) -> None:
        self._key = key
        self._columns = [
            *(pl.col(name).sum() for name in sums),
            *(pl.col(name).max() for name in most),
            *(pl.col(name).first() for name in keep),
        ]
        self._frames: list[pl.DataFrame] = []
        self._settled = 0

    def add(self, counted: pl.DataFrame) -> None:
        """Add the counts of one part."""
        self._frames.append(counted)
        rows = sum(frame.height for frame in self._frames)
        if rows > _GROWTH * max(self._settled, 100_000):
            self._settled = self.total().height

    def total(self) -> pl.DataFrame:
        """The sums so far, in the order in which keys were first seen."""
        together = pl.concat(self._frames)
        summed = together.group_by(self._key, maintain_order=True).agg(self._columns)
        self._frames = [summed.select(together.columns)]
        return self._frames[0]


@dataclass(frozen=True)
class Survey:
    """What repeats on a site.

    `cohorts`: language, pages. `containers`, by cohort: pages, links, `most` links on one page,
    `beside`: text beside links, `kinds`: different words. `origins`, by cohort: pages with an
    element whose class names a part of a page. Of what stands on at least three pages: `cells`,
    `labels`: pages, links, and their container; `blocks`, `texts`: pages; `lists`: the whole link
    lists of containers, and the place that shows one of them.
    """

    cohorts: pl.DataFrame
    containers: pl.DataFrame
    origins: pl.DataFrame
    cells: pl.DataFrame
    labels: pl.DataFrame
    blocks: pl.DataFrame
    texts: pl.DataFrame
    lists: pl.DataFrame

    @property
    def pages(self) -> int:
        """Pages that have text of their own: HTML that does not redirect."""
        return int(self.cohorts["pages"].sum())


def survey(folder: Path) -> Survey:
    """Count over all whole parts of a folder, holding one part and what recurs in memory."""
    tallies = {
        "cohorts": Tally("cohort", sums=["pages"], most=[], keep=["language"]),
        "containers": Tally(
            "place",
            sums=["pages", "links", "beside", "kinds"],
            most=["most"],
            keep=["cohort", "container_hash", "in_article"],
        ),
        "origins": Tally("place", sums=["pages"], most=[], keep=["cohort", "origin"]),
        "cells": Tally("cell", sums=["pages", "links"], most=[], keep=["cohort", "container_hash"]),
        "labels": Tally(
            "label", sums=["pages", "links"], most=[], keep=["cohort", "container_hash"]
        ),
        "blocks": Tally("block", sums=["pages"], most=[], keep=[]),
        "texts": Tally("text", sums=["pages"], most=[], keep=[]),
        "lists": Tally("list", sums=["pages"], most=[], keep=["shown"]),
    }
    for tally, empty in zip(tallies.values(), _counts_of_nothing(), strict=True):
        tally.add(empty)
    sketches = _sketches(folder)
    for number in part_numbers(folder):
        for name, counted in _counts(folder, number).items():
            sketch = sketches.get(name)
            tallies[name].add(sketch.recurring(counted) if sketch else counted)
    often = pl.col("pages") >= REPEATED
    totals = {name: tally.total() for name, tally in tallies.items()}
    return Survey(
        **{name: t.filter(often) if name in sketches else t for name, t in totals.items()}
    )


def _sketches(folder: Path) -> dict[str, Sketch]:
    """The first reading: of everything that is mostly unique, what may recur."""
    links, texts = (
        int(scan_parts(folder, table).select(pl.len()).collect().item())
        for table in (RAW_LINKS, RAW_PASSAGES)
    )
    sketches = {
        "cells": Sketch("cell", links),
        "labels": Sketch("label", links),
        "blocks": Sketch("block", links),
        "texts": Sketch("text", texts),
        "lists": Sketch("list", links),
    }
    for number in part_numbers(folder):
        counts = _counts(folder, number)
        for name, sketch in sketches.items():
            sketch.add(counts[name])
    return sketches


def _counts_of_nothing() -> list[pl.DataFrame]:
    pages, links, passages = PAGES.empty(), RAW_LINKS.empty(), RAW_PASSAGES.empty()
    return list(_count(pages, links, passages).values())


def _counts(folder: Path, number: int) -> dict[str, pl.DataFrame]:
    """The counts of one part, from the columns they need."""
    pages = pl.read_parquet(
        part_path(folder, PAGES, number), columns=["url", "language", "is_html", "redirect_to"]
    )
    links = pl.read_parquet(part_path(folder, RAW_LINKS, number), columns=list(_LINK_COLUMNS))
    passages = pl.read_parquet(
        part_path(folder, RAW_PASSAGES, number), columns=list(_PASSAGE_COLUMNS)
    )
    return _count(pages, links, passages)


def _count(
    pages: pl.DataFrame, links: pl.DataFrame, passages: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    keyed = with_keys(links.select(_LINK_COLUMNS), pages)
    distinct = pl.col("source").n_unique().cast(pl.Int64).alias("pages")
    count = pl.len().cast(pl.Int64).alias("links")
    place = [pl.col("cohort").first(), pl.col("container_hash").first()]
    texts = passages.select("url", text=text_key()).unique().group_by("text")
    return {
        "cohorts": _cohorts(pages),
        "containers": _containers(keyed),
        "origins": _origins(keyed),
        "cells": keyed.group_by("cell", maintain_order=True).agg(distinct, count, *place),
        "labels": keyed.filter(_HAS_WORDS)
        .group_by("label", maintain_order=True)
        .agg(distinct, count, *place),
        "blocks": keyed.group_by("block").agg(distinct),
        "texts": texts.agg(pl.len().cast(pl.Int64).alias("pages")),
        "lists": lists_of(keyed)
        .group_by("list", maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("pages"), pl.col("shown").first()),
    }


def _cohorts(pages: pl.DataFrame) -> pl.DataFrame:
    """Pages by language; stubs that only redirect carry no template, and are left out."""
    whole = pages.filter("is_html", pl.col("redirect_to").is_null())
    language = pl.col("language").fill_null("")
    return (
        whole.group_by(language, maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("pages"))
        .select(pl.col("language").hash().alias("cohort"), "pages", "language")
    )


def _containers(keyed: pl.DataFrame) -> pl.DataFrame:
    place = ["cohort", "container_hash"]
    by_page = keyed.group_by("source", *place, maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("links"),
        pl.col("label").n_unique().cast(pl.Int64).alias("kinds"),
        pl.col("beside").cast(pl.Int64).sum(),
        pl.col("in_article").first(),
    )
    return (
        by_page.group_by(place, maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("pages"),
            pl.col("links").sum(),
            pl.col("kinds").sum(),
            pl.col("beside").sum(),
            pl.col("links").max().alias("most"),
            pl.col("in_article").first(),
        )
        .with_columns(place=pl.struct(place).hash())
    )


def _origins(keyed: pl.DataFrame) -> pl.DataFrame:
    place = ["cohort", "origin"]
    hinted = keyed.filter(pl.col("certainty").is_in([WORD, TERM]))
    return (
        hinted.unique(["source", *place], maintain_order=True)
        .group_by(place, maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("pages"))
        .with_columns(place=pl.struct(place).hash())
    )


def lists_of(keyed: pl.DataFrame) -> pl.DataFrame:
    """For each container of each page: a hash of its links in order, and its place (`shown`)."""
    place = ["source", "container_hash"]
    ordered = pl.struct("link", pl.int_range(pl.len()).over(place).alias("at")).hash()
    return (
        keyed.with_columns(ordered.alias("item"))
        .group_by(place, maintain_order=True)
        .agg(pl.col("item").sum(), pl.len().alias("items"))
        .with_columns(list=pl.struct("container_hash", "item", "items").hash(), shown=shown_at())
    )


def text_key() -> pl.Expr:
    """The key of a text in one container: a post and its copies in lists of posts differ."""
    return pl.struct("container_hash", "text_hash").hash()


def shown_at() -> pl.Expr:
    """The key of one container on one page."""
    return pl.struct("source", "container_hash").hash()

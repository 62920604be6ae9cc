"""Raw parts to a snapshot: positions decided over the whole site, whole or not there at all."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec
import polars as pl

from linkequity.snapshot.declared import HREFLANGS
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import (
    MANIFEST,
    Snapshot,
    part_path,
    replace_durably,
    scan_parts,
    sync_folder,
    write_manifest,
    write_parquet,
)
from linkequity.snapshot.tables import (
    LINKS,
    PAGES,
    PASSAGES,
    REDIRECTS,
    SNAPSHOT_TABLES,
    TEMPLATES,
    Table,
)
from linkequity.sources.blocks import Blocks, recognise
from linkequity.sources.extract.folding import UNSPACED
from linkequity.sources.extract.hashes import stable_hash
from linkequity.sources.extract.parts import part_numbers
from linkequity.sources.extract.raw import DECLARED

# Which column of a table names the page a row belongs to.
_PAGE_COLUMN: Final = {
    LINKS: "source",
    PASSAGES: "url",
    REDIRECTS: "url",
    **dict.fromkeys(DECLARED, "url"),
    PAGES: "url",
}
_KEYS: Final = {
    LINKS: ["source", "order"],
    PASSAGES: ["url", "passage"],
    REDIRECTS: ["url", "kind"],
    HREFLANGS: ["url", "hreflang", "target"],
}


def freeze(
    unfinished: Path,
    target: Path,
    manifest: Manifest,
    known: pl.DataFrame | None = None,
    of_hosts: Mapping[Table, pl.DataFrame] | None = None,
    *,
    doubts: Mapping[str, str] | None = None,
) -> Snapshot:
    """Make the snapshot `target` of the whole parts in `unfinished`.

    `known` has a row for each known URL: `url`, `known_from`, and whichever other columns of
    PAGES are known (`outcome`, `error`, `crawl_depth`, `found_on`) of URLs that have no page in
    the parts; those become pages too, `not_crawled` where no outcome is given. Sources of a URL
    are merged. `of_hosts`: tables that belong to no page, written as they are. `doubts`: what is
    doubtful of a page that answered, by its URL; it becomes the page's `error`. `target` appears
    by one rename; if it is there and whole, it is returned as it is.
    """
    if (target / MANIFEST).exists():
        return Snapshot.open(target)
    working = target.with_name(f".{target.name}.freezing")
    shutil.rmtree(working, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    working.mkdir(parents=True)
    blocks = recognise(unfinished)
    doubted = _doubted(doubts or {})
    doubled = _write_parts(unfinished, working, blocks, _sources(known), doubted)
    _write_unfetched(unfinished, working, known)
    for table, frame in (of_hosts or {}).items():
        write_parquet(frame, part_path(working, table, 0))
    write_manifest(_completed(manifest, working, doubled), working)
    sync_folder(working)
    replace_durably(working, target)
    return Snapshot.open(target)


def _sources(known: pl.DataFrame | None) -> pl.DataFrame:
    empty = pl.DataFrame(schema={"url": pl.String, "known_from": pl.List(pl.String)})
    frame = empty if known is None else known.select(empty.columns)
    return frame.unique("url", keep="first").rename({"known_from": "more"})


def _doubted(doubts: Mapping[str, str]) -> pl.DataFrame:
    schema = {"url": pl.String, "doubt": pl.String}
    return pl.DataFrame(list(doubts.items()), schema=schema, orient="row")


def _write_parts(
    unfinished: Path,
    working: Path,
    blocks: Blocks,
    sources: pl.DataFrame,
    doubted: pl.DataFrame,
) -> int:
    """Write the final form of every part; the number of pages that were there twice."""
    doubled = 0
    first = scan_parts(unfinished, PAGES).select(pl.col("url").is_first_distinct())
    is_first = first.collect()["url"]
    at = 0
    for number in part_numbers(unfinished):
        frames = {t: _part(unfinished, t, number) for t in _PAGE_COLUMN}
        mask = is_first.slice(at, frames[PAGES].height)
        at += frames[PAGES].height
        if not mask.all():
            doubled += int((~mask).sum())
            frames = _without_doubles(frames, mask)
        pages = frames[PAGES]
        placed = blocks.place(pages, frames[LINKS], frames[PASSAGES])
        frames |= {LINKS: placed.links, PASSAGES: placed.passages, TEMPLATES: placed.templates}
        read = _with_main_text(pages, frames[PASSAGES])
        frames[PAGES] = _with_doubts(_with_sources(read, sources), doubted)
        for table, frame in frames.items():
            if table in DECLARED and frame.is_empty():
                continue
            final = frame.select(table.schema.names())
            write_parquet(final, part_path(working, table, number))
    return doubled


def _part(folder: Path, table: Table, number: int) -> pl.DataFrame:
    path = part_path(folder, table, number)
    return pl.read_parquet(path) if path.exists() else table.empty()


def _without_doubles(
    frames: dict[Table, pl.DataFrame], is_first: pl.Series
) -> dict[Table, pl.DataFrame]:
    """Only the first row of every URL, and of its links, passages and redirects."""
    kept = frames[PAGES].filter(is_first)
    result = {}
    for table, page in _PAGE_COLUMN.items():
        own = kept.select(pl.col("url").alias(page))
        rows = frames[table].join(own, on=page, how="semi", maintain_order="left")
        result[table] = rows.unique(_KEYS.get(table), keep="first", maintain_order=True)
    return {**result, PAGES: kept}


def _with_main_text(pages: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Words and content hash of what is left of the main text once the site's texts are out.

    Without any text, as in another program's export, what is told of them stays.
    """
    if passages.is_empty():
        return pages
    main = (
        passages.filter(pl.col("link_position") == "content", ~pl.col("site_wide"))
        .group_by("url", maintain_order=True)
        .agg(
            (pl.col("text").str.count_matches(" ", literal=True) + 1).sum().alias("spaced"),
            pl.col("text").str.count_matches(UNSPACED.pattern).sum().alias("unspaced"),
            pl.col("text").str.join("\n"),
        )
        .select(
            "url",
            (pl.col("spaced") + pl.col("unspaced") // 2).cast(pl.UInt32).alias("words"),
            pl.col("text").map_elements(stable_hash, return_dtype=pl.UInt64).alias("content_hash"),
        )
    )
    found = pages.drop("words", "content_hash").join(
        main, on="url", how="left", maintain_order="left"
    )
    words = pl.when("is_html").then(pl.col("words").fill_null(0))
    return found.with_columns(words).select(PAGES.schema.names())


def _with_sources(pages: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    merged = pl.concat_list("known_from", pl.col("more").fill_null([])).list.unique().list.sort()
    return (
        pages.join(sources, on="url", how="left", maintain_order="left")
        .with_columns(known_from=merged)
        .drop("more")
    )


def _with_doubts(pages: pl.DataFrame, doubted: pl.DataFrame) -> pl.DataFrame:
    joined = pages.join(doubted, on="url", how="left", maintain_order="left")
    return joined.with_columns(error=pl.coalesce("doubt", "error")).drop("doubt")


def _write_unfetched(unfinished: Path, working: Path, known: pl.DataFrame | None) -> None:
    """A row for every known URL without a page in the parts."""
    if known is None:
        return
    fetched = scan_parts(unfinished, PAGES).select("url").collect()
    rows = known.unique("url", keep="first", maintain_order=True).join(
        fetched, on="url", how="anti", maintain_order="left"
    )
    if rows.is_empty():
        return
    given = [name for name in PAGES.schema.names() if name in rows.columns]
    frame = pl.concat([PAGES.empty(), rows.select(given)], how="diagonal_relaxed")
    frame = frame.with_columns(
        pl.col("outcome").cast(pl.String).fill_null("not_crawled"),
        pl.col("known_from").list.unique().list.sort(),
        *(pl.col(name).fill_null(value=False) for name in ("is_html", "noindex", "nofollow")),
    ).cast(PAGES.schema)
    number = max(part_numbers(unfinished), default=-1) + 1
    write_parquet(frame.select(PAGES.schema.names()), part_path(working, PAGES, number))


def _completed(manifest: Manifest, working: Path, doubled: int) -> Manifest:
    counts = {
        table.name: int(scan_parts(working, table).select(pl.len()).collect().item())
        for table in SNAPSHOT_TABLES
    }
    warnings = list(manifest.warnings)
    if doubled:
        warnings.append(f"{doubled:,} pages were written twice; the first of each was kept")
    return msgspec.structs.replace(manifest, counts=counts, warnings=warnings)

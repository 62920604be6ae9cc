"""Which importer reads a file, and what came of it. One line an importer."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from linkequity.base.errors import ColumnsMissing, FileUnreadable, VendorUnclear
from linkequity.sources.importers import (
    ahrefs,
    bing,
    candidate_links,
    generic,
    keywords,
    majestic,
    moz,
    prospects,
    search_console,
    search_console_links,
    search_queries,
    semrush,
)
from linkequity.sources.importers.containers import opened
from linkequity.sources.importers.ga4 import Ga4
from linkequity.sources.importers.importer import Importer
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.search_console_api import SearchAnalytics
from linkequity.sources.importers.source_file import SourceFile
from linkequity.sources.logs.log_importer import LOGS
from linkequity.sources.logs.ranges import NO_RANGES, IpRanges
from linkequity.sources.sitemap_files import SITEMAP

IMPORTERS: tuple[Importer, ...] = (
    ahrefs.IMPORTER,
    semrush.IMPORTER,
    majestic.IMPORTER,
    moz.IMPORTER,
    search_console_links.IMPORTER,
    bing.LINKS,
    bing.LINK_COUNTS,
    search_console.PERFORMANCE,
    search_console.LEFT_OUT,
    SearchAnalytics(),
    search_queries.IMPORTER,
    bing.PERFORMANCE,
    Ga4(),
    *LOGS,
    SITEMAP,
)
# Asked only where nobody claims the file.
FALLBACK: Importer = generic.IMPORTER
SHOWN_HEADERS = 12
# Names inside an archive are the archive's own words.
NO_FILE_NAME = re.compile(r"[^\w.,() -]")
MAX_NAME = 60
# Takes what was read, a frame of the table of that name at a time.
Take = Callable[[str, pl.DataFrame], None]


@dataclass(frozen=True)
class Outcome:
    """What came of one file, or of one table inside it; `source` is its name.

    `kind`: the name of the table its rows go to. `rows` = `used` + `refused` + those `left_out`,
    sound rows that are not of use, by why; `side_file` holds the refused ones, None where there
    are none or no folder was given.
    """

    vendor: str
    kind: str
    rows: int
    used: int
    refused: int
    side_file: Path | None
    source: str
    left_out: Mapping[str, int] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True)
class Imported(Outcome):
    """One file in memory: what came of it, and its rows."""

    frame: pl.DataFrame


def identify(path: Path, vendor: str | None = None) -> Importer:
    """The importer of a file; of the vendor named, if one is.

    FileUnreadable, VendorUnclear (none or several claim it), ColumnsMissing (not the vendor's).
    """
    return _identify(SourceFile(path), vendor)


def read_parts(
    path: Path,
    take: Take,
    vendor: str | None = None,
    side_folder: Path | None = None,
    ip_ranges: IpRanges = NO_RANGES,
) -> list[Outcome]:
    """Hand on all usable rows of a file; the others are counted, and listed in `side_folder`.

    An archive or a workbook may hold several tables: an outcome each, by `inside`. Memory is
    bounded, whatever the size of the file. `ip_ranges` verify crawlers in server logs. Raises as
    `identify` does.
    """
    with opened(SourceFile(path, ip_ranges)) as files:
        known, unknown = _known(files, vendor)
        outcomes = [_read_parts(file, importer, take, side_folder) for file, importer in known]
    return [_and_left_out(outcomes[0], unknown), *outcomes[1:]]


def _known(
    files: Sequence[SourceFile], vendor: str | None
) -> tuple[list[tuple[SourceFile, Importer]], dict[str, int]]:
    """Each file with its importer; names and rows of those inside a file that are nobody's."""
    if len(files) == 1:
        return [(files[0], _identify(files[0], vendor))], {}
    importers = _named(vendor) if vendor else [*IMPORTERS, FALLBACK]
    mine = [file for file in files if any(importer.claims(file) for importer in importers)]
    if not mine:
        names = ", ".join(_printable(file.name) for file in files[:SHOWN_HEADERS])
        raise VendorUnclear(f"holds no export we know: {names or 'nothing'}", hint=_expected())
    others = [file.table for file in files if file not in mine and file.table is not None]
    rows = sum(len(chunk.lines) for table in others for chunk in table.chunks())
    unknown = {"in tables that are no export we know": rows} if rows else {}
    return [(file, _identify(file, vendor)) for file in mine], unknown


def _and_left_out(outcome: Outcome, more: Mapping[str, int]) -> Outcome:
    rows = outcome.rows + sum(more.values())
    return replace(outcome, rows=rows, left_out={**outcome.left_out, **more})


def read(path: Path, vendor: str | None = None, side_folder: Path | None = None) -> Imported:
    """The same with all rows in memory, for a file that holds one table."""
    with opened(SourceFile(path)) as files:
        known, _ = _known(files, vendor)
        return _read_whole(*known[0], side_folder)


def read_prospects(path: Path, side_folder: Path | None = None) -> Imported:
    """A list of prospects, as PROSPECTS; FileUnreadable, ColumnsMissing."""
    return _read_list(path, prospects.IMPORTER, side_folder)


def read_candidates(path: Path, side_folder: Path | None = None) -> Imported:
    """A list of links to choose from, as CANDIDATE_LINKS; FileUnreadable, ColumnsMissing."""
    return _read_list(path, candidate_links.IMPORTER, side_folder)


def read_keywords(path: Path, side_folder: Path | None = None) -> Imported:
    """A list of queries, as KEYWORDS; FileUnreadable, ColumnsMissing."""
    return _read_list(path, keywords.IMPORTER, side_folder)


def _read_list(path: Path, importer: Importer, side_folder: Path | None) -> Imported:
    with opened(SourceFile(path)) as files:
        return _read_whole(files[0], _insist(files[0], [importer]), side_folder)


def _read_whole(file: SourceFile, importer: Importer, side_folder: Path | None) -> Imported:
    frames = [importer.table.empty()]
    outcome = _read_parts(file, importer, lambda _kind, frame: frames.append(frame), side_folder)
    return Imported(**vars(outcome), frame=pl.concat(frames))


def _read_parts(
    file: SourceFile, importer: Importer, take: Take, side_folder: Path | None
) -> Outcome:
    used, name = 0, NO_FILE_NAME.sub("_", file.name)[-MAX_NAME:]
    side_file = side_folder / f"{name}.refused.csv" if side_folder else None
    with RefusedRows(side_file) as refused:
        for part in importer.read(file, refused):
            take(importer.table.name, part.frame.with_columns(file=pl.lit(file.name)))
            used += part.rows
    return Outcome(
        vendor=importer.vendor,
        kind=importer.table.name,
        rows=used + refused.count + refused.left_out.total(),
        used=used,
        refused=refused.count,
        side_file=refused.side_file,
        source=file.name,
        left_out=dict(refused.left_out),
    )


def _identify(file: SourceFile, vendor: str | None) -> Importer:
    if vendor is not None:
        return _insist(file, _named(vendor))
    claims = [importer for importer in IMPORTERS if importer.claims(file)]
    if not claims and FALLBACK.claims(file):
        return FALLBACK
    if len(claims) > 1:
        names = " and ".join(f"{importer.vendor} ({importer.table.name})" for importer in claims)
        raise VendorUnclear(
            f"could be from {names}", where=str(file.path), hint="Say which with import --as."
        )
    if not claims:
        raise _nobodys(file)
    return claims[0]


def _nobodys(file: SourceFile) -> FileUnreadable | VendorUnclear:
    return file.no_table or VendorUnclear(
        f"is no export we know; its headers are: {_headers(file)}",
        where=str(file.path),
        hint=_expected(),
    )


def _expected() -> str:
    vendors = dict.fromkeys(importer.vendor for importer in IMPORTERS)
    return (
        f"Expected an export of {', '.join(vendors)} (--as VENDOR says what of each), or "
        f"{FALLBACK.expects}."
    )


def _named(vendor: str) -> list[Importer]:
    known = [importer for importer in (*IMPORTERS, FALLBACK) if importer.vendor == vendor]
    if not known:
        names = dict.fromkeys(importer.vendor for importer in (*IMPORTERS, FALLBACK))
        raise VendorUnclear(
            f"no importer is named {vendor!r}", hint=f"There are: {', '.join(names)}"
        )
    return known


def _insist(file: SourceFile, importers: Sequence[Importer]) -> Importer:
    """The one of a vendor's importers that claims the file."""
    for importer in importers:
        if importer.claims(file):
            return importer
    raise file.no_table or ColumnsMissing(
        f"cannot be read as {importers[0].vendor}; its headers are: {_headers(file)}",
        where=str(file.path),
        hint=f"Expected {'; or '.join(importer.expects for importer in importers)}.",
    )


def _headers(file: SourceFile) -> str:
    """The first headers for people; what would steer a terminal is made visible instead."""
    found: Sequence[str] = file.table.sample.headers if file.table else ()
    headers = [_printable(header.strip()[:60]) for header in found[:SHOWN_HEADERS]]
    return ", ".join(headers) + (f" … ({len(found)} in all)" if len(found) > SHOWN_HEADERS else "")


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)

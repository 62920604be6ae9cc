"""Which importer reads a file, and what came of it. One line a vendor."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linkequity.base.errors import ColumnsMissing, VendorUnclear
from linkequity.sources.columns import Place
from linkequity.sources.importers import (
    ahrefs,
    candidate_links,
    generic,
    prospects,
    search_console,
)
from linkequity.sources.importers.importer import Importer
from linkequity.sources.importers.reading import read_frame
from linkequity.sources.importers.records import TextTable, open_table
from linkequity.sources.importers.refused import RefusedRows

VENDORS = (
    ahrefs.IMPORTER,
    search_console.IMPORTER,
)
# Asked only where no vendor claims the file.
FALLBACK = generic.IMPORTER
SHOWN_HEADERS = 12


@dataclass(frozen=True)
class Imported:
    """What came of one file.

    `kind`: `backlinks` or `search`, and `frame` that table. `rows` = `used` + `refused`;
    `side_file` holds the refused ones, None where there are none or no folder was given.
    """

    vendor: str
    kind: str
    frame: pl.DataFrame
    rows: int
    used: int
    refused: int
    side_file: Path | None
    source: Path


def identify(path: Path, vendor: str | None = None) -> Importer:
    """The importer of a file; of the vendor named, if one is.

    FileUnreadable, VendorUnclear (none or several claim it), ColumnsMissing (not the vendor's).
    """
    return _identify(open_table(path), vendor)[0]


def read(path: Path, vendor: str | None = None, side_folder: Path | None = None) -> Imported:
    """All usable rows of a file; the others are counted, and listed in `side_folder`.

    Raises as `identify` does.
    """
    table = open_table(path)
    return _read(table, *_identify(table, vendor), side_folder)


def read_prospects(path: Path, side_folder: Path | None = None) -> Imported:
    """A list of prospects, as PROSPECTS; FileUnreadable, ColumnsMissing."""
    return _read_list(path, prospects.IMPORTER, side_folder)


def read_candidates(path: Path, side_folder: Path | None = None) -> Imported:
    """A list of links to choose from, as CANDIDATE_LINKS; FileUnreadable, ColumnsMissing."""
    return _read_list(path, candidate_links.IMPORTER, side_folder)


def _read_list(path: Path, importer: Importer, side_folder: Path | None) -> Imported:
    table = open_table(path)
    return _read(table, importer, _layout(table, importer), side_folder)


def _read(
    table: TextTable, importer: Importer, places: Sequence[Place], side_folder: Path | None
) -> Imported:
    path = table.path
    side_file = side_folder / f"{path.name}.refused.csv" if side_folder else None
    with RefusedRows(side_file, table.sample.headers) as refused:
        frame = read_frame(table, importer, places, refused)
    rows = frame.height + refused.count
    return Imported(
        importer.vendor,
        importer.kind,
        frame,
        rows,
        frame.height,
        refused.count,
        refused.side_file,
        path,
    )


def _identify(table: TextTable, vendor: str | None) -> tuple[Importer, Sequence[Place]]:
    if vendor is not None:
        return _of_vendor(table, vendor)
    claims = _claims(table, VENDORS) or _claims(table, (FALLBACK,))
    if len(claims) > 1:
        names = " and ".join(importer.vendor for importer, _ in claims)
        raise VendorUnclear(
            f"could be from {names}", where=str(table.path), hint="Say which with import --as."
        )
    if not claims:
        raise VendorUnclear(
            f"is no export we know; its headers are: {_headers(table)}",
            where=str(table.path),
            hint="Expected "
            + "; or ".join(importer.expects for importer in (*VENDORS, FALLBACK))
            + ".",
        )
    return claims[0]


def _of_vendor(table: TextTable, vendor: str) -> tuple[Importer, Sequence[Place]]:
    known = {importer.vendor: importer for importer in (*VENDORS, FALLBACK)}
    if vendor not in known:
        raise VendorUnclear(
            f"no importer is named {vendor!r}", hint=f"There are: {', '.join(known)}"
        )
    importer = known[vendor]
    return importer, _layout(table, importer)


def _layout(table: TextTable, importer: Importer) -> Sequence[Place]:
    places = importer.layout(table.sample)
    if places is None:
        raise ColumnsMissing(
            f"cannot be read as {importer.vendor}; its headers are: {_headers(table)}",
            where=str(table.path),
            hint=f"Expected {importer.expects}.",
        )
    return places


def _claims(
    table: TextTable, importers: Sequence[Importer]
) -> list[tuple[Importer, Sequence[Place]]]:
    asked = ((importer, importer.layout(table.sample)) for importer in importers)
    return [(importer, places) for importer, places in asked if places is not None]


def _headers(table: TextTable) -> str:
    """The first headers for people; what would steer a terminal is made visible instead."""
    headers = [_printable(header.strip()[:60]) for header in table.sample.headers[:SHOWN_HEADERS]]
    width = len(table.sample.headers)
    return ", ".join(headers) + (f" … ({width} in all)" if width > SHOWN_HEADERS else "")


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)

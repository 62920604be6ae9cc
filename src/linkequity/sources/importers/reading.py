"""From records to the rows of a table: a chunk at a time, each bad cell found and named."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from linkequity.base.urls import host_of, registrable_domain, site_of
from linkequity.snapshot.tables import Table
from linkequity.sources.columns import DATE, Place
from linkequity.sources.importers.records import Record, TextTable, read_records
from linkequity.sources.importers.refused import Refusal, RefusedRows

CHUNK = 20_000
# Longer texts than these are no anchor texts, titles or contexts, and no browser takes such a URL.
MAX_CELL = 10_000
SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Reading:
    """How one file is read: whose it is, the table to end in, and the columns that were found."""

    vendor: str
    table: Table
    finish: Callable[[pl.DataFrame], pl.DataFrame]
    places: Sequence[Place]
    any_of: tuple[str, ...]


def read_frames(table: TextTable, reading: Reading, refused: RefusedRows) -> Iterator[pl.DataFrame]:
    """All usable rows in the table's shape, a chunk at a time; the others go to `refused`."""
    places = reading.places
    turn = _slashed_dates(table, places)
    for records in _chunks(table, refused):
        cells = _raw_cells(records, places).with_columns(
            pl.col(name).str.replace(SLASHED.pattern, turn) for name in _dates(places) if turn
        )
        yield _shape(_read_chunk(cells, records, places, refused, reading.any_of), reading)


def _chunks(table: TextTable, refused: RefusedRows) -> Iterator[list[Record]]:
    records = read_records(table)
    width = len(table.sample.headers)
    while chunk := list(islice(records, CHUNK)):
        whole = []
        for record in chunk:
            if record.whole:
                whole.append(record)
            else:
                expected = f"{width} cells, found {len(record.cells)}"
                refused.add(Refusal(record, "", expected))
        if whole:
            yield whole


def _raw_cells(records: Sequence[Record], places: Sequence[Place]) -> pl.DataFrame:
    """The cells of the columns we read, stripped; null where empty."""
    columns = list(zip(*(record.cells for record in records), strict=True))
    frame = pl.DataFrame(
        [pl.Series(place.column.name, columns[place.index], pl.String) for place in places]
    )
    stripped = frame.select(pl.all().str.strip_chars())
    return stripped.select(pl.when(pl.all().str.len_bytes() > 0).then(pl.all()))


def _dates(places: Sequence[Place]) -> list[str]:
    return [place.column.name for place in places if place.column.kind is DATE]


def _slashed_dates(table: TextTable, places: Sequence[Place]) -> str | None:
    """How to turn 22/11/2026 or 11/22/2026 round; None where the sample does not tell which.

    A file is written in one order, so one day above 12 settles it for all of its dates.
    """
    indexes = [place.index for place in places if place.column.kind is DATE]
    found = [SLASHED.match(cell) for index in indexes for cell in table.sample.cells(index)]
    if any(match and int(match[1]) > 12 for match in found):
        return "$3-$2-$1"
    if any(match and int(match[2]) > 12 for match in found):
        return "$3-$1-$2"
    return None


def _read_chunk(
    cells: pl.DataFrame,
    records: Sequence[Record],
    places: Sequence[Place],
    refused: RefusedRows,
    any_of: Sequence[str],
) -> pl.DataFrame:
    """The rows in which every cell is what its column expects; the first bad cell refuses a row."""
    good = pl.repeat(value=True, n=cells.height, eager=True)
    values: list[pl.Series] = []

    def keep_only(fits: pl.Series, header: str, expected: str) -> pl.Series:
        for index in (good & ~fits).arg_true().to_list():
            refused.add(Refusal(records[index], header, expected))
        return good & fits

    for place in places:
        raw, column = cells.get_column(place.column.name), place.column
        values.append(column.kind.read(raw))
        fits = _fits(raw, values[-1], required=column.required)
        good = keep_only(fits, place.header, column.kind.expects)
    lines = pl.Series("row", [record.line for record in records], pl.UInt32)
    frame = pl.DataFrame([*values, lines])
    if "referring_page" in frame.columns:
        good = keep_only(_comes_from_elsewhere(frame), "", "a link from another site")
    named = [name for name in any_of if name in frame.columns]
    if named:
        some = frame.select(pl.any_horizontal(pl.col(named).is_not_null())).to_series()
        good = keep_only(some, "", f"a {' or a '.join(named)}")
    return frame.filter(good)


def _comes_from_elsewhere(frame: pl.DataFrame) -> pl.Series:
    """A link inside one site is no backlink; rows without both URLs are refused already."""
    sites = {url: site_of(url) for url in frame["target"].drop_nulls().unique().to_list()}
    pairs = zip(frame["referring_page"].to_list(), frame["target"].to_list(), strict=True)
    return pl.Series(
        [page is None or url is None or site_of(page) != sites[url] for page, url in pairs],
        dtype=pl.Boolean,
    )


def _fits(raw: pl.Series, value: pl.Series, *, required: bool) -> pl.Series:
    sound = ~raw.str.contains("\0", literal=True) & (raw.str.len_bytes() <= MAX_CELL)
    fits = value.is_not_null() & sound.fill_null(value=False)
    return fits if required else fits | raw.is_null()


def _shape(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """The table, all columns in order; what the file does not tell is null."""
    derived = reading.finish(frame).with_columns(vendor=pl.lit(reading.vendor))
    if "referring_page" in derived.columns and "referring_domain" not in derived.columns:
        derived = derived.with_columns(referring_domain=_domains(derived["referring_page"]))
    absent = [name for name in reading.table.schema if name not in derived.columns]
    whole = derived.with_columns(pl.lit(None).alias(name) for name in absent)
    return whole.select(reading.table.schema.names()).cast(reading.table.schema)


def _domains(pages: pl.Series) -> pl.Series:
    return pl.Series(
        [registrable_domain(host_of(page)) for page in pages.to_list()], dtype=pl.String
    )

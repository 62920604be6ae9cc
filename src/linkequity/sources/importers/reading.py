"""From cells to the rows of a table: a chunk at a time, each bad cell found and named."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from linkequity.base.url_columns import domains_of, sites_of
from linkequity.snapshot.tables import Table
from linkequity.sources.columns import Place
from linkequity.sources.importers.refused import Refusal, RefusedRows
from linkequity.sources.importers.spelling import find_spelling
from linkequity.sources.importers.table import CellTable, Chunk, column_name

# Longer texts than these are no anchor texts, titles or contexts, and no browser takes such a URL.
MAX_CELL = 10_000


@dataclass(frozen=True)
class Reading:
    """How one file is read: whose it is, the table to end in, and the columns that were found."""

    vendor: str
    table: Table
    finish: Callable[[pl.DataFrame], pl.DataFrame]
    places: Sequence[Place]
    any_of: tuple[str, ...]


def read_frames(table: CellTable, reading: Reading, refused: RefusedRows) -> Iterator[pl.DataFrame]:
    """All usable rows in the table's shape, a chunk at a time; the others go to `refused`."""
    for rows in read_rows(table, reading.places, refused, reading.any_of):
        yield _shape(rows, reading)


def read_rows(
    table: CellTable, places: Sequence[Place], refused: RefusedRows, any_of: Sequence[str] = ()
) -> Iterator[pl.DataFrame]:
    """The columns found at `places`, and `row`, of all usable rows, a chunk at a time.

    `any_of`: columns of which each row needs one.
    """
    spelling = find_spelling(table, places)
    width = len(table.sample.headers)
    for chunk in table.chunks():
        for record in chunk.broken:
            refused.add(Refusal(record, "", f"{width} cells, found {len(record.cells)}"))
        if len(chunk.lines):
            cells = spelling.mend(_raw_cells(chunk, places), places)
            yield _read_chunk(cells, chunk, places, refused, any_of)


def _raw_cells(chunk: Chunk, places: Sequence[Place]) -> pl.DataFrame:
    """The cells of the columns we read, stripped; null where empty."""
    read = [pl.col(column_name(p.index)).str.strip_chars().alias(p.column.name) for p in places]
    stripped = chunk.cells.select(read)
    return stripped.select(pl.when(pl.all().str.len_bytes() > 0).then(pl.all()))


def _read_chunk(
    cells: pl.DataFrame,
    chunk: Chunk,
    places: Sequence[Place],
    refused: RefusedRows,
    any_of: Sequence[str],
) -> pl.DataFrame:
    """The rows in which every cell is what its column expects; the first bad cell refuses a row."""
    good = pl.repeat(value=True, n=cells.height, eager=True)
    values: list[pl.Series] = []

    def keep_only(fits: pl.Series, header: str, expected: str) -> pl.Series:
        for index in (good & ~fits).arg_true().to_list():
            refused.add(Refusal(chunk.record(index), header, expected))
        return good & fits

    for place in places:
        raw, column = cells.get_column(place.column.name), place.column
        values.append(column.kind.read(raw))
        fits = _fits(raw, values[-1], required=column.required)
        good = keep_only(fits, place.header, column.kind.expects)
    frame = pl.DataFrame([*values, chunk.lines])
    if "referring_page" in frame.columns and "target" in frame.columns:
        good = keep_only(_comes_from_elsewhere(frame), "", "a link from another site")
    named = [name for name in any_of if name in frame.columns]
    if named:
        some = frame.select(pl.any_horizontal(pl.col(named).is_not_null())).to_series()
        good = keep_only(some, "", f"a {' or a '.join(named)}")
    return frame.filter(good)


def _comes_from_elsewhere(frame: pl.DataFrame) -> pl.Series:
    """A link inside one site is no backlink; rows without both URLs are refused already."""
    own = sites_of(frame["referring_page"]) == sites_of(frame["target"])
    return ~own.fill_null(value=False)


def _fits(raw: pl.Series, value: pl.Series, *, required: bool) -> pl.Series:
    sound = ~raw.str.contains("\0", literal=True) & (raw.str.len_bytes() <= MAX_CELL)
    fits = value.is_not_null() & sound.fill_null(value=False)
    return fits if required else fits | raw.is_null()


def _shape(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """The table, all columns in order; what the file does not tell is null."""
    derived = reading.finish(frame).with_columns(vendor=pl.lit(reading.vendor))
    if "referring_page" in derived.columns and "referring_domain" not in derived.columns:
        derived = derived.with_columns(referring_domain=domains_of(derived["referring_page"]))
    absent = [name for name in reading.table.schema if name not in derived.columns]
    whole = derived.with_columns(pl.lit(None).alias(name) for name in absent)
    return whole.select(reading.table.schema.names()).cast(reading.table.schema)

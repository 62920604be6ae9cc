"""Rows of a table of another program, by our names for its columns, and how its cells are read."""

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from linkequity.sources.columns import COUNT, FLAGS, ImportColumn, Place
from linkequity.sources.importers.reading import read_rows
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.table import CellTable

MILLISECONDS: Final = 1000
MOMENTS: Final = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S")


def read_all(
    table: CellTable,
    columns: Sequence[ImportColumn],
    places: Sequence[Place],
    refused: RefusedRows,
) -> Iterator[pl.DataFrame]:
    """All usable rows, a chunk at a time; a column that the file does not have is null."""
    refused.headers = table.sample.headers
    found = {place.column.name for place in places}
    absent = [
        pl.lit(None, pl.Int64 if column.kind is COUNT else pl.String).alias(column.name)
        for column in columns
        if column.name not in found
    ]
    for rows in read_rows(table, places, refused):
        yield rows.with_columns(absent)


def whole_number(name: str) -> pl.Expr:
    """A count, its grouping taken out; null where it is none."""
    return pl.col(name).str.replace_all(r"\D", "").cast(pl.Int64, strict=False)


def moment(name: str) -> pl.Expr:
    """A moment, taken as UTC; null where it is none."""
    tries = [pl.col(name).str.to_datetime(f, strict=False, time_unit="ms") for f in MOMENTS]
    return pl.coalesce(tries).dt.replace_time_zone("UTC")


def headings(*names: str) -> pl.Expr:
    """Columns of headings, named `h1` or `h1_2`, as one list; null where there is none."""
    texts = [pl.format("{} {}", pl.lit(name[:2]), name) for name in names]
    listed = pl.concat_list(texts).list.drop_nulls()
    return pl.when(listed.list.len() > 0).then(listed)


def flag(name: str) -> pl.Expr:
    """Yes or no, true or false, in the languages of spreadsheets; null where it is neither."""
    lowered = pl.col(name).str.to_lowercase()
    return lowered.replace_strict(FLAGS, default=None, return_dtype=pl.Boolean)

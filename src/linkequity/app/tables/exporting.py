"""A view whole, all of its pages, as CSV or as a workbook; in pieces, so that memory is bounded."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from linkequity.app.exports import BYTE_ORDER_MARK, plain_csv, write_file
from linkequity.app.tables.declared import result_table
from linkequity.app.tables.query import Parameters, condition, order
from linkequity.app.tables.reading import FILE, Reader, check, direction, names, opened
from linkequity.app.tables.view import View
from linkequity.app.tables.workbook import MOST_ROWS, write_workbook
from linkequity.app.workspace import Workspace
from linkequity.base.errors import UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

PIECE = 50_000  # rows; 24 columns of links take 25 MB


class _Stream:
    """A relation as Polars reads it.

    Polars remembers each type it was given; DuckDB's own would outlive its module and complain.
    """

    def __init__(self, relation: "DuckDBPyRelation") -> None:
        self._relation = relation

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._relation.__arrow_c_stream__(requested_schema)


def csv_pieces(workspace: Workspace, view: View) -> Iterator[bytes]:
    """All rows of a view as CSV (UTF-8 with BOM for spreadsheets) that no spreadsheet runs."""
    with opened(workspace, view.table) as reader:
        check(reader, view)
        yield BYTE_ORDER_MARK + plain_csv(pl.DataFrame(schema=_header(view))).encode()
        for piece in _pieces(reader, view):
            yield plain_csv(piece, header=False).encode()


def write_xlsx(workspace: Workspace, view: View, path: Path) -> None:
    """Write all rows of a view into a workbook; UsageError where a sheet does not hold them."""
    with opened(workspace, view.table) as reader:
        check(reader, view)
        _check_fits(reader.match(view))
        write_workbook(view.table.name, view.columns, _pieces(reader, view), path)


def write_rows_xlsx(table: str, rows: pl.DataFrame, path: Path) -> None:
    """Write rows of a table, chosen already, into a workbook; errors as in `write_xlsx`."""
    _check_fits(rows.height)
    columns = tuple(result_table(table).column(name) for name in rows.columns)
    written = BytesIO()
    write_workbook(table, columns, [rows], written)
    write_file(written.getvalue(), path)


def _check_fits(rows: int) -> None:
    if rows > MOST_ROWS:
        raise UsageError(
            f"{rows:,} rows do not fit into a sheet of Excel, which holds {MOST_ROWS:,}",
            hint="Filter them, or export CSV.",
        )


def _pieces(reader: Reader, view: View) -> Iterator[pl.DataFrame]:
    """The rows in order, PIECE at a time."""
    parameters = Parameters()
    where = condition(view, parameters)
    reader.ask_file(
        f"CREATE TEMP TABLE ordered AS SELECT {names(view.columns)} FROM {FILE} WHERE {where} "
        f"ORDER BY {order(view.sorted_by)} {direction(view)} NULLS LAST, file_row_number",
        **parameters.values,
    )
    begin = 0
    while (piece := _piece(reader, begin)).height:
        yield piece
        begin += PIECE


def _piece(reader: Reader, begin: int) -> pl.DataFrame:
    rows = "SELECT * FROM ordered WHERE rowid >= $first AND rowid < $past"
    return pl.DataFrame(_Stream(reader.relation(rows, first=begin, past=begin + PIECE)))


def _header(view: View) -> dict[str, type[pl.DataType]]:
    return {column.name: pl.String for column in view.columns}

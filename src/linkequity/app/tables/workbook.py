"""A workbook for spreadsheets: a sheet of rows, and one that says what its columns are.

Text is written as text: nothing in it becomes a formula, a link or a number.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from linkequity.app.exports import flat_text
from linkequity.app.tables.declared import Kind, TableColumn

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_575  # a sheet's rows, less the header
LONGEST_CELL: Final = 32_767
A_MODEL: Final = "Equity is a model of this site's links, not a search engine's number."
WIDTHS: Final[dict[Kind, int]] = {
    "url": 60,
    "text": 32,
    "list": 24,
    "choice": 16,
    "number": 13,
    "date": 12,
    "yes_no": 10,
}
PLAIN: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def write_workbook(
    name: str, columns: tuple[TableColumn, ...], pieces: Iterable[pl.DataFrame], to: Path | BytesIO
) -> None:
    """Write rows, which come in pieces, under the titles of their columns."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    with Workbook(to, PLAIN) as book:
        sheet = book.add_worksheet(name.capitalize())
        _head(sheet, book, columns)
        written = 0
        for number, row in enumerate(_rows(pieces), 1):
            write_row(sheet, number, row)
            written = number
        sheet.autofilter(0, 0, written, len(columns) - 1)
        _explain(book, columns)


def _head(sheet: "Worksheet", book: "Workbook", columns: tuple[TableColumn, ...]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    counts, amounts = (book.add_format({"num_format": shape}) for shape in ("#,##0", "#,##0.000"))
    for place, column in enumerate(columns):
        form = (counts if column.whole else amounts) if column.kind == "number" else None
        sheet.set_column(place, place, WIDTHS[column.kind], form)
        sheet.write_string(0, place, column.title, bold)
    sheet.freeze_panes(1, 0)


def _rows(pieces: Iterable[pl.DataFrame]) -> Iterator[tuple[object, ...]]:
    for piece in pieces:
        yield from flat_text(piece).iter_rows()


def write_row(sheet: "Worksheet", number: int, row: Sequence[object]) -> None:
    """Write one row of plain cells; text stays text, what is not a number is left empty."""
    for place, value in enumerate(row):
        if isinstance(value, bool):
            sheet.write_boolean(number, place, value)
        elif isinstance(value, (int, float)):
            if math.isfinite(value):
                sheet.write_number(number, place, value)
        elif isinstance(value, date):
            sheet.write_datetime(number, place, value)
        elif value is not None:
            sheet.write_string(number, place, str(value)[:LONGEST_CELL])


def _explain(book: "Workbook", columns: tuple[TableColumn, ...]) -> None:
    sheet = book.add_worksheet("Columns")
    sheet.set_column(0, 2, 24)
    sheet.set_column(3, 3, 100)
    lines = [("Title", "Name", "Unit", "Meaning")]
    lines += [(c.title, c.name, c.unit, c.meaning) for c in columns]
    for number, line in enumerate([*lines, (), (A_MODEL,)]):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text)

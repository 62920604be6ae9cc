"""Sheets of Excel workbooks as tables: every cell as the text that a CSV would hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from linkequity.base.errors import FileUnreadable
from linkequity.sources.importers.opening import LOOKED_AT, find_header
from linkequity.sources.importers.table import ROWS_A_CHUNK, Chunk, Record, Sample, chunk_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

SAMPLE_ROWS: Final = 1000
Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class SheetTable:
    """One sheet, and how it begins. `header_line` counts from 1."""

    path: Path
    sheet: str
    header_line: int
    sample: Sample
    decimal_comma: bool = False

    def chunks(self) -> Iterator[Chunk]:
        """All rows below the headers, blank ones left out."""
        width = len(self.sample.headers)
        records = _records(self.path, self.sheet, self.header_line, width)
        while rows := list(islice(records, ROWS_A_CHUNK)):
            yield chunk_of(rows, width)


def sheets_of(path: Path) -> list[str]:
    """The names of a workbook's sheets; FileUnreadable where it is none."""
    return list(_open(path).sheet_names)


def open_sheet(path: Path, sheet: str) -> SheetTable:
    """Find the headers of a sheet; FileUnreadable where it is empty."""
    rows = _rows(_open(path).get_sheet_by_name(sheet))
    first = [row for _, row in islice(rows, LOOKED_AT)]
    if not any(any(row) for row in first):
        raise FileUnreadable("is empty", where=f"{path}/{sheet}", hint="Export it again.")
    _, header = find_header(first)
    headers = tuple(first[header])
    preamble = tuple(" ".join(filter(None, row)) for row in first[:header] if any(row))
    records = islice(_records(path, sheet, header + 1, len(headers)), SAMPLE_ROWS)
    whole = tuple(tuple(record.cells) for record in records if record.whole)
    return SheetTable(path, sheet, header + 1, Sample(headers, whole, preamble))


def _open(path: Path) -> "CalamineWorkbook":
    import python_calamine  # noqa: PLC0415

    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except (python_calamine.CalamineError, OSError) as error:
        raise FileUnreadable(
            f"is an Excel workbook that cannot be read: {error}",
            where=str(path),
            hint="Save it again, or as CSV.",
        ) from None


def _records(path: Path, sheet: str, header_line: int, width: int) -> Iterator[Record]:
    for line, cells in _rows(_open(path).get_sheet_by_name(sheet)):
        if line > header_line and any(cells):
            row = [*cells, *[""] * (width - len(cells))]
            yield Record(line, row, whole=len(row) == width)


def _rows(sheet: "CalamineSheet") -> Iterator[tuple[int, list[str]]]:
    start = sheet.start
    first = start[0] if start else 0
    for line, cells in enumerate(sheet.iter_rows(), first + 1):
        row = [_text(cell) for cell in cells]
        while row and not row[-1].strip():
            row.pop()
        yield line, row


def _text(cell: Cell) -> str:
    """A cell as a CSV would have it; whole numbers without a fraction, times as ISO."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)

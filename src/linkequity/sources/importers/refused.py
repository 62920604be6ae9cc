"""Rows that could not be used: counted, and kept beside the imports with the reason for each."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TextIO

from linkequity.base.cells import plain_cell
from linkequity.sources.importers.table import Record


@dataclass(frozen=True)
class Refusal:
    """Why a row was not used: the column, and what was expected in it."""

    record: Record
    column: str
    expected: str


@dataclass
class RefusedRows:
    """A side file that comes into being with the first refused row.

    `<name>.refused.csv`: row, column, expected, then the row as it was. Formulas are made text.
    One of an earlier import of the same file is removed. `headers`: names of the row's cells.
    """

    path: Path | None
    headers: Sequence[str] = ("text",)
    count: int = 0
    _file: TextIO | None = field(default=None, init=False)

    def __enter__(self) -> "RefusedRows":
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def side_file(self) -> Path | None:
        """Where the refused rows are; None where there are none, or nowhere to put them."""
        return self.path if self.count else None

    def add(self, refusal: Refusal) -> None:
        """Count one row, and keep it."""
        if self._file is None and self.path is not None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._write(["row", "column", "expected", *self.headers])
        record = refusal.record
        self._write([str(record.line), refusal.column, refusal.expected, *record.cells])
        self.count += 1

    def _write(self, cells: Sequence[str]) -> None:
        if self._file is not None:
            csv.writer(self._file).writerow([plain_cell(cell) for cell in cells])

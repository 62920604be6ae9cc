"""Rows that could not be used: counted, and kept beside the imports with the reason for each."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TextIO

from linkequity.base.cells import plain_cell
from linkequity.sources.importers.table import Record

# Nobody reads on after so many; the rest is counted, and the disk is not filled.
MAX_LISTED = 100_000


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
    `left_out`: rows that are sound and not of use, by why.
    """

    path: Path | None
    headers: Sequence[str] = ("text",)
    count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
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
        record = refusal.record
        self._list([str(record.line), refusal.column, refusal.expected, *record.cells])

    def add_number(self, line: int, expected: str) -> None:
        """Count one row, and keep nothing of it but where it stands."""
        self._list([str(line), "", expected])

    def _list(self, cells: Sequence[str]) -> None:
        if self.count < MAX_LISTED:
            if self._file is None and self.path is not None:
                self._file = self.path.open("w", encoding="utf-8-sig", newline="")
                self._write(["row", "column", "expected", *self.headers])
            self._write(cells)
        self.count += 1

    def _write(self, cells: Sequence[str]) -> None:
        if self._file is not None:
            csv.writer(self._file).writerow([plain_cell(cell) for cell in cells])

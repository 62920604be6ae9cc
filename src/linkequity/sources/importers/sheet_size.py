"""How large the sheets of a workbook are, before one is read: a few cells far apart would be
read with all the empty ones between them, as many as sixteen thousand million.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

PIECE: Final = 1 << 20
SHEETS: Final = "xl/worksheets/"
_PLACE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b")
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b")


@dataclass
class _Sheet:
    """What was seen of one sheet: rows and columns up to the last that is named or counted."""

    last_row: int = 0
    rows: int = 0
    columns: int = 0
    cells_in_row: int = 0

    def see(self, piece: bytes) -> None:
        """Take in the next piece of its XML."""
        named = _PLACE.findall(piece)
        self.last_row = max(self.last_row, max((int(row) for _, row in named), default=0))
        self.columns = max(self.columns, max(map(_column, {name for name, _ in named}), default=0))
        first, *others = _ROW.split(piece)
        self.rows += len(others)
        self._count(self.cells_in_row, first)
        for row in others:
            self._count(0, row)

    def _count(self, before: int, cells: bytes) -> None:
        """Cells need not say where they are: they follow each other."""
        self.cells_in_row = before + len(_CELL.findall(cells))
        self.columns = max(self.columns, self.cells_in_row)

    @property
    def cells(self) -> int:
        """How many a reader makes room for, or more."""
        return max(self.last_row, self.rows) * self.columns


def largest_sheet(archive: zipfile.ZipFile) -> int:
    """The cells of the largest sheet, the empty ones between others included, or more.

    All members are unpacked, so that none is larger than it says. BadZipFile where one is.
    """
    return max((_cells(archive, member) for member in archive.infolist()), default=0)


def _cells(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    sheet = _Sheet()
    with archive.open(member) as file:
        if member.filename.startswith(SHEETS):
            for piece in _pieces(file):
                sheet.see(piece)
        while file.read(PIECE):
            pass
    return sheet.cells


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What a sheet holds, cut where no tag is cut."""
    kept = b""
    while read := file.read(PIECE):
        whole, sign, begun = (kept + read).rpartition(b"<")
        if not sign:
            raise zipfile.BadZipFile("a sheet has a tag or a cell larger than any can be")
        kept = sign + begun
        yield whole
    yield kept


def _column(name: bytes) -> int:
    """A column's number, from 1; 0 for a row, which names none."""
    number = 0
    for letter in name.upper():
        number = 26 * number + letter - 64
    return number

"""Files of separated values as records: encoding and delimiter found out, broken rows set apart.

Read line by line in bounded memory. A quote that is never closed costs its own line, not the
rest of the file.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from linkequity.base.errors import FileUnreadable

BLOCK = 1 << 20
DELIMITERS = ",\t;|"
# Real exports have lines of a few kB; a longer one is cut, and its parts are refused.
MAX_LINE = 200_000
# Cells with line breaks are anchor texts and titles of a few lines.
MAX_LINES_OF_A_RECORD = 50
# Enough for the order of days and months to show in a file that is sorted by date.
SAMPLE_ROWS = 1000
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_TEXT = (
    (b"PK\x03\x04", "is an Excel workbook or an archive", "Save it as CSV and import that."),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook", "Save it as CSV and import that."),
    (b"\x1f\x8b", "is compressed", "Unpack it first."),
    (b"%PDF", "is a PDF", "Export the table as CSV instead."),
)


@dataclass(frozen=True)
class Sample:
    """The beginning of a file: its headers, and its first rows of the same width."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def cells(self, index: int) -> list[str]:
        """The cells of one column that are not empty."""
        return [row[index].strip() for row in self.rows if row[index].strip()]


@dataclass(frozen=True)
class TextTable:
    """A file of separated values: how it is to be read, and how it begins.

    `above`: lines above the header, as in exports whose first line is a title.
    """

    path: Path
    encoding: str
    delimiter: str
    sample: Sample
    above: int = 0


class Record(NamedTuple):
    """One row: the line it begins on (header = 1), its cells, and whether it has all of them."""

    line: int
    cells: list[str]
    whole: bool


def open_table(path: Path) -> TextTable:
    """Find out how to read a file; FileUnreadable where it is none, empty or no text."""
    encoding = _find_encoding(path)
    with _open(path, encoding) as file:
        first, second = file.readline(MAX_LINE), file.readline(MAX_LINE)
    if not first.strip():
        raise FileUnreadable("is empty", where=str(path), hint="Export it again.")
    above = int(len(_cells(first)) == 1 and len(_cells(second)) > 2)
    header = second if above else first
    delimiter = _delimiter(header)
    table = TextTable(path, encoding, delimiter, Sample(_cells(header), ()), above)
    return replace(table, sample=Sample(_cells(header), _first_rows(table)))


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark))))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(next(csv.reader([line], delimiter=_delimiter(line)), ()))


def _first_rows(table: TextTable) -> tuple[tuple[str, ...], ...]:
    rows = []
    for record in read_records(table):
        if record.whole:
            rows.append(tuple(record.cells))
        if len(rows) == SAMPLE_ROWS:
            break
    return tuple(rows)


def _find_encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise FileUnreadable(reason, where=str(path)) from None
    for magic, what, hint in NOT_TEXT:
        if start.startswith(magic):
            raise FileUnreadable(what, where=str(path), hint=hint)
    marked = (encoding for bom, encoding in BOMS if start.startswith(bom))
    return next(marked, None) or ("utf-8" if _decodes(path, "utf-8") else _western(path))


def _western(path: Path) -> str:
    if _decodes(path, "cp1252"):
        return "cp1252"
    raise FileUnreadable(
        "is text in none of UTF-8, UTF-16 and Windows-1252",
        where=str(path),
        hint="Save it again as CSV UTF-8.",
    )


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            for block in iter(partial(file.read, BLOCK), b""):
                decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def _open(path: Path, encoding: str) -> Iterator[TextIO]:
    # Half a character at the end of a file that was cut off must not cost the rows before it.
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield file


def read_records(table: TextTable) -> Iterator[Record]:
    """All rows below the header, blank lines left out."""
    width = len(table.sample.headers)
    with _open(table.path, table.encoding) as file:
        for _ in range(1 + table.above):
            file.readline(MAX_LINE)
        line = 2 + table.above
        for cells, taken, again in _read_cells(file, table.delimiter):
            if len(cells) > width and not any(cells[width:]):
                del cells[width:]
            if len(cells) == width:
                yield Record(line, cells, whole=True)
            elif len(taken) > 1:
                # A quote was not closed: only the line it stands on is broken.
                again.extendleft(reversed(taken[1:]))
                del taken[1:]
                yield Record(line, [taken[0].rstrip("\r\n")], whole=False)
            elif cells:
                yield Record(line, cells, whole=False)
            line += len(taken)
            taken.clear()


def _read_cells(file: TextIO, delimiter: str) -> Iterator[tuple[list[str], list[str], deque[str]]]:
    """Each record's cells, the lines it was made of, and where lines to be read again are put.

    The lines are the reader's to clear before the next record. A record that csv cannot read
    comes as its text in one cell.
    """
    taken: list[str] = []
    again: deque[str] = deque()
    while True:
        reader = csv.reader(_feed(file, taken, again), delimiter=delimiter)
        try:
            for cells in reader:
                yield cells, taken, again
        except csv.Error:
            yield ["".join(taken)], taken, again
        if not again and not _refill(file, again):
            return


def _feed(file: TextIO, taken: list[str], again: deque[str]) -> Iterator[str]:
    """Lines for csv, those to be read again first; ends with the file, or an endless record."""
    while len(taken) < MAX_LINES_OF_A_RECORD:
        line = again.popleft() if again else file.readline(MAX_LINE)
        if not line:
            return
        taken.append(line)
        yield line


def _refill(file: TextIO, again: deque[str]) -> bool:
    """Whether the file goes on after csv's reader has ended."""
    line = file.readline(MAX_LINE)
    if line:
        again.append(line)
    return bool(line)

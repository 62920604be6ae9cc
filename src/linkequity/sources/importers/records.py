"""Files of separated values as records: encoding and delimiter found out, broken rows set apart.

Read line by line in bounded memory. A quote that is never closed costs its own line, not the
rest of the file.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TextIO

from linkequity.base.errors import FileUnreadable
from linkequity.sources.importers.importer import Sample

BLOCK = 1 << 20
DELIMITERS = ",\t;|"
# Real exports have lines of a few kB; a longer one is cut, and its parts are refused.
MAX_LINE = 200_000
# Cells with line breaks are anchor texts and titles of a few lines.
MAX_LINES_OF_A_RECORD = 50
SAMPLE_ROWS = 100
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
class TextTable:
    """A file of separated values: how it is to be read, and how it begins."""

    path: Path
    encoding: str
    delimiter: str
    sample: Sample


@dataclass(frozen=True)
class Record:
    """One row: the line it begins on (header = 1), its cells, and whether it has all of them."""

    line: int
    cells: list[str]
    whole: bool


def open_table(path: Path) -> TextTable:
    """Find out how to read a file; FileUnreadable where it is none, empty or no text."""
    encoding = _find_encoding(path)
    with _open(path, encoding) as file:
        header = file.readline(MAX_LINE)
    if not header.strip():
        raise FileUnreadable("is empty", where=str(path), hint="Export it again.")
    delimiter = max(DELIMITERS, key=lambda mark: len(next(csv.reader([header], delimiter=mark))))
    headers = tuple(next(csv.reader([header], delimiter=delimiter)))
    table = TextTable(path, encoding, delimiter, Sample(headers, ()))
    return TextTable(path, encoding, delimiter, Sample(headers, _first_rows(table)))


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


@dataclass
class _Lines:
    """Hands lines to the csv reader, remembers those of the current record, takes some back."""

    file: TextIO
    number: int = 0
    taken: list[str] = field(default_factory=list)
    again: deque[str] = field(default_factory=deque)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MAX_LINES_OF_A_RECORD:
            raise StopIteration  # ends the record, not the file
        line = self.again.popleft() if self.again else self.file.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self.again.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


def read_records(table: TextTable) -> Iterator[Record]:
    """All rows below the header, blank lines left out."""
    width = len(table.sample.headers)
    with _open(table.path, table.encoding) as file:
        file.readline(MAX_LINE)
        lines = _Lines(file, number=1)
        reader = csv.reader(lines, delimiter=table.delimiter)
        while True:
            lines.taken.clear()
            line = lines.number + 1
            cells = _next_cells(reader)
            if not lines.taken:
                return
            if cells is not None and len(cells) > width and not any(cells[width:]):
                cells = cells[:width]
            whole = cells is not None and len(cells) == width
            if not whole and len(lines.taken) > 1:
                lines.give_back_all_but_first()
                cells = [lines.taken[0].rstrip("\r\n")]
            if cells != []:
                yield Record(line, cells or [lines.taken[0].rstrip("\r\n")], whole)


def _next_cells(reader: Iterator[list[str]]) -> list[str] | None:
    """The cells of the next record; None where csv cannot read it; [] for a blank line or none."""
    try:
        return next(reader, [])
    except csv.Error:
        return None

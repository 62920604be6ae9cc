"""How a file of separated values is to be read: encoding, delimiter, where the headers are."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from linkequity.base.errors import FileUnreadable

BLOCK: Final = 1 << 20
DELIMITERS: Final = ",\t;|"
# Real exports have lines of a few kB; a longer one is cut, and its parts are refused.
MAX_LINE: Final = 200_000
# Reports that say what they are above their headers do so in at most a dozen lines.
LOOKED_AT: Final = 40
# Reports set their comments so; a header may be called "#".
COMMENT: Final = re.compile(r"#(?![,\t;|\"])")
BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_TEXT: Final = (
    (b"PK\x03\x04", "is an Excel workbook or an archive that cannot be read", "Save it as CSV."),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook", "Save it as CSV and import that."),
    (b"\x1f\x8b", "is compressed", "Unpack it first."),
    (b"%PDF", "is a PDF", "Export the table as CSV instead."),
)


@dataclass(frozen=True)
class Layout:
    """How the text of a table is cut up; `header_line` counts from 1."""

    encoding: str
    delimiter: str
    header_line: int
    headers: tuple[str, ...]
    preamble: tuple[str, ...]


@dataclass(frozen=True)
class _Cut:
    """The first lines, cut by one delimiter: how wide the table is, and where its headers are."""

    delimiter: str
    rows: tuple[tuple[str, ...], ...]
    width: int
    header: int

    @property
    def likelihood(self) -> tuple[bool, int, int]:
        """Tables have columns; their headers stand high; then the wider cut is the right one."""
        return self.width > 1, -self.header, len(self.rows[self.header])


def find_layout(path: Path) -> Layout:
    """FileUnreadable where the file is none, empty or no text."""
    encoding = find_encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [file.readline(MAX_LINE) for _ in range(LOOKED_AT)]
    first = next((i for i, line in enumerate(lines) if _says_something(line)), None)
    if first is None:
        raise FileUnreadable("is empty", where=str(path), hint="Export it again.")
    best = max((_cut(lines[first:], mark) for mark in DELIMITERS), key=lambda c: c.likelihood)
    header = first + best.header
    return Layout(
        encoding=encoding,
        delimiter=best.delimiter,
        header_line=header + 1,
        headers=best.rows[best.header],
        preamble=tuple(line.strip().lstrip("\ufeff") for line in lines[:header] if line.strip()),
    )


def _says_something(line: str) -> bool:
    return bool(line.strip().lstrip("\ufeff")) and not COMMENT.match(line)


def _cut(lines: Sequence[str], delimiter: str) -> _Cut:
    cut = (next(csv.reader([line], delimiter=delimiter), []) for line in lines)
    rows = tuple(tuple(cells) if any(cells) else () for cells in cut)
    return _Cut(delimiter, rows, *find_header(rows))


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How wide a table is that begins so, and in which row its headers stand.

    Lines above the headers are titles: one cell, or two where the table is far wider. A file of
    nothing but titles has its headers in the first line.
    """
    widths = Counter(len(row) for row in rows if row)
    width = max(widths, key=lambda w: (widths[w], w))
    header = next((n for n, row in enumerate(rows) if not _is_title(row, width)), 0)
    return width, header


def _is_title(row: Sequence[str], width: int) -> bool:
    said = sum(bool(cell.strip()) for cell in row)
    return len(row) < width and (said <= 1 or (said == 2 and width >= 5))


def find_encoding(path: Path) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8 if all of it is, else Windows-1252."""
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

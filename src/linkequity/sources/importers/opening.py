"""How a file of separated values is to be read: packing, encoding, delimiter, headers."""

import bz2
import codecs
import csv
import gzip
import io
import lzma
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, TextIO, cast

from linkequity.base.errors import FileUnreadable

BLOCK: Final = 1 << 20
# Blocks of a packed file that tell its encoding: it may unpack to a thousand times its size.
LOOKED_INTO: Final = 8
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
# Without a mark, nearly every second byte of UTF-16 is zero in the scripts that headers use.
UNMARKED: Final = ("utf-16-le", "utf-16-be")
MOSTLY: Final = 0.9
# Spreadsheets begin a file so to say how they separate its cells.
SEPARATOR: Final = re.compile(r"\ufeff?\"?sep=.\"?\s*$", re.IGNORECASE)
WEB_PAGE: Final = re.compile(rb"\s*<(!doctype html|html)\b", re.IGNORECASE)
PACKED: Final = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open))
# What unpacking may raise besides OSError.
BREAKING: Final = (EOFError, zlib.error, lzma.LZMAError)
NOT_TEXT: Final = (
    (b"PK\x05\x06", "is an archive with nothing in it", "Export it again."),
    (b"PK\x03\x04", "is an Excel workbook or an archive that cannot be read", "Save it as CSV."),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook", "Save it as CSV and import that."),
    (b"\x28\xb5\x2f\xfd", "is compressed by Zstandard", "Unpack it first: zstd -d FILE"),
    (b"7z\xbc\xaf", "is a 7-Zip archive", "Unpack it first."),
    (b"Rar!", "is a RAR archive", "Unpack it first."),
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
    with open_text(path, encoding) as file:
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
    written = bool(line.strip().lstrip("\ufeff"))
    return written and not COMMENT.match(line) and not SEPARATOR.match(line)


def _cut(lines: Sequence[str], delimiter: str) -> _Cut:
    cut = (_cells(line, delimiter) for line in lines)
    rows = tuple(tuple(cells) if any(cells) else () for cells in cut)
    return _Cut(delimiter, rows, *find_header(rows))


def _cells(line: str, delimiter: str) -> list[str]:
    """A line cut up; whole in one cell where it is too long to be a row."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [line]


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


def open_bytes(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked as they are read where it is packed by gzip, bzip2 or xz."""
    with path.open("rb") as file:
        start = file.read(8)
    unpack = next((unpack for magic, unpack in PACKED if start.startswith(magic)), None)
    return cast(BinaryIO, unpack(path)) if unpack else path.open("rb")


def open_text(path: Path, encoding: str) -> TextIO:
    """The text of a file, unpacked; what is no character of the encoding is replaced."""
    return io.TextIOWrapper(open_bytes(path), encoding=encoding, errors="replace", newline="")


def broken_off(path: Path, error: Exception) -> FileUnreadable:
    """What a packed file is that ends before its end."""
    hint = "Fetch it again, or unpack it first."
    return FileUnreadable(f"cannot be unpacked: {error}", where=str(path), hint=hint)


def find_encoding(path: Path) -> str:
    """UTF-8 or UTF-16 by its mark or its zeros, else UTF-8 if all is, else Windows-1252."""
    try:
        with open_bytes(path) as file:
            start = file.read(256)
    except OSError as error:
        raise FileUnreadable.of(error, path) from None
    for magic, what, hint in NOT_TEXT:
        if start.startswith(magic):
            raise FileUnreadable(what, where=str(path), hint=hint)
    if WEB_PAGE.match(start):
        hint = "Was it saved where a login was asked for? Export it again."
        raise FileUnreadable("is a web page, not a table", where=str(path), hint=hint)
    marked = next((encoding for bom, encoding in BOMS if start.startswith(bom)), None)
    known = marked or _unmarked(start)
    return known or ("utf-8" if _decodes(path, "utf-8") else _western(path))


def _unmarked(start: bytes) -> str | None:
    """Which UTF-16 it is that begins so; None where it is none."""
    pairs = len(start) // 2
    zeros = [start[odd : 2 * pairs : 2].count(0) for odd in (1, 0)]
    ways = zip(UNMARKED, zeros, reversed(zeros), strict=True)
    return next((way for way, high, low in ways if high > MOSTLY * pairs and not low), None)


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
        with open_bytes(path) as file:
            most = None if isinstance(file, io.BufferedReader) else LOOKED_INTO
            for block in islice(iter(partial(file.read, BLOCK), b""), most):
                decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True

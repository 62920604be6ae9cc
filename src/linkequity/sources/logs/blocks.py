"""A log of any size as blocks of whole lines, in bounded memory."""

import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import polars as pl

from linkequity.base.errors import FileUnreadable
from linkequity.sources.importers.source_file import SourceFile

BLOCK = 8 << 20
# Servers refuse requests of more than 8 to 32 kB; a longer line is no request.
MAX_LINE = 1 << 16
# deflate stores at most 1,032 times less. Logs shrink 10 to 100 times; what shrinks more than this
# is one line over and over, made to keep somebody busy.
MAX_RATIO = 500
PLAUSIBLE = 256 << 20


@dataclass
class LogBlocks:
    """The lines of one log. `cut_off`: why the file ended before its end, None where it did not."""

    source: SourceFile
    cut_off: str | None = field(default=None, init=False)

    def __iter__(self) -> Iterator[pl.Series]:
        """Some thousand lines at a time, without their line ends; FileUnreadable for a bomb."""
        rest = b""
        for piece in self._pieces():
            whole, newline, begun = (rest + piece).rpartition(b"\n")
            if newline:
                yield _lines(whole)
            rest = begun if len(begun) <= MAX_LINE else _still_too_long(begun)
        if rest:
            yield _lines(rest)

    def _pieces(self) -> Iterator[bytes]:
        """The bytes of the file, a block at a time; what was unpacked before a fault counts."""
        with self.source.open() as file:
            size = 0
            while piece := self._read(file):
                size += len(piece)
                self._refuse_bomb(size)
                yield piece

    def _read(self, file: BinaryIO) -> bytes:
        pieces: list[bytes] = []
        missing = BLOCK
        while missing > 0 and self.cut_off is None:
            try:
                piece = file.read1(missing)  # type: ignore[attr-defined]
            except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
                self.cut_off = str(error) or "cannot be unpacked to its end"
                break
            if not piece:
                break
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def _refuse_bomb(self, size: int) -> None:
        packed = self.source.path.stat().st_size
        if size > PLAUSIBLE and size > MAX_RATIO * packed:
            raise FileUnreadable(
                f"unpacks to more than {MAX_RATIO} times its size: no log does",
                where=str(self.source.path),
                hint="Nothing of it was used.",
            )


def _still_too_long(begun: bytes) -> bytes:
    """A line without an end is kept only as far as is needed to see that it is too long."""
    return begun[: MAX_LINE + 1]


def _lines(block: bytes) -> pl.Series:
    text = pl.Series([block.decode("utf-8", "replace")], dtype=pl.String)
    return text.str.split("\n").explode().str.strip_suffix("\r")

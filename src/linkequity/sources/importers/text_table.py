"""Files of separated values, read in bounded memory: fast where rows are sound, else with care.

Both ways give the same rows, and set the same lines apart.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

import numpy as np
import polars as pl

from linkequity.sources.importers.careful import CarefulReader
from linkequity.sources.importers.opening import MAX_LINE, Layout, find_layout
from linkequity.sources.importers.sound import SoundRows, find_sound_rows
from linkequity.sources.importers.table import Chunk, Sample, chunk_of, column_name

# Characters read at once: some twenty thousand rows; less costs time, more only memory.
BLOCK: Final = 1 << 23
# Rows read with care from a broken one on, before sound ones are looked for again: ever more.
PATIENCE: Final = 8
MOST_PATIENCE: Final = 20_000
# Enough for the order of days and months to show in a file that is sorted by date.
SAMPLE_ROWS: Final = 1000
SAMPLE_BLOCK: Final = 1 << 16


@dataclass(frozen=True)
class TextTable:
    """A file of separated values, and how it begins.

    `block`: characters to read at once. `may_lack`: last cells that a row may leave out.
    """

    path: Path
    layout: Layout
    sample: Sample
    block: int = BLOCK
    may_lack: int = 0

    @property
    def decimal_comma(self) -> bool:
        """Where semicolons separate cells, commas may stand in numbers."""
        return self.layout.delimiter == ";"

    def chunks(self) -> Iterator[Chunk]:
        """All rows below the headers, blank ones left out."""
        with _open(self.path, self.layout) as file:
            yield from _Cutter(file, self.layout, self.block, self.may_lack).chunks()


def open_table(path: Path) -> TextTable:
    """Find out how to read a file; FileUnreadable where it is none, empty or no text."""
    layout = find_layout(path)
    sample = Sample(layout.headers, (), layout.preamble)
    rows: list[tuple[str, ...]] = []
    for chunk in TextTable(path, layout, sample, SAMPLE_BLOCK).chunks():
        rows += chunk.cells.rows()
        if len(rows) >= SAMPLE_ROWS:
            break
    return TextTable(
        path, layout, Sample(layout.headers, tuple(rows[:SAMPLE_ROWS]), layout.preamble)
    )


@contextmanager
def _open(path: Path, layout: Layout) -> Iterator[TextIO]:
    """The text below the headers."""
    # Half a character at the end of a file that was cut off must not cost the rows before it.
    with path.open(encoding=layout.encoding, errors="replace", newline="") as file:
        for _ in range(layout.header_line):
            file.readline(MAX_LINE)
        yield file


@dataclass
class _Cutter:
    """Cuts a text into chunks, and knows what is left of what it read, and the line of that."""

    file: TextIO
    layout: Layout
    size: int
    may_lack: int
    left: bytes = b""
    line: int = 0
    patience: int = PATIENCE
    at_end: bool = field(default=False, init=False)

    def chunks(self) -> Iterator[Chunk]:
        """Sound rows at once, then some with care wherever one is broken."""
        self.line = self.layout.header_line + 1
        self._read_on()
        while self.left:
            found = self._find_sound()
            if len(found.breaks_before):
                yield self._take_sound(found)
            if found.broken or (self.at_end and self.left):
                yield self._take_with_care()
            if not found.broken or not self.left:
                self._read_on()

    def _read_on(self) -> None:
        text = self.file.read(self.size)
        if text and not text.endswith("\n"):
            text += self.file.readline(MAX_LINE)
        self.at_end = not text
        self.left += text.encode()

    def _find_sound(self) -> SoundRows:
        width = len(self.layout.headers)
        if width == 1:  # nothing separates cells, so nothing tells a row from a blank line
            return SoundRows(0, np.empty(0, np.intp), 0, broken=True)
        return find_sound_rows(self.left, ord(self.layout.delimiter), width)

    def _take_sound(self, found: SoundRows) -> Chunk:
        cells = _cut(self.left[: found.end], self.layout)
        lines = pl.Series("row", found.breaks_before + self.line, pl.UInt32)
        self.left, self.line = self.left[found.end :], self.line + found.breaks
        if len(lines) > self.patience:
            self.patience = PATIENCE
        empty = cells.select(pl.all_horizontal(pl.all() == "")).to_series()
        return Chunk(cells.filter(~empty), lines.filter(~empty), ())

    def _take_with_care(self) -> Chunk:
        reader = CarefulReader(self.left.decode(), self.file, self.layout, self.line, self.may_lack)
        records = list(islice(reader.records(), self.patience))
        self.left, self.line = reader.rest().encode(), reader.line
        self.patience = min(2 * self.patience, MOST_PATIENCE)
        return chunk_of(records, len(self.layout.headers))


def _cut(rows: bytes, layout: Layout) -> pl.DataFrame:
    names = [column_name(index) for index in range(len(layout.headers))]
    cells = pl.read_csv(
        io.BytesIO(rows),
        has_header=False,
        new_columns=names,
        separator=layout.delimiter,
        quote_char='"' if b'"' in rows else None,
        infer_schema=False,
    )
    last = pl.col(names[-1]).str.strip_suffix("\r")
    return cells.with_columns(last).select(pl.all().fill_null(""))

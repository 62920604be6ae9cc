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
from linkequity.sources.importers.opening import MAX_LINE, Layout, find_layout, open_text
from linkequity.sources.importers.sound import Places, SoundRows, find_sound_rows
from linkequity.sources.importers.table import (
    ROWS_A_CHUNK,
    Chunk,
    Record,
    Sample,
    chunk_of,
    column_name,
)

# Characters looked at together: some hundred rows, as all of them are again behind a broken one.
BLOCK: Final = 1 << 18
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
    with open_text(path, layout.encoding) as file:
        for _ in range(layout.header_line):
            file.readline(MAX_LINE)
        yield file


@dataclass
class _Batch:
    """Pieces of a text that become one chunk: the more rows at once, the less each costs."""

    layout: Layout
    sound: list[bytes] = field(default_factory=list)
    lines: list[Places] = field(default_factory=list)
    careful: list[Record] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many there are so far."""
        return sum(map(len, self.lines)) + len(self.careful)

    def chunk(self) -> Chunk:
        """All of them, whole rows in the order of their lines."""
        chunks = [chunk_of(self.careful, len(self.layout.headers))] if self.careful else []
        if self.sound:
            chunks.append(_cut(b"".join(self.sound), np.concatenate(self.lines), self.layout))
        if len(chunks) == 1:
            return chunks[0]
        lines = pl.concat([chunk.lines for chunk in chunks])
        order = lines.arg_sort()
        cells = pl.concat([chunk.cells for chunk in chunks])
        return Chunk(cells[order], lines[order], chunks[0].broken)


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
        batch = _Batch(self.layout)
        self._read_on()
        while self.left:
            self._take(batch)
            if batch.rows >= ROWS_A_CHUNK:
                yield batch.chunk()
                batch = _Batch(self.layout)
        if batch.rows:
            yield batch.chunk()

    def _take(self, batch: _Batch) -> None:
        found = self._find_sound()
        if len(found.breaks_before):
            self._take_sound(found, batch)
        if found.broken or (self.at_end and self.left):
            self._take_with_care(batch)
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

    def _take_sound(self, found: SoundRows, batch: _Batch) -> None:
        batch.sound.append(self.left[: found.end])
        batch.lines.append(found.breaks_before + self.line)
        self.left, self.line = self.left[found.end :], self.line + found.breaks
        if len(found.breaks_before) > self.patience:
            self.patience = PATIENCE

    def _take_with_care(self, batch: _Batch) -> None:
        text = self.left.decode()
        reader = CarefulReader(text, self.file, self.layout, self.line, self.may_lack)
        batch.careful += islice(reader.records(), self.patience)
        self.left, self.line = reader.rest().encode(), reader.line
        self.patience = min(2 * self.patience, MOST_PATIENCE)


def _cut(rows: bytes, lines: Places, layout: Layout) -> Chunk:
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
    whole = cells.with_columns(last).select(pl.all().fill_null(""))
    blank = whole.select(pl.all_horizontal(pl.all() == "")).to_series()
    return Chunk(whole.filter(~blank), pl.Series("row", lines, pl.UInt32).filter(~blank), ())

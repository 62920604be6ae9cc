"""A table of cells as text, whatever the file: how it begins, and its rows a chunk at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import polars as pl

ROWS_A_CHUNK = 20_000


@dataclass(frozen=True)
class Sample:
    """The beginning of a table: its headers, and its first rows of the same width.

    `preamble`: the lines above the headers: titles, or what a report says of itself.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    preamble: tuple[str, ...] = ()

    def cells(self, index: int) -> list[str]:
        """The cells of one column that are not empty."""
        return [row[index].strip() for row in self.rows if row[index].strip()]


class Record(NamedTuple):
    """One row: the line it begins on (first line = 1), its cells, and whether it has them all."""

    line: int
    cells: Sequence[str]
    whole: bool


@dataclass(frozen=True)
class Chunk:
    """Some rows: those that are whole as columns of text, and those that are not as they are.

    `cells`: one String column a header, named by `column_name`; `lines`: where each row begins.
    """

    cells: pl.DataFrame
    lines: pl.Series
    broken: Sequence[Record]

    def record(self, row: int) -> Record:
        """A whole row as it was."""
        cells = ["" if cell is None else cell for cell in self.cells.row(row)]
        return Record(self.lines[row], cells, whole=True)


class CellTable(Protocol):
    """A table whose cells can be read as text."""

    @property
    def sample(self) -> Sample:
        """How it begins."""

    @property
    def decimal_comma(self) -> bool:
        """Whether its cells are separated so that a comma is more likely a decimal mark."""

    def chunks(self) -> Iterator[Chunk]:
        """All rows below the headers, blank ones left out."""


def column_name(index: int) -> str:
    """The name of the column at that place in a chunk."""
    return f"column_{index + 1}"


def chunk_of(records: Sequence[Record], width: int) -> Chunk:
    """Records as a chunk."""
    whole = [record for record in records if record.whole]
    columns = list(zip(*(record.cells for record in whole), strict=True)) or [()] * width
    cells = pl.DataFrame([pl.Series(column_name(i), columns[i], pl.String) for i in range(width)])
    lines = pl.Series("row", [record.line for record in whole], pl.UInt32)
    return Chunk(cells, lines, [record for record in records if not record.whole])

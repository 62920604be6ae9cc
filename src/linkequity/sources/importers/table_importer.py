"""Importers of tables of separated values: columns are declared, and read by one reader."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from linkequity.snapshot.tables import Table
from linkequity.sources.columns import ImportColumn, Place, find_columns
from linkequity.sources.importers.importer import Part
from linkequity.sources.importers.reading import Reading, read_frames
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile
from linkequity.sources.importers.table import Sample

Layout = Callable[[Sample], Sequence[Place] | None]
Finish = Callable[[pl.DataFrame], pl.DataFrame]


def as_read(rows: pl.DataFrame) -> pl.DataFrame:
    """The end of a reading that derives nothing."""
    return rows


def having(columns: Sequence[ImportColumn], telling: Iterable[str]) -> Layout:
    """The layout of tables that have all `telling` ones of the columns."""
    needed = frozenset(telling)

    def layout(sample: Sample) -> Sequence[Place] | None:
        places = find_columns(sample.headers, columns)
        return places if {place.column.name for place in places} >= needed else None

    return layout


@dataclass(frozen=True)
class TableImporter:
    """One vendor's table.

    `layout` gives the columns of a file that is its own, None for another's.
    `finish` derives what the vendor says in its own way, from the columns that were read.
    `expects` says in words what a file must have. `any_of`: columns of which each row needs one.
    """

    vendor: str
    table: Table
    layout: Layout
    finish: Finish
    expects: str
    any_of: tuple[str, ...] = ()

    def claims(self, file: SourceFile) -> bool:
        """Whether it is a table, and its columns are ours."""
        return file.table is not None and self.layout(file.table.sample) is not None

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Part]:
        """The rows of the table, a chunk at a time."""
        if file.table is None:
            return
        places = self.layout(file.table.sample) or ()
        refused.headers = file.table.sample.headers
        reading = Reading(self.vendor, self.table, self.finish, places, self.any_of)
        for frame in read_frames(file.table, reading, refused):
            yield Part(frame, frame.height)

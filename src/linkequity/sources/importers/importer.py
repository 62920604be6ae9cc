"""What an importer is: it says whether a file is its own, and reads it part by part."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

import polars as pl

from linkequity.snapshot.tables import Table
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile


class Part(NamedTuple):
    """Some rows of the importer's table, and how many rows of the file they stand for."""

    frame: pl.DataFrame
    rows: int


class Importer(Protocol):
    """One kind of file of one vendor; one line in the registry.

    A table of columns is a `TableImporter`; what is none brings its own two methods.
    """

    @property
    def vendor(self) -> str:
        """The name it goes by, in `--as` and in the tables."""

    @property
    def table(self) -> Table:
        """The table its rows go to."""

    @property
    def expects(self) -> str:
        """What a file must have, in words."""

    def claims(self, file: SourceFile) -> bool:
        """Whether the file is its own, by how it begins."""

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Part]:
        """All usable rows, so many at a time that memory stays bounded; bad ones to `refused`.

        Every frame has the schema of the table; `file` may be null, the registry fills it in.
        """

"""What an importer is: it says whether a file is its own, and where its columns stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from linkequity.snapshot.tables import Table
from linkequity.sources.columns import Place


@dataclass(frozen=True)
class Sample:
    """The beginning of a file: its headers, and its first rows of the same width."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def cells(self, index: int) -> list[str]:
        """The cells of one column that are not empty."""
        return [row[index].strip() for row in self.rows if row[index].strip()]


@dataclass(frozen=True)
class Importer:
    """One vendor's file.

    `layout` gives the columns of a file that is its own, None for another's.
    `finish` derives what the vendor says in its own way, from the columns that were read.
    `expects` says in words what a file must have. `any_of`: columns of which each row needs one.
    """

    vendor: str
    table: Table
    layout: Callable[[Sample], Sequence[Place] | None]
    finish: Callable[[pl.DataFrame], pl.DataFrame]
    expects: str
    any_of: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The table its rows go to: `backlinks` or `search`."""
        return self.table.name

"""What a table and a column are: declared once, read by sources, model and documentation."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Column:
    """One column: its name, Polars type, unit (empty where it has none) and meaning."""

    name: str
    dtype: pl.DataType | type[pl.DataType]
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its name, what one row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pl.Schema:
        """The Polars schema, columns in declared order."""
        return pl.Schema({c.name: c.dtype for c in self.columns})

    def empty(self) -> pl.DataFrame:
        """The table with no rows."""
        return pl.DataFrame(schema=self.schema)

    def frame(self, rows: list[dict[str, object]]) -> pl.DataFrame:
        """Rows as dictionaries to a frame; columns that a row lacks are null.

        Raises polars' InvalidOperationError for a word that an enumeration does not have; made
        from rows directly, it would become null without a sound.
        """
        enums = {c.name: c.dtype for c in self.columns if isinstance(c.dtype, pl.Enum)}
        spelled = {c.name: pl.String if c.name in enums else c.dtype for c in self.columns}
        return pl.DataFrame(rows, schema=spelled).cast(pl.Schema(enums))

"""Tables for people: the rows and columns they ask for, as CSV or lines that nothing runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linkequity.app.workspace import Workspace
from linkequity.base.cells import FORMULA_STARTS, INNER_PLAIN, INNER_STARTS
from linkequity.base.errors import FileUnreadable, UsageError
from linkequity.base.meant import did_you_mean
from linkequity.snapshot.snapshot import write_bytes

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # spreadsheets take CSV without it for their own old encodings


def read_table(workspace: Workspace, name: str) -> pl.LazyFrame:
    """One table of the latest results; UsageError where there is none yet."""
    path = workspace.results / f"{name}.parquet"
    if not path.exists():
        raise UsageError(
            f"no {name} table yet",
            where=str(workspace.path),
            hint="Run linkequity audit in this workspace first.",
        )
    return pl.scan_parquet(path)


@dataclass(frozen=True)
class Choice:
    """Rows and columns asked for: `where` an SQL condition, `sort` a column (`-` descends)."""

    where: str | None = None
    sort: str | None = None
    columns: str | None = None
    limit: int | None = None


def chosen(table: pl.LazyFrame, choice: Choice) -> pl.DataFrame:
    """The rows and columns of a table that were asked for; UsageError names what is unknown."""
    schema = table.collect_schema()
    if choice.where:
        table = _filtered(table, choice.where, schema)
    if choice.sort:
        column = choice.sort.removeprefix("-")
        _check_columns([column], schema)
        table = table.sort(column, descending=choice.sort.startswith("-"), nulls_last=True)
    if choice.columns:
        names = [name.strip() for name in choice.columns.split(",")]
        _check_columns(names, schema)
        table = table.select(names)
    return (table if choice.limit is None else table.head(choice.limit)).collect()


def _filtered(table: pl.LazyFrame, where: str, schema: pl.Schema) -> pl.LazyFrame:
    try:
        filtered = table.filter(pl.sql_expr(where))
        filtered.collect_schema()
        filtered.head(1).collect()
    except pl.exceptions.PolarsError as error:
        raise UsageError(
            f"cannot filter by {where!r}: {str(error).splitlines()[0].partition(';')[0]}",
            hint='Write a condition in SQL, for example: --where "inlinks = 0 AND indexable". '
            f"Columns: {', '.join(schema)}",
        ) from None
    return filtered


def _check_columns(names: Sequence[str], schema: pl.Schema) -> None:
    unknown = [name for name in names if name not in schema]
    if unknown:
        raise UsageError(
            f"no column named {', '.join(unknown)}",
            hint=f"{did_you_mean(unknown[0], schema)}Columns: {', '.join(schema)}",
        )


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as CSV (UTF-8 with BOM for spreadsheets); formulas are made plain text.

    Text cells that a spreadsheet would run get a leading apostrophe, lists are joined by spaces.
    """
    write_file(BYTE_ORDER_MARK + plain_csv(frame).encode(), path)


def write_text(text: str, path: Path) -> None:
    """Write a text whole or not at all."""
    write_file(text.encode(), path)


def write_file(data: bytes, path: Path) -> None:
    """Write a file that somebody named, whole or not at all; FileUnreadable where that fails."""
    try:
        write_bytes(data, path)
    except OSError as error:
        raise FileUnreadable(
            f"cannot be written: {error.strerror or error}",
            where=str(path),
            hint="Name a file in a folder that is there and may be written.",
        ) from None


def plain_csv(frame: pl.DataFrame, *, header: bool = True) -> str:
    """A frame as CSV text that no spreadsheet runs."""
    flat = flat_text(frame)
    risky = pl.col(pl.String).str.contains(FORMULA_STARTS)
    inner = pl.col(pl.String).str.replace_all(INNER_STARTS, INNER_PLAIN)
    escaped = pl.when(risky).then("'" + inner).otherwise(inner)
    return flat.with_columns(escaped.name.keep()).write_csv(include_header=header)


def plain_lines(frame: pl.DataFrame) -> str:
    """A frame as tab-separated lines, one a row; control characters in texts become spaces."""
    text = pl.col(pl.String).str.replace_all(r"[\x00-\x1f\x7f-\x9f]", " ")
    return flat_text(frame).with_columns(text).write_csv(separator="\t", quote_style="never")


def flat_text(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame of plain cells: lists joined by spaces, categories as text."""
    lists = [n for n, t in frame.schema.items() if isinstance(t, pl.List)]
    flat = frame.with_columns(pl.col(lists).list.join(" ")) if lists else frame
    return flat.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String))

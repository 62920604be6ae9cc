"""Reads views of the result tables: DuckDB on the Parquet files, nothing else in its reach.

Each reading has a connection of its own, in memory: it may open the one file and a temporary
folder for what does not fit into memory; no other file, no network, no extension.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from linkequity.app.tables.declared import ResultTable, TableColumn
from linkequity.app.tables.query import Parameters, alternatives, condition, order, quoted
from linkequity.app.tables.view import View
from linkequity.app.workspace import Workspace
from linkequity.base.errors import SnapshotInvalid, UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

MEMORY = "512MB"
MOST_VALUES = 50
LOCKED = (
    "enable_progress_bar = FALSE",
    "enable_external_access = FALSE",
    "lock_configuration = TRUE",
)
FILE = "read_parquet($file, file_row_number = TRUE)"

Row = tuple[object, ...]


@dataclass(frozen=True)
class TablePage:
    """Some rows of a table, and how many there are.

    `view` is what was asked, its page the last where it lay beyond. `rows`: cells in the order of
    `view.columns`. `matching` rows of `whole` fit the filters. `seconds` it took.
    """

    view: View
    rows: list[Row]
    matching: int
    whole: int
    seconds: float

    @property
    def pages(self) -> int:
        """How many pages the rows fill; 1 where there are none."""
        return max(-(-self.matching // self.view.size), 1)


class Reader:
    """One table of a workspace, open for reading until `close`."""

    def __init__(self, connection: "DuckDBPyConnection", path: Path) -> None:
        self._connection = connection
        self._path = str(path)

    def ask(self, statement: str, **values: object) -> list[Row]:
        """All rows of an answer."""
        return self._connection.execute(statement, values or None).fetchall()

    def ask_file(self, statement: str, **values: object) -> list[Row]:
        """All rows of an answer that the file gives."""
        return self.ask(statement, file=self._path, **values)

    def relation(self, statement: str, **values: object) -> "DuckDBPyRelation":
        """An answer that is not read yet."""
        return self._connection.sql(statement, params=values)

    def match(self, view: View) -> int:
        """Take the numbers and sort keys of a view's rows into the table `matching`; how many."""
        parameters = Parameters()
        keyed = f"SELECT file_row_number AS number, {order(view.sorted_by)} AS key FROM {FILE}"
        found = (f"{keyed} WHERE {each}" for each in alternatives(view, parameters))
        self.ask_file(
            f"CREATE OR REPLACE TEMP TABLE matching AS {' UNION '.join(found)}",
            **parameters.values,
        )
        return self._count("SELECT count(*) FROM matching")

    def whole(self) -> int:
        """How many rows the file has."""
        return self._count(f"SELECT count(*) FROM {FILE}", file=self._path)

    def _count(self, statement: str, **values: object) -> int:
        return int(str(self.ask(statement, **values)[0][0]))

    def rows(self, view: View) -> list[Row]:
        """The rows of the view's page, of those that `match` took."""
        numbers = [
            number
            for (number,) in self.ask(
                f"SELECT number FROM matching ORDER BY key {direction(view)} NULLS LAST, number "
                "LIMIT $size OFFSET $past",
                size=view.size,
                past=(view.page - 1) * view.size,
            )
        ]
        found = self.ask_file(
            f"SELECT file_row_number, {names(view.columns)} FROM {FILE} "
            "WHERE list_contains($numbers, file_row_number)",
            numbers=numbers,
        )
        by_number = {number: tuple(cells) for number, *cells in found}
        return [by_number[number] for number in numbers if number in by_number]


def read(workspace: Workspace, view: View) -> TablePage:
    """The rows of a view's page; the last page where there are not so many.

    UsageError where there are no results yet, or they are older than a column that is asked for.
    """
    file = _file(workspace, view.table)
    while True:  # an audit may put a new table in place between two statements
        version = _version(file)
        page = _read(workspace, view)
        if _version(file) == version:
            return page


def _read(workspace: Workspace, view: View) -> TablePage:
    began = time.perf_counter()
    with opened(workspace, view.table) as reader:
        check(reader, view)
        matching = reader.match(view)
        last = max(-(-matching // view.size), 1)
        view = replace(view, page=min(view.page, last))
        return TablePage(
            view, reader.rows(view), matching, reader.whole(), time.perf_counter() - began
        )


def count_values(workspace: Workspace, view: View, column: TableColumn) -> list[tuple[str, int]]:
    """The values of a column in a view, with the rows that have them, the most frequent first.

    Filters on the column itself do not count, so that others can be chosen. At most MOST_VALUES.
    """
    parameters = Parameters()
    where = condition(view.without_column(column), parameters)
    name = quoted(column.name)
    value = f"unnest({name})" if column.kind == "list" else f"{name}::VARCHAR"
    with opened(workspace, view.table) as reader:
        counted = reader.ask_file(
            f"SELECT value, count(*) FROM (SELECT {value} AS value FROM {FILE} WHERE {where}) "
            "WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value LIMIT $most",
            most=MOST_VALUES,
            **parameters.values,
        )
    return [(str(value), int(str(count))) for value, count in counted]


@contextmanager
def opened(workspace: Workspace, table: ResultTable) -> Iterator[Reader]:
    """A table of the latest results; UsageError where there is none yet."""
    path = _file(workspace, table)
    if not path.exists():
        raise UsageError(
            f"no {table.name} table yet",
            where=str(workspace.path),
            hint="Run linkequity audit in this workspace first.",
        )
    from duckdb import Error, connect  # noqa: PLC0415  # 0.2 s, only for who reads tables

    with TemporaryDirectory(prefix="linkequity-") as spill:
        connection = connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "memory_limit": MEMORY,
                "temp_directory": spill,
            },
        )
        try:
            connection.execute("SET allowed_paths = $paths", {"paths": [str(path)]})
            for setting in LOCKED:
                connection.execute(f"SET {setting}")
            yield Reader(connection, path)
        except Error as error:
            raise SnapshotInvalid(
                f"cannot be read: {str(error).splitlines()[0]}",
                where=str(path),
                hint="Run linkequity audit again; it writes the table anew.",
            ) from error
        finally:
            connection.close()


def _file(workspace: Workspace, table: ResultTable) -> Path:
    return (workspace.results / f"{table.name}.parquet").absolute()


def _version(file: Path) -> tuple[int, int]:
    """What changes when another file takes its place; zeros where there is none."""
    if not file.exists():
        return (0, 0)
    found = file.stat()
    return (found.st_ino, found.st_mtime_ns)


def direction(view: View) -> str:
    """Which way a view is sorted, in SQL."""
    return "DESC" if view.descending else "ASC"


def names(columns: tuple[TableColumn, ...]) -> str:
    """Columns as SQL lists them."""
    return ", ".join(quoted(column.name) for column in columns)


def check(reader: Reader, view: View) -> None:
    """Whether the file has what the view needs; those of older results may not."""
    asked = {view.sorted_by, *view.columns, *(filter.column for filter in view.filters)}
    has = {str(row[0]) for row in reader.ask_file(f"DESCRIBE SELECT * FROM {FILE}")}
    missing = sorted(column.name for column in asked if column.name not in has)
    if missing:
        raise UsageError(
            f"the latest {view.table.name} have no {', '.join(missing)}",
            hint="They were written by an older version: run linkequity audit again.",
        )

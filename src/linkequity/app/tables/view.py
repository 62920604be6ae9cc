"""A view of a table: which rows and columns, in which order, which page of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from linkequity.app.tables.declared import ResultTable, TableColumn, result_table
from linkequity.app.tables.filters import LONGEST_VALUE, Filter
from linkequity.base.errors import UsageError

PAGE_SIZES: Final = (50, 100, 250, 500)
MOST_PAGES = 10**9
MOST_FILTERS = 30
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class View:
    """What is asked of a table.

    `search`: text that one of its main columns must contain. `sort`: a column, with a minus for
    descending; empty values come last either way. `page` counts from 1.
    """

    table: ResultTable
    columns: tuple[TableColumn, ...]
    sort: str
    filters: tuple[Filter, ...] = ()
    search: str = ""
    page: int = 1
    size: int = PAGE_SIZES[0]

    @classmethod
    def of(cls, table: str, pairs: Iterable[tuple[str, str]]) -> "View":
        """A view from names and values, as query strings and options have them.

        `q` text to look for, `sort`, `page`, `size`, `columns` (several, or parted by commas), and
        filters `column.test`; what has an empty value is not asked. UsageError names what is
        unknown.
        """
        declared = result_table(table)
        asked: dict[str, list[str]] = {}
        for name, value in pairs:
            if value.strip():
                asked.setdefault(name, []).append(value)
        names = [name for part in asked.pop("columns", []) for name in part.split(",")]
        return cls(
            declared,
            search=_text(asked.pop("q", [""])[-1]),
            sort=_sort(declared, asked.pop("sort", [declared.sort])[-1]),
            page=_whole(asked.pop("page", ["1"])[-1], "page", MOST_PAGES),
            size=_whole(asked.pop("size", [str(PAGE_SIZES[0])])[-1], "size", PAGE_SIZES[-1]),
            columns=tuple(
                declared.column(name.strip()) for name in dict.fromkeys(names or declared.shown)
            ),
            filters=_filters(declared, asked),
        )

    @property
    def pairs(self) -> Pairs:
        """The names and values that `of` makes this view of; what is as usual is left out."""
        shown = tuple(column.name for column in self.columns)
        usual: dict[str, tuple[str, str]] = {
            "q": (self.search, ""),
            "sort": (self.sort, self.table.sort),
            "columns": (",".join(shown), ",".join(self.table.shown)),
            "size": (str(self.size), str(PAGE_SIZES[0])),
            "page": (str(self.page), "1"),
        }
        said = tuple((name, now) for name, (now, otherwise) in usual.items() if now != otherwise)
        return (*((f.name, value) for f in self.filters for value in f.values), *said)

    @property
    def sorted_by(self) -> TableColumn:
        """The column rows are sorted by."""
        return self.table.column(self.sort.removeprefix("-"))

    @property
    def descending(self) -> bool:
        """Whether the largest come first."""
        return self.sort.startswith("-")

    def without(self, dropped: Filter) -> "View":
        """The view with one filter less, from its first page."""
        return replace(self, filters=tuple(f for f in self.filters if f != dropped), page=1)

    def without_column(self, column: TableColumn) -> "View":
        """The view with no filter on a column, from its first page."""
        kept = tuple(f for f in self.filters if f.column != column)
        return replace(self, filters=kept, page=1)


def _text(text: str) -> str:
    if len(text) > LONGEST_VALUE:
        raise UsageError("too long a text to look for", hint=f"At most {LONGEST_VALUE} characters.")
    return text.strip()


def _sort(table: ResultTable, sort: str) -> str:
    table.column(sort.strip().removeprefix("-"))
    return sort.strip()


def _whole(text: str, name: str, most: int) -> int:
    """A whole number from 1 to `most`."""
    number = (
        int(text) if text.strip().isascii() and text.strip().isdigit() and len(text) < 20 else 0
    )
    if not 1 <= number <= most:
        raise UsageError(
            f"{name} cannot be {text[:40]!r}", hint=f"It takes a whole number from 1 to {most:,}."
        )
    return number


def _filters(table: ResultTable, asked: dict[str, list[str]]) -> tuple[Filter, ...]:
    if len(asked) > MOST_FILTERS:
        raise UsageError(f"{len(asked)} filters at once", hint=f"At most {MOST_FILTERS}.")
    found = []
    for name, values in asked.items():
        column, dot, test = name.partition(".")
        if not dot:
            raise UsageError(
                f"no option named {name[:80]!r}",
                hint="Options: q, sort, page, size, columns, and filters such as inlinks.min",
            )
        found.append(Filter.of(table.column(column), test, tuple(values)))
    return tuple(found)

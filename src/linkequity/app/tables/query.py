"""From a view to SQL: names from the declared columns, every value a parameter.

Nothing a person or a site wrote ever stands in the text of a statement.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from linkequity.app.tables.declared import TableColumn
from linkequity.app.tables.filters import Filter, Test
from linkequity.app.tables.view import View

Condition = Callable[[str, str], str]
# Of a column and a parameter; texts are compared without regard to case.
TEXT_CONDITIONS: dict[Test, Condition] = {
    "contains": lambda name, value: f"contains(lower({name}), lower({value}))",
    "lacks": lambda name, value: f"NOT contains(lower(coalesce({name}, '')), lower({value}))",
    "begins": lambda name, value: f"starts_with(lower({name}), lower({value}))",
    "ends": lambda name, value: f"ends_with(lower({name}), lower({value}))",
    "is": lambda name, value: f"{name} = {value}",
    "like": lambda name, value: f"lower({name}) LIKE lower({value}) ESCAPE '\\'",
}


@dataclass
class Parameters:
    """The values of a statement, by the names they have in it."""

    values: dict[str, object] = field(default_factory=dict)

    def add(self, value: object) -> str:
        """Take a value; the name that stands for it."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"


def alternatives(view: View, parameters: Parameters) -> list[str]:
    """What holds for rows of a view, one condition or another: a search has one for each column.

    Asked one by one, each is looked up among the column's different values, which are few.
    """
    filters = [_of_filter(filter, parameters) for filter in view.filters]
    if not view.search:
        return [" AND ".join(filters) or "TRUE"]
    contains, value = TEXT_CONDITIONS["contains"], parameters.add(view.search)
    columns = (quoted(name) for name in view.table.searched)
    return [" AND ".join([*filters, contains(name, value)]) for name in columns]


def condition(view: View, parameters: Parameters) -> str:
    """What holds for every row of a view."""
    return " OR ".join(f"({each})" for each in alternatives(view, parameters))


def order(column: TableColumn) -> str:
    """What rows are sorted by: closed lists in their own order, texts as in a dictionary."""
    name = quoted(column.name)
    if column.choices:
        ranks = " ".join(f"WHEN {literal(v)} THEN {i}" for i, v in enumerate(column.choices))
        return f"CASE {name}::VARCHAR {ranks} END"
    if column.kind == "list":
        return f"array_to_string({name}, ' ')"
    return f"lower({name})" if column.kind == "text" else name


def quoted(name: str) -> str:
    """The name of a declared column, in SQL."""
    return f'"{name}"'


def literal(value: str) -> str:
    """A declared value, in SQL."""
    return f"'{value}'"


def _of_filter(filter: Filter, parameters: Parameters) -> str:
    name = quoted(filter.column.name) + ("::VARCHAR" if filter.column.kind == "choice" else "")
    if filter.test == "empty":
        return f"({_empty(filter.column)}) = {parameters.add(filter.value)}"
    if filter.column.kind == "list":
        return f"list_has_any({name}, {parameters.add(list(filter.values))})"
    if filter.test in ("in", "not"):
        found = f"list_contains({parameters.add(list(filter.values))}, {name})"
        return found if filter.test == "in" else f"NOT coalesce({found}, FALSE)"
    if filter.test in ("min", "max"):
        return f"{name} {'>=' if filter.test == 'min' else '<='} {parameters.add(filter.value)}"
    if filter.test == "like":
        return TEXT_CONDITIONS["like"](name, parameters.add(_pattern(str(filter.value))))
    return TEXT_CONDITIONS[filter.test](name, parameters.add(filter.value))


def _empty(column: TableColumn) -> str:
    name = quoted(column.name)
    if column.kind == "list":
        return f"coalesce(len({name}), 0) = 0"
    if column.kind in ("text", "url"):
        return f"coalesce({name}, '') = ''"
    return f"{name} IS NULL"


def _pattern(text: str) -> str:
    """A pattern of LIKE in which `*` alone stands for anything."""
    for special in "\\%_":
        text = text.replace(special, f"\\{special}")
    return text.replace("*", "%")

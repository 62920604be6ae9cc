"""What rows of a table can be asked for: one condition on one column, in words of people."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from linkequity.app.tables.declared import Kind, TableColumn
from linkequity.base.errors import UsageError

Test = Literal[
    "contains", "lacks", "begins", "ends", "is", "like", "in", "not", "min", "max", "empty"
]
Value = str | float | bool | date | tuple[str, ...]

TEXT_TESTS: Final[tuple[Test, ...]] = ("contains", "lacks", "begins", "ends", "is", "like")
TESTS: Final[dict[Kind, tuple[Test, ...]]] = {
    "text": (*TEXT_TESTS, "empty"),
    "url": (*TEXT_TESTS, "empty"),
    "number": ("min", "max", "empty"),
    "date": ("min", "max", "empty"),
    "yes_no": ("is", "empty"),
    "choice": ("in", "not", *TEXT_TESTS, "empty"),
    "list": ("in", "empty"),
}
IN_WORDS: Final[dict[Test, str]] = {
    "contains": "contains",
    "lacks": "does not contain",
    "begins": "begins with",
    "ends": "ends with",
    "is": "is",
    "like": "is like",
    "in": "is",
    "not": "is not",
    "min": "at least",
    "max": "at most",
    "empty": "is empty",
}
LONGEST_VALUE = 2000  # characters; longer than any URL that browsers take
MOST_VALUES = 200


@dataclass(frozen=True)
class Filter:
    """One condition; `value` has the type that `test` on `column` takes.

    contains, lacks, begins, ends, like (`*` stands for anything) and choices: text, letters of
    either case; `is`: the text itself, or yes or no; in, not: several values; min, max: a number or
    a date, itself included; empty: yes or no.
    """

    column: TableColumn
    test: Test
    value: Value

    @classmethod
    def of(cls, column: TableColumn, test: str, values: tuple[str, ...]) -> "Filter":
        """From words; UsageError says what a test or a value would have to be."""
        known: Test | None = next((t for t in TESTS[column.kind] if t == test), None)
        if known is None:
            raise UsageError(
                f"{column.name} cannot be filtered by {test[:80]!r}",
                hint=f"It can by: {', '.join(TESTS[column.kind])}",
            )
        if len(values) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
            raise UsageError(
                f"too much to filter {column.name} by",
                hint=f"At most {MOST_VALUES} values of {LONGEST_VALUE} characters.",
            )
        return cls(column, known, _value(column, known, values))

    @property
    def name(self) -> str:
        """How it is written in front of its values: `inlinks.min`."""
        return f"{self.column.name}.{self.test}"

    @property
    def values(self) -> tuple[str, ...]:
        """Its values as they are written."""
        if isinstance(self.value, tuple):
            return self.value
        if isinstance(self.value, bool):
            return ("yes" if self.value else "no",)
        return (f"{self.value:.15g}" if isinstance(self.value, float) else str(self.value),)

    @property
    def words(self) -> str:
        """The condition as people say it: `Inlinks at least 3`."""
        if self.test == "empty":
            return f"{self.column.title} {'is' if self.value else 'is not'} empty"
        return f"{self.column.title} {IN_WORDS[self.test]} {' or '.join(self.values)}"


def _value(column: TableColumn, test: Test, values: tuple[str, ...]) -> Value:
    if test in ("in", "not"):
        return _chosen(column, values)
    if len(values) != 1:
        raise _unfit(column, test, values, "one value")
    if test == "empty" or column.kind == "yes_no":
        return _read(column, test, values[0], _yes_or_no, "yes or no")
    if column.kind == "number":
        return _read(column, test, values[0], _number, "a number")
    if column.kind == "date":
        return _read(column, test, values[0], date.fromisoformat, "a date such as 2026-03-31")
    return values[0]


def _chosen(column: TableColumn, values: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [value for value in values if column.choices and value not in column.choices]
    if unknown:
        raise UsageError(
            f"{column.name} is never {unknown[0][:80]!r}",
            hint=f"It is one of: {', '.join(column.choices)}",
        )
    return tuple(dict.fromkeys(values))


def _read(
    column: TableColumn, test: Test, text: str, read: Callable[[str], Value], what: str
) -> Value:
    try:
        return read(text.strip())
    except ValueError:
        raise _unfit(column, test, (text,), what) from None


def _unfit(column: TableColumn, test: Test, values: tuple[str, ...], what: str) -> UsageError:
    given = ", ".join(repr(value[:80]) for value in values[:3]) or "nothing"
    return UsageError(f"{column.name}.{test} cannot be {given}", hint=f"It takes {what}.")


def _yes_or_no(text: str) -> bool:
    return {"yes": True, "no": False}[text] if text in ("yes", "no") else _refuse(text)


def _number(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _refuse(text: str) -> bool:
    raise ValueError(text)

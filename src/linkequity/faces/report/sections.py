"""The plain sections: what to do, strongest pages, settings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkequity.app.results import PageDoc, TaskDoc

TASKS = 8
PAGES = 30
SETTINGS = 200


@dataclass(frozen=True)
class Strongest:
    """The first of the strongest pages, and the equity of the first, which scales the bars."""

    rows: list[PageDoc]
    largest: float


@dataclass(frozen=True)
class Todo:
    """What wins equity back, and what only tidies."""

    first: list[TaskDoc]
    then: list[TaskDoc]


def todo(tasks: Sequence[TaskDoc]) -> Todo:
    """The document's tasks in its order, in two lists."""
    return Todo(
        first=[task for task in tasks if not task.passes][:TASKS],
        then=[task for task in tasks if task.passes][:TASKS],
    )


def strongest(pages: Sequence[PageDoc]) -> Strongest:
    """Pages by equity, the largest first."""
    rows = sorted(pages, key=lambda page: -page.equity)[:PAGES]
    return Strongest(rows, max((page.equity for page in rows), default=0.0))


def settings_rows(settings: dict[str, object]) -> list[tuple[str, str]]:
    """Settings as `crawl.rate` and `10.0`; empty ones say so."""
    return list(_flat("", settings))[:SETTINGS]


def _flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), inner)
    else:
        yield prefix, _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value in (None, "", {}) else str(value)

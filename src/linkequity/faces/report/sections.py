"""The plain sections: strongest pages, settings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkequity.app.results import PageDoc

PAGES = 30
SETTINGS = 200


@dataclass(frozen=True)
class Strongest:
    """The first of the strongest pages, and the equity of the first, which scales the bars."""

    rows: list[PageDoc]
    largest: float


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

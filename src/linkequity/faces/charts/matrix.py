"""A matrix of pages: a square where the page of the row links to the page of the column."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from linkequity.faces.charts.svg import image, tag

CELL: Final = 16.0
GAP: Final = 2.0


def matrix(links: Sequence[Sequence[bool]], names: Sequence[str], *, label: str) -> Markup:
    """Rows link to columns; both ways in one tone, one way in another. `names` of rows and columns.

    The first row and column, the pillar page's, stand apart.
    """
    squares = [
        _square(i, j, names, both=links[j][i])
        for i, row in enumerate(links)
        for j, linked in enumerate(row)
        if linked and i != j
    ]
    tracks = [_track(i, len(names)) for i in range(len(names))]
    side = _at(len(names)) + GAP
    return image(*tracks, *squares, width=side, height=side, label=label, class_="chart matrix")


def _at(place: int) -> float:
    """Where a row or column begins; the pillar page's has room after it."""
    return place * CELL + (GAP * 2 if place else 0.0)


def _track(row: int, count: int) -> Markup:
    """What shows where a square could be: everywhere but from a page to itself."""
    return tag(
        "g",
        *(
            tag("rect", x=_at(j), y=_at(row), width=CELL - GAP, height=CELL - GAP, rx=2.5)
            for j in range(count)
            if j != row
        ),
        class_="tone-track",
    )


def _square(row: int, column: int, names: Sequence[str], *, both: bool) -> Markup:
    says = f"{names[row]} {'and' if both else 'links to'} {names[column]}"
    return tag(
        "rect",
        tag("title", says + (" link to each other" if both else "")),
        x=_at(column),
        y=_at(row),
        width=CELL - GAP,
        height=CELL - GAP,
        rx=2.5,
        class_="tone-kept" if both else "tone-leak-choice",
    )

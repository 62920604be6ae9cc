"""A square a thing, in lines, coloured by what it is: parts of a whole that can be counted."""

from collections.abc import Sequence
from itertools import accumulate

from markupsafe import Markup

from linkequity.faces.charts.stacked import Part
from linkequity.faces.charts.svg import image, tag

SIDE = 8
GAP = 2
A_LINE = 16
MOST = 48
# From the left end of its upper edge on, round at the corners.
SQUARE = "h4q2 0 2 2v4q0 2-2 2h-4q-2 0-2-2v-4q0-2 2-2z"


def cells(parts: Sequence[Part], *, label: str) -> Markup:
    """At most MOST squares: where there are more things, each stands for as many of one part."""
    ends = [0, *accumulate(_squares([part.amount for part in parts]))]
    drawn = [
        _part(part, range(begin, end))
        for part, begin, end in zip(parts, ends[:-1], ends[1:], strict=True)
        if end > begin
    ]
    lines = max(-(-ends[-1] // A_LINE), 1)
    width, height = A_LINE * (SIDE + GAP) - GAP, lines * (SIDE + GAP) - GAP
    return image(*drawn, width=width, height=height, label=label, class_="cells")


def _squares(amounts: Sequence[float]) -> list[int]:
    """Never none for a part that is there; the largest gives up what is too many."""
    each = max(sum(amounts) / MOST, 1.0)
    squares = [max(round(amount / each), 1) if amount else 0 for amount in amounts]
    if squares:
        squares[squares.index(max(squares))] -= max(sum(squares) - MOST, 0)
    return squares


def _part(part: Part, places: range) -> Markup:
    """All squares of a part in one path: a list of clusters has thousands."""
    title = tag("title", f"{part.name}: {part.amount:,.0f}")
    squares = "".join(f"M{_corner(place)}{SQUARE}" for place in places)
    return tag("path", title, d=squares, class_=f"tone-{part.tone}")


def _corner(place: int) -> str:
    line, column = divmod(place, A_LINE)
    return f"{column * (SIDE + GAP) + 2} {line * (SIDE + GAP)}"

"""A square a thing, in lines, coloured by what it is: parts of a whole that can be counted."""

from collections.abc import Sequence
from itertools import chain, repeat

from markupsafe import Markup

from linkequity.faces.charts.stacked import Part
from linkequity.faces.charts.svg import image, tag

SIDE = 8.0
GAP = 2.0
A_LINE = 16
MOST = 48


def cells(parts: Sequence[Part], *, label: str) -> Markup:
    """At most MOST squares: where there are more things, each stands for as many of one part."""
    total = sum(part.amount for part in parts)
    each = max(total / MOST, 1.0)
    counted = ((part, _squares(part.amount, each)) for part in parts)
    squares = list(chain.from_iterable(repeat(part, number) for part, number in counted))
    drawn = [_square(part, place) for place, part in enumerate(squares)]
    lines = max(-(-len(squares) // A_LINE), 1)
    width, height = A_LINE * (SIDE + GAP) - GAP, lines * (SIDE + GAP) - GAP
    return image(*drawn, width=width, height=height, label=label, class_="cells")


def _squares(amount: float, each: float) -> int:
    """Never none for a part that is there."""
    return max(round(amount / each), 1) if amount else 0


def _square(part: Part, place: int) -> Markup:
    line, column = divmod(place, A_LINE)
    return tag(
        "rect",
        tag("title", f"{part.name}: {part.amount:,.0f}"),
        x=column * (SIDE + GAP),
        y=line * (SIDE + GAP),
        width=SIDE,
        height=SIDE,
        rx=2.0,
        class_=f"tone-{part.tone}",
    )

"""Horizontal bars: a name, a bar from zero, an amount; and the small bar inside a table's row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from linkequity.faces.charts.svg import fitted, image, tag, text_width

ROW = 26.0
THICK = 12.0
SIZE = 13.0
GAP = 10.0


@dataclass(frozen=True)
class Bar:
    """One row. `amount` at least 0; `marked` is a part of it that is drawn in the other tone."""

    name: str
    amount: float
    marked: float = 0.0


def bars(
    rows: Sequence[Bar], *, label: str, width: float, show: Callable[[float], str], tone: str
) -> Markup:
    """Rows from top to bottom as given; lengths share one scale, `marked` lies at the end."""
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0.0), width * 0.46)
    amounts = max((text_width(show(row.amount), SIZE) for row in rows), default=0.0)
    scale = (width - names - amounts - 2 * GAP) / (max((r.amount for r in rows), default=0) or 1)
    drawn = [
        _row(row, i * ROW, names=names, scale=scale, show=show, tone=tone)
        for i, row in enumerate(rows)
    ]
    height = max(len(rows), 1) * ROW
    return image(*drawn, width=width, height=height, label=label, class_="chart bars")


def _row(
    row: Bar, top: float, *, names: float, scale: float, show: Callable[[float], str], tone: str
) -> Markup:
    left, middle = names + GAP, top + ROW / 2
    length, marked = row.amount * scale, min(row.marked, row.amount) * scale
    shapes = [_bar(left, middle, length - marked, tone)]
    if marked:
        shapes.append(_bar(left + length - marked, middle, marked, "lost"))
    return tag(
        "g",
        tag("title", f"{row.name}: {show(row.amount)}"),
        tag("text", fitted(row.name, SIZE, names), x=names, y=middle + 4.5, text_anchor="end"),
        *shapes,
        tag("text", show(row.amount), x=left + length + GAP * 0.7, y=middle + 4.5, class_="quiet"),
    )


def _bar(x: float, middle: float, length: float, tone: str) -> Markup:
    return tag(
        "rect",
        x=x,
        y=middle - THICK / 2,
        width=max(length, 0),
        height=THICK,
        rx=2.0,
        class_=f"bar tone-{tone}",
    )


def share_bar(part: float, whole: float, *, tone: str) -> Markup:
    """A bar 64 wide filled to `part` of `whole`, beside a figure that says the same."""
    filled = 64 * min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0
    return tag(
        "svg",
        tag("rect", width=64.0, height=6.0, rx=3.0, class_="tone-track"),
        tag("rect", width=filled, height=6.0, rx=min(3.0, filled / 2), class_=f"tone-{tone}"),
        view_box="0 0 64 6",
        width=64.0,
        height=6.0,
        aria_hidden="true",
        class_="share-bar",
    )

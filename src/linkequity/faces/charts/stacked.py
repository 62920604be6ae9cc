"""A stacked bar a row, rows sharing one scale: what came in above what went out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from linkequity.faces.charts.svg import image, tag, text_width

SIZE = 12.5
THICK = 34.0
CAPTION = 22.0
BETWEEN = 18.0


@dataclass(frozen=True)
class Part:
    """One piece of a row; `tone` names its colour, also in a legend."""

    name: str
    amount: float
    tone: str


@dataclass(frozen=True)
class Row:
    """One bar with its caption."""

    name: str
    parts: tuple[Part, ...]

    @property
    def amount(self) -> float:
        """All of its parts together."""
        return sum(part.amount for part in self.parts)


def stacked(
    rows: Sequence[Row], *, label: str, width: float, show: Callable[[float], str]
) -> Markup:
    """Pieces are named inside where the name fits; all carry a title with name and amount."""
    scale = width / (max((row.amount for row in rows), default=0) or 1)
    step = CAPTION + THICK + BETWEEN
    drawn = [_row(row, i * step, scale, show) for i, row in enumerate(rows)]
    height = max(len(rows) * step - BETWEEN, 1)
    return image(*drawn, width=width, height=height, label=label, class_="chart stacked")


def _row(row: Row, top: float, scale: float, show: Callable[[float], str]) -> Markup:
    pieces, x = [], 0.0
    for part in row.parts:
        pieces.append(_part(part, x, top + CAPTION, part.amount * scale, show))
        x += part.amount * scale
    caption = tag("text", f"{row.name} · {show(row.amount)}", x=0.0, y=top + 13, class_="caption")
    return tag("g", caption, *pieces)


def _part(part: Part, x: float, top: float, width: float, show: Callable[[float], str]) -> Markup:
    says = f"{part.name} · {show(part.amount)}"
    inside = next(
        (text for text in (says, part.name) if text_width(text, SIZE) + 16 <= width), None
    )
    piece = tag("rect", x=x, y=top, width=width, height=THICK, class_=f"piece tone-{part.tone}")
    words = (
        [tag("text", inside, x=x + 9, y=top + 21.5, class_=f"on tone-text-{part.tone}")]
        if inside
        else []
    )
    return tag("g", tag("title", says), piece, *words)

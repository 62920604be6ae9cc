"""A line as small as a word: how one figure went from snapshot to snapshot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from linkequity.faces.charts.svg import image, number, tag

DOT = 2.5


@dataclass(frozen=True)
class Point:
    """What the figure was, and when, in words."""

    when: str
    amount: float


def trend(
    points: Sequence[Point],
    *,
    label: str,
    show: Callable[[float], str],
    tone: str = "kept",
    width: float = 120.0,
    height: float = 32.0,
) -> Markup:
    """The line from the first point to the last, evenly spaced; the last bears a dot.

    The scale goes from the least to the most, so that small changes show: it is no picture of the
    amount, which stands beside it. Less than two points give no line, one gives its dot.
    """
    places = _places([point.amount for point in points], width, height)
    return image(
        *_line(places, tone),
        *(_dot(*place, point, show, tone) for place, point in zip(places, points, strict=True)),
        *_last(places, tone),
        width=width,
        height=height,
        label=_told(label, points, show),
        class_="trend",
    )


def _places(amounts: Sequence[float], width: float, height: float) -> list[tuple[float, float]]:
    low, high = min(amounts, default=0.0), max(amounts, default=0.0)
    step = (width - 2 * DOT - 2) / max(len(amounts) - 1, 1)
    tall = height - 2 * DOT - 2
    return [
        (
            DOT + 1 + i * step if len(amounts) > 1 else width - DOT - 1,
            DOT + 1 + tall * ((high - amount) / (high - low) if high > low else 0.5),
        )
        for i, amount in enumerate(amounts)
    ]


def _line(places: Sequence[tuple[float, float]], tone: str) -> list[Markup]:
    if len(places) < 2:
        return []
    points = " ".join(f"{number(x)},{number(y)}" for x, y in places)
    return [tag("polyline", points=points, class_=f"trend-line stroke-{tone}")]


def _dot(x: float, y: float, point: Point, show: Callable[[float], str], tone: str) -> Markup:
    """Room for the pointer round each point, with its title."""
    says = tag("title", f"{point.when}: {show(point.amount)}")
    return tag("circle", says, cx=x, cy=y, r=2 * DOT, class_=f"trend-point tone-{tone}")


def _last(places: Sequence[tuple[float, float]], tone: str) -> list[Markup]:
    return [tag("circle", cx=x, cy=y, r=DOT, class_=f"tone-{tone}") for x, y in places[-1:]]


def _told(label: str, points: Sequence[Point], show: Callable[[float], str]) -> str:
    if not points:
        return label
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"{label}: {show(last.amount)} on {last.when}"
    return f"{label}: {show(first.amount)} on {first.when}, {show(last.amount)} on {last.when}"

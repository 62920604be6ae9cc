"""Rectangles that fill a rectangle, each as large as its amount, as square as may be.

Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000): rows are laid along the shorter side,
and a row takes the next amount as long as its worst rectangle does not get longer by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# Shorter, or smaller, than any screen can show.
NOTHING: Final = 1e-12


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width and height, all at least 0."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height


def squarify(amounts: Sequence[float], room: Box) -> list[Box]:
    """A box for each amount, in their order, best the largest first; areas are in proportion.

    Amounts at least 0.
    """
    total = sum(amounts)
    if total <= 0 or room.area <= 0:
        return [Box(room.x, room.y, 0.0, 0.0) for _ in amounts]
    areas = [amount * room.area / total for amount in amounts]
    return list(_rows(areas, room))


def _rows(areas: Sequence[float], room: Box) -> Iterator[Box]:
    start = 0
    while start < len(areas):
        end = _row_end(areas, start, min(room.width, room.height))
        row = areas[start:end]
        yield from _laid(row, room)
        room = _rest(room, sum(row))
        start = end


def _row_end(areas: Sequence[float], start: int, side: float) -> int:
    """Where the row ends that begins at `start`: before the one that would make it worse."""
    total = least = most = areas[start]
    end = start + 1
    while end < len(areas):
        longer, low, high = total + areas[end], min(least, areas[end]), max(most, areas[end])
        if _worst(longer, low, high, side) > _worst(total, least, most, side):
            break
        total, least, most = longer, low, high
        end += 1
    return end


def _worst(total: float, least: float, most: float, side: float) -> float:
    """The ratio of the sides of the least square rectangle of a row."""
    thick = max(total, NOTHING) / max(side, NOTHING)
    return max(most / thick / thick, thick * thick / max(least, NOTHING))


def _laid(row: Sequence[float], room: Box) -> Iterator[Box]:
    """A row along the shorter side of the room."""
    total, at = sum(row), 0.0
    upright = room.width >= room.height
    thick = total / max(room.height if upright else room.width, NOTHING)
    for area in row:
        long = area / thick if thick > 0 else 0.0
        if upright:
            yield Box(room.x, room.y + at, thick, long)
        else:
            yield Box(room.x + at, room.y, long, thick)
        at += long


def _rest(room: Box, taken: float) -> Box:
    """What a row of area `taken` leaves of the room."""
    if room.width >= room.height:
        thick = min(taken / max(room.height, NOTHING), room.width)
        return Box(room.x + thick, room.y, room.width - thick, room.height)
    thick = min(taken / max(room.width, NOTHING), room.height)
    return Box(room.x, room.y + thick, room.width, room.height - thick)

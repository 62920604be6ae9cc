"""A treemap of two levels: areas are amounts, colours say what they mean.

One scale for all: nothing is set aside for captions, so any two tiles compare. A label stands in
its tile where there is room for it, and nowhere else; every tile carries a title.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from linkequity.faces.charts.squarify import Box, squarify
from linkequity.faces.charts.svg import fitted, image, tag, text_width

SIZE: Final = 12.0
LINE: Final = 15.0
PAD: Final = 6.0
# A name cut to less than this says nothing, in widths of the letter size.
LEAST_NAME: Final = 5.0

# How many times the demand is of the equity, or the other way round, for the colours.
SOME: Final = 1.5
MUCH: Final = 4.0


@dataclass(frozen=True)
class Tile:
    """One area. `says` follows name and amount in its title; `href` leads somewhere, if given:
    the caller vouches for it.
    """

    name: str
    amount: float
    tone: str
    says: str = ""
    href: str = ""


@dataclass(frozen=True)
class Branch:
    """Tiles that belong together."""

    name: str
    tiles: tuple[Tile, ...]

    @property
    def amount(self) -> float:
        """All of its tiles together."""
        return sum(tile.amount for tile in self.tiles)


GAP_WORDS: Final = {
    "gap-short-2": "far less than people search for",
    "gap-short-1": "less than people search for",
    "gap-even": "about as much",
    "gap-over-1": "more than people search for",
    "gap-over-2": "far more than people search for",
    "gap-none": "no searches counted",
}


def gap_tone(equity: float, demand: float | None) -> str:
    """The colour of a tile by its gap to search demand, both in page units; None: not known.

    >>> gap_tone(1.0, 5.0), gap_tone(1.0, 1.2), gap_tone(4.0, 2.0), gap_tone(1.0, None)
    ('gap-short-2', 'gap-even', 'gap-over-1', 'gap-none')
    """
    if demand is None:
        return "gap-none"
    if demand >= equity:
        short = demand / max(equity, 1e-12)
        return "gap-short-2" if short >= MUCH else "gap-short-1" if short >= SOME else "gap-even"
    over = equity / max(demand, 1e-12)
    return "gap-over-2" if over >= MUCH else "gap-over-1" if over >= SOME else "gap-even"


def treemap(
    branches: Sequence[Branch],
    *,
    label: str,
    width: float,
    height: float,
    show: Callable[[float], str],
) -> Markup:
    """The picture: branches largest first, in each its tiles largest first."""
    shown = sorted((b for b in branches if b.amount > 0), key=lambda b: -b.amount)
    rooms = squarify([branch.amount for branch in shown], Box(0.0, 0.0, width, height))
    drawn = [_branch(branch, room, show) for branch, room in zip(shown, rooms, strict=True)]
    frames = [_frame(room) for room in rooms]
    linked = any(tile.href for branch in shown for tile in branch.tiles)
    return image(
        *drawn,
        *frames,
        width=width,
        height=height,
        label=label,
        class_="chart treemap",
        role="group" if linked else "img",
    )


def _branch(branch: Branch, room: Box, show: Callable[[float], str]) -> Markup:
    tiles = sorted((t for t in branch.tiles if t.amount > 0), key=lambda t: -t.amount)
    boxes = squarify([tile.amount for tile in tiles], room)
    drawn = [
        _tile(tile, box, branch.name, show, caption=branch.name if place == 0 else "")
        for place, (tile, box) in enumerate(zip(tiles, boxes, strict=True))
    ]
    return tag("g", *drawn)


def _tile(
    tile: Tile, box: Box, branch: str, show: Callable[[float], str], *, caption: str
) -> Markup:
    says = " · ".join(part for part in (branch, tile.name, show(tile.amount), tile.says) if part)
    shape = tag(
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        class_=f"tile tone-{tile.tone}",
    )
    inside = (tag("title", says), shape, *_words(tile, box, caption, show))
    return tag("a", *inside, href=tile.href) if tile.href else tag("g", *inside)


def _words(tile: Tile, box: Box, caption: str, show: Callable[[float], str]) -> list[Markup]:
    """The lines that have room, from the top: the branch's name, the tile's, its amount."""
    lines = [
        (caption, "branch"),
        (tile.name if tile.name != caption else "", ""),
        (show(tile.amount), "amount"),
    ]
    room, left = max(int((box.height - PAD) // LINE), 0), box.width - 2 * PAD
    fits = [(words, kind) for words, kind in _fitting(lines, left) if words][:room]
    return [
        tag(
            "text",
            words,
            x=box.x + PAD,
            y=box.y + PAD + LINE * line + SIZE * 0.82,
            class_=f"on {kind} tone-text-{tile.tone}".replace("  ", " "),
        )
        for line, (words, kind) in enumerate(fits)
    ]


def _fitting(lines: Sequence[tuple[str, str]], width: float) -> list[tuple[str, str]]:
    """The same lines, names cut where that leaves something to read, else empty; an amount stands
    only below the name it belongs to, so that nobody takes it for the whole branch's.
    """
    (caption, _), (name, _), (amount, _) = lines
    whose = _cut(name or caption, width, whole=False)
    return [
        (_cut(caption, width, whole=False), "branch"),
        (whose if name else "", ""),
        (_cut(amount, width, whole=True) if whose else "", "amount"),
    ]


def _cut(words: str, width: float, *, whole: bool) -> str:
    if text_width(words, SIZE) <= width:
        return words
    return "" if whole or width < LEAST_NAME * SIZE else fitted(words, SIZE, width)


def _frame(room: Box) -> Markup:
    """The border between branches, above the tiles."""
    return tag(
        "rect", x=room.x, y=room.y, width=room.width, height=room.height, class_="branch-frame"
    )

"""Clicks from home: a ring for each click, and outside of all what no click leads to.

Pages stay where they lay on a ring, as on their islands (`staying`); a ring on which too much has
changed is filled anew, and so are those that it then reaches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.app.map.geometry import Floats, Ints, towards
from linkequity.app.map.staying import Lying, stay_round

# Deeper pages share the last ring: more rings are told apart by nobody.
MOST_CLICKS: Final = 12
UNREACHABLE: Final = MOST_CLICKS + 1
# Room round a dot, in its radii, and between rings, of the radius all dots together would fill.
AIR: Final = 1.2
GAP: Final = 0.07
FILLED: Final = 0.6
# Newcomers outside of a ring come so near to the next, in radii of a page that receives nothing.
APART: Final = 1.4
# Rings are tried so many times farther out.
FARTHER: Final = 1.1


@dataclass(frozen=True)
class Ring:
    """The pages so many clicks away: `clicks` from home, None for those no click leads to."""

    clicks: int | None
    pages: int
    inner: float
    outer: float


@dataclass(frozen=True)
class Before:
    """Where pages lay on the map before: by row, NaN for those that lay on no ring, or another.

    `gaps`: by ring, where others lay that are gone from it.
    """

    lying: Lying
    gaps: Mapping[int, Lying]


def arrange(clicks: Ints, sector: Ints, radii: Floats, before: Before) -> tuple[Lying, list[Ring]]:
    """Places round the start page, n×2, and the rings, the innermost first.

    `clicks`: 0 to MOST_CLICKS, or UNREACHABLE. `sector`: the order in which the islands go
    round, by page, so that the pages of one stay together.
    """
    lying = Lying(np.zeros((len(radii), 2)), radii.copy())
    gap = GAP * float(np.sqrt((radii**2).sum() / FILLED)) + float(
        np.median(radii, axis=0) if len(radii) else 0
    )
    rings: list[Ring] = []
    inner = 0.0
    for ring in np.unique(clicks):
        pages = np.flatnonzero(clicks == ring)
        pages = pages[np.lexsort((-radii[pages], sector[pages]))]
        unreachable = ring == UNREACHABLE
        begin = inner + gap * (2 if unreachable else 1) if rings else 0.0
        shore = inner + min(gap / 2, APART) if rings else -np.inf
        stayed = _stay(pages, int(ring), radii, before, shore)
        if stayed is None:
            lying.places[pages], inner = _fill(sector[pages], radii[pages], begin)
        else:
            lying.places[pages], lying.room[pages] = stayed.places, stayed.room
            away = np.hypot(*stayed.places.T)
            reach = np.where(away > 0, AIR, 1.0) * stayed.room
            begin, inner = max(float((away - reach).min()), 0.0), float((away + reach).max())
        clicks_away = None if unreachable else int(ring)
        rings.append(Ring(clicks_away, len(pages), begin, inner))
    return lying, rings


def _stay(pages: Ints, ring: int, radii: Floats, before: Before, shore: float) -> Lying | None:
    """The pages of a ring where they lay, if most can; `shore`: how near to home they may lie."""
    lay = Lying(before.lying.places[pages], before.lying.room[pages])
    gaps = before.gaps.get(ring, Lying(np.zeros((0, 2)), np.zeros(0)))
    return stay_round(radii[pages], lay, gaps, shore, 0.0)


def _fill(sector: Ints, radii: Floats, inner: float) -> tuple[Floats, float]:
    """One ring, sorted by sector and falling radius; says how far out it reaches.

    It begins as far out as makes it end soonest: a wide ring is thin.
    """
    if len(radii) == 1 and inner == 0:
        return np.zeros((1, 2)), float(radii[0])
    best = _fill_from(sector, radii, inner)
    while (farther := _fill_from(sector, radii, inner := inner * FARTHER))[1] < best[1]:
        best = farther
    return best


def _fill_from(sector: Ints, radii: Floats, inner: float) -> tuple[Floats, float]:
    """The same, beginning at `inner`, or where its sectors have room side by side."""
    begins = np.flatnonzero(np.diff(sector, prepend=sector[0] - 1))
    ends = np.append(begins[1:], len(sector))
    area = np.add.reduceat(radii**2, begins)
    widest = AIR * radii[begins]
    inner = max(inner, 1.2 * float(widest.sum()) / np.pi)
    shares = _angles(area, 2 * np.arcsin(np.minimum(widest / (inner + widest), 1.0)))
    places = np.zeros((len(radii), 2))
    outer, turn = inner, -np.pi / 2
    for begin, end, angle in zip(begins, ends, shares, strict=True):
        places[begin:end], reached = _fill_sector(radii[begin:end], inner, turn, float(angle))
        outer, turn = max(outer, reached), turn + float(angle)
    return places, outer


def _angles(area: Floats, least: Floats) -> Floats:
    """2π shared out by area, to none less than it needs."""
    free = np.maximum(2 * np.pi - least.sum(), 0.0)
    return np.asarray(least + free * area / area.sum())


def _fill_sector(radii: Floats, inner: float, turn: float, angle: float) -> tuple[Floats, float]:
    """Row after row outwards, each spread evenly from side to side."""
    places = np.zeros((len(radii), 2))
    begin = 0
    while begin < len(radii):
        middle = inner + AIR * float(radii[begin])
        # A chord is shorter than its arc: the angle a dot takes is 2·asin(r/ρ).
        most = begin + 2 + int(angle * middle / (2 * AIR * radii[-1]))
        wide = np.cumsum(2 * np.arcsin(np.minimum(AIR * radii[begin:most] / middle, 1.0)))
        fitting = max(1, int(np.searchsorted(wide, angle * (1 + 1e-9), side="right")))
        wide = wide[:fitting]
        each = np.diff(wide, prepend=0.0)
        room = (angle - wide[-1]) / fitting
        angles = turn + wide - each / 2 + room * (np.arange(fitting) + 0.5)
        places[begin : begin + fitting] = middle * towards(angles)
        begin, inner = begin + fitting, middle + AIR * float(radii[begin])
    return places, inner

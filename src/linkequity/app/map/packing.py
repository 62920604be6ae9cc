"""Dots of one island: the strongest in the middle, the weak at the shore, orphans round it.

The largest are packed one by one; the rest follow as seeds in a sunflower do, each on the golden
angle at the radius where the cells of those before it end (Vogel 1979, A better way to construct
the sunflower head). Where neighbours are of like size, and sorted they are, they do not touch.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from linkequity.app.map.geometry import GOLDEN_ANGLE, Flags, Floats, Ints, free_distances, towards

# Room round a dot when packed one by one, in its radii.
AIR: Final = 1.14
# At most so many are packed one by one: it takes time with the square of their number.
CORE: Final = 110
# Neighbours that differ by more are packed one by one: between seeds they would leave holes.
ALIKE: Final = 1.25
DIRECTIONS: Final = 12
# Of the area of a cell a dot takes this share. Seeds would touch at 0.70 (π·0.894/4: the least
# distance of golden spirals, Ridley 1982); less leaves room for sizes that differ.
FILLED: Final = 0.58
# What the core fills of its own disc at most: circles packed one by one fill no more.
DENSEST: Final = 0.8


def pack(islands: Sequence[Floats]) -> list[Floats]:
    """Places about the origin, n×2 each, of the dots of islands by their radii.

    Those of an island sorted, the largest first.
    """
    cores = _pack_cores([radii[: _core_size(radii)] for radii in islands])
    return [
        np.vstack([core, _sunflower(radii, core)])
        for radii, core in zip(islands, cores, strict=True)
    ]


def _core_size(radii: Floats) -> int:
    """How many of the largest are too unlike those that would be their neighbours."""
    number = np.arange(len(radii))
    if len(radii) <= CORE:
        return len(radii)
    unlike = np.flatnonzero(
        radii > ALIKE * radii[np.minimum(number + _turn(number), len(radii) - 1)]
    )
    return min(int(unlike[-1]) + 1 if unlike.size else 0, CORE)


def _turn(number: Ints) -> Ints:
    """How far in the order the neighbours of a seed lie: about one turn of 2·sqrt(π·n)."""
    return np.asarray(np.ceil(2 * np.sqrt(np.pi * (number + 1))), dtype=np.int64)


def _pack_cores(cores: Sequence[Floats]) -> list[Floats]:
    """One by one, each dot where it comes nearest to the middle; of all islands at the same time.

    The n-th of all of them together, since many small steps take longer than a few large ones.
    """
    sizes = np.array([len(core) for core in cores], dtype=np.int64)
    order = np.argsort(-sizes, kind="stable")
    most = int(sizes.max(initial=0))
    radii, places = np.zeros((len(cores), most)), np.zeros((len(cores), most, 2))
    for row, island in enumerate(order):
        radii[row, : sizes[island]] = AIR * cores[island]
    spread = np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS)
    for number in range(1, most):
        rows = int((sizes > number).sum())
        directions = towards(spread + number * GOLDEN_ANGLE)
        reach = radii[:rows, :number] + radii[:rows, number, None]
        free = free_distances(places[:rows, :number], reach, directions)
        nearest = np.argmin(free, axis=1)
        places[:rows, number] = free[np.arange(rows), nearest, None] * directions[nearest]
    unordered = np.argsort(order, kind="stable")
    return [places[row, :size] for row, size in zip(unordered, sizes, strict=True)]


def _sunflower(radii: Floats, core: Floats) -> Floats:
    """ρ² = start² + (cells before it + half of its own)/π, a cell being π·r²/FILLED.

    r is that of the seed one turn before, the largest among its neighbours. It starts within the
    ragged rim of the core and leaves out the cells that core dots lie in.
    """
    size, rest = len(core), len(radii) - len(core)
    if not rest:
        return np.zeros((0, 2))
    first = radii[size]
    rim = extent(core, radii[:size]) + AIR * first
    start = min(rim, float(np.sqrt((radii[:size] ** 2).sum() / DENSEST)))
    spare = int(np.ceil((rim**2 - start**2) * FILLED / first**2)) + 1 if size else 0
    number = np.arange(size, len(radii) + spare)
    cells = radii[np.clip(number - spare - _turn(number), size, None)] ** 2 / FILLED
    distance = np.sqrt(start**2 + np.cumsum(cells) - cells / 2)
    places = distance[:, None] * towards(number * GOLDEN_ANGLE)
    free = np.ones(len(number), dtype=bool)
    free[:spare] = _is_free(places[:spare], first, core, radii[:size])
    return np.asarray(places[free][:rest])


def _is_free(places: Floats, radius: float, core: Floats, radii: Floats) -> Flags:
    """Which places have room for a dot beside those of the core."""
    apart = np.hypot(*(places[:, None] - core[None]).transpose(2, 0, 1))
    return np.asarray((apart >= AIR * radius + radii).all(axis=1))


def extent(places: Floats, radii: Floats) -> float:
    """How far the dots reach from the origin."""
    return float(np.max(np.hypot(*places.T) + radii, initial=0.0))


def ring(radii: Floats, inner: float) -> Floats:
    """Places on as many rings outside of `inner` as it takes, spread evenly over each."""
    places = np.zeros((len(radii), 2))
    begin = 0
    while begin < len(radii):
        widest = float(radii[begin:].max()) * AIR
        middle = inner + widest
        ends = np.cumsum(2 * AIR * AIR * radii[begin:])
        # At least one a ring, else a dot wider than the ring is long would never be placed.
        fitting = max(1, int(np.searchsorted(ends, 2 * np.pi * middle, side="right")))
        ends = ends[:fitting]
        angles = (ends - AIR * AIR * radii[begin : begin + fitting]) * (2 * np.pi / ends[-1])
        places[begin : begin + fitting] = middle * towards(angles - np.pi / 2)
        begin, inner = begin + fitting, inner + 2 * widest
    return places

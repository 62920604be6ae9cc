"""Islands: which groups of pages have one of their own, and where each lies.

Islands that exchange much equity lie near each other, and none touches another. What lay on the
map before stays where it was: people find their way by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from linkequity.app.map.dots import NO_GROUP
from linkequity.app.map.geometry import (
    Flags,
    Floats,
    Ints,
    free_places,
    have_room,
    snug_places,
    towards,
)

OTHERS: Final = "(others)"
# More than a person tells apart, and than have room for a name.
MOST_ISLANDS: Final = 40
FEWEST_PAGES: Final = 3
DIRECTIONS: Final = 24
ROUNDS: Final = 6
# Screens are wider than high: a step up or down counts as so many to the side.
UPRIGHT: Final = 1.55
# How much an island is drawn to the middle, against being drawn to those it exchanges with: round
# by round more, so that the map closes its gaps once neighbours have found each other.
TO_MIDDLE: Final = (0.3, 0.95)
# Round an island: a share of itself for growth, and of the whole map for its name.
GROWTH: Final = 1.06
ROOM: Final = 0.038
# What is nearer than it should be by less, in radii of a page that receives nothing, is rounding:
# more than `have_room` lets pass.
TOUCHING: Final = 2e-6
# At least a row of newcomers has room on each shore.
LEAST_ROOM: Final = 3.2


@dataclass(frozen=True)
class Place:
    """Where an island lies: its centre, and the radius that is kept free for it."""

    x: float
    y: float
    reserved: float


def gather(group: pl.Series, before: frozenset[str]) -> pl.Series:
    """The island of each page, by its group: small groups together make up the others.

    A group that had an island counts double, so that it keeps it when others grow a little.
    """
    sizes = (
        group.rename("group")
        .value_counts(name="pages")
        .with_columns(
            weight=pl.col("pages") * (1 + pl.col("group").is_in(list(before)).cast(pl.Int64))
        )
        .sort("weight", "group", descending=[True, False])
    )
    own = sizes.head(MOST_ISLANDS).filter(
        (pl.col("weight") >= FEWEST_PAGES) | (pl.col("group") == NO_GROUP)
    )
    if len(sizes) - len(own) <= 1:
        return group
    return (
        group.to_frame("group")
        .select(
            pl.when(pl.col("group").is_in(own["group"].implode()))
            .then("group")
            .otherwise(pl.lit(OTHERS))
        )
        .to_series()
    )


def place_islands(
    names: list[str], extents: Floats, exchanged: Floats, before: Mapping[str, Place]
) -> list[Place]:
    """Where each island lies. `exchanged` (n×n, symmetric): equity that flows between two."""
    known = np.array([name in before for name in names], dtype=bool)
    lay = [(before[name].x, before[name].y) if name in before else (0.0, 0.0) for name in names]
    sea = _Sea(np.array(lay).reshape(-1, 2), _reserve(names, extents, before), exchanged)
    order = np.argsort(-sea.reserved, kind="stable")
    placed = known.copy()
    for island in order[~known[order]]:
        sea.centres[island] = _settle(int(island), sea, placed, TO_MIDDLE[0])
        placed[island] = True
    if not known.any():
        _improve(sea, order)
    centres = _separate(sea.centres, sea.reserved)
    return [
        Place(float(x), float(y), float(r)) for (x, y), r in zip(centres, sea.reserved, strict=True)
    ]


class _Sea(NamedTuple):
    """Islands by number: their centres, the radii kept free, what flows between each two."""

    centres: Floats
    reserved: Floats
    exchanged: Floats


def _reserve(names: list[str], extents: Floats, before: Mapping[str, Place]) -> Floats:
    """What was reserved for an island as long as it fits in, else its extent with room round it."""
    room = max(LEAST_ROOM, ROOM * float(np.sqrt((extents**2).sum())))
    wanted = GROWTH * extents + room
    kept = np.array([before[name].reserved if name in before else 0.0 for name in names])
    return np.where(kept >= extents, kept, wanted)


def _settle(island: int, sea: _Sea, placed: Flags, to_middle: float) -> Floats:
    """The free place nearest to those it exchanges with, and to the middle."""
    others = np.flatnonzero(placed)
    others = others[others != island]
    if not len(others):
        return np.zeros(2)
    around, taken = sea.centres[others], sea.reserved[others]
    middle = np.average(around, axis=0, weights=taken**2)
    pulls = sea.exchanged[island, others]
    drawn = np.average(around, axis=0, weights=pulls) if pulls.sum() > 0 else middle
    aim = to_middle * middle + (1 - to_middle) * drawn
    radius = float(sea.reserved[island])
    directions = towards(np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS))
    beside_one = free_places(aim, radius, around, taken, directions)
    best = beside_one[np.argmin(_away(beside_one, aim))]
    # Whether a place has room takes long to say: only those are asked that would be better, and
    # only of islands that reach so far. No step counts less than its length.
    away = float(_away(best, aim))
    near = np.hypot(*(around - aim).T) - taken - radius < np.sqrt(away)
    corners = snug_places(radius, around[near], taken[near])
    corners = corners[_away(corners, aim) < away]
    corners = corners[have_room(corners, radius, around[near], taken[near])]
    return np.asarray(corners[np.argmin(_away(corners, aim))] if len(corners) else best)


def _away(places: Floats, aim: Floats) -> Floats:
    """How far places lie from a point: the square, of steps as they count."""
    return np.asarray((((places - aim) * (1.0, UPRIGHT)) ** 2).sum(axis=-1))


def _improve(sea: _Sea, order: Ints) -> None:
    """Take up each island in turn and settle it anew among all others."""
    everywhere = np.ones(len(order), dtype=bool)
    for to_middle in np.linspace(*TO_MIDDLE, ROUNDS):
        for island in order:
            sea.centres[island] = _settle(int(island), sea, everywhere, float(to_middle))


def _separate(centres: Floats, reserved: Floats) -> Floats:
    """Push apart those that touch since one has grown, and nothing else; the smaller gives way."""
    area = reserved**2
    gives_way = area[None] / (area[:, None] + area[None])
    for _ in range(400):
        apart = centres[:, None] - centres[None]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(distance, np.inf)
        overlap = np.maximum(reserved[:, None] + reserved[None] - distance, 0.0)
        if not (overlap > TOUCHING).any():
            return centres
        push = (
            apart
            / np.maximum(distance, 1e-9)[..., None]
            * (overlap * gives_way * 1.0002)[..., None]
        )
        centres = centres + push.sum(axis=1)
    return centres * float(((reserved[:, None] + reserved[None]) / distance).max())

"""Places within an island: those that pages have already, and those of newcomers.

A page stays where it lay as long as its island is nearly the same. Newcomers line the shore; a
page that grew sends smaller ones that it would cover there too. An island that has changed much is
packed anew, for itself alone. Orphans stay on their rings as long as the shore does not reach them;
newcomers among them take the places of those that are gone. So do pages on the rings of clicks, as
long as the ring within does not reach them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.app.map.geometry import Flags, Floats
from linkequity.app.map.packing import extent, pack, ring

# An island is kept while so many of its pages, then and now, lie where they lay.
STAYS: Final = 0.85
# Packing leaves room for so much growth; who outgrows it may cover others.
ROOM_TO_GROW: Final = 1.1
MOST_GROWN: Final = 200
# Rings are kept while so many of the orphans on them lie where they lay.
RING_STAYS: Final = 0.5
# Between shore and orphans at least, in radii of a page that receives nothing.
LEAST_STRAIT: Final = 0.3
# Of the radius of the smaller of two dots, the most that the larger may cover.
OVERLAP: Final = 0.3


@dataclass(frozen=True)
class Lying:
    """Where dots lie about the centre of their island; `room`: the radius each was given."""

    places: Floats
    room: Floats


def settle(radii: Floats, before: Lying, left: int) -> Lying | None:
    """Places of an island's pages, orphans aside, about its centre; None where it changed much.

    `before`: where they lay, NaN for newcomers. `left`: how many that lay there are gone.
    """
    known = ~np.isnan(before.room)
    stays = known & ~_covered(radii, before, known)
    if stays.sum() < STAYS * (len(radii) + left) or not stays.any():
        return None
    fits = stays & (radii <= ROOM_TO_GROW * before.room)
    places, room = before.places.copy(), np.where(fits, before.room, radii)
    new = np.flatnonzero(~stays)
    new = new[np.argsort(-radii[new], kind="stable")]
    places[new] = ring(radii[new], extent(places[stays], room[stays]))
    return Lying(places, room)


def pack_anew(islands: Sequence[Floats]) -> list[Lying]:
    """Places of the pages of islands, by their radii, as if nobody had seen them before."""
    orders = [np.argsort(-radii, kind="stable") for radii in islands]
    packed = pack([radii[order] for radii, order in zip(islands, orders, strict=True)])
    lying = []
    for radii, order, sorted_places in zip(islands, orders, packed, strict=True):
        places = np.empty((len(radii), 2))
        places[order] = sorted_places
        lying.append(Lying(places, radii))
    return lying


def settle_round(radii: Floats, before: Lying, gaps: Lying, shore: float, strait: float) -> Lying:
    """Places of an island's orphans, on rings round it; the first begins `strait` off the shore.

    `before`: where they lay, NaN for newcomers. `gaps`: where others lay that are gone.
    """
    stayed = stay_round(radii, before, gaps, shore, strait)
    return Lying(ring(radii, shore + strait), radii) if stayed is None else stayed


def stay_round(
    radii: Floats, before: Lying, gaps: Lying, shore: float, strait: float
) -> Lying | None:
    """Places round a shore where most lay there already; None where too many did not, or left.

    Newcomers take the gaps, the largest first, or line the outside.
    """
    stays = _off_shore(radii, before, shore)
    then = len(gaps.room) + int((~np.isnan(before.room)).sum())
    if not len(radii) or stays.sum() < RING_STAYS * max(len(radii), then):
        return None
    places, room = before.places.copy(), np.where(stays, before.room, radii)
    new = np.flatnonzero(~stays)
    new = new[np.argsort(-radii[new], kind="stable")]
    outside = max(extent(places[stays], room[stays]), shore + strait)
    free = np.flatnonzero(_off_shore(gaps.room, gaps, shore))
    free = free[np.argsort(-gaps.room[free], kind="stable")]
    lining = []
    for dot in new:
        if len(free) and radii[dot] <= gaps.room[free[0]]:
            places[dot], room[dot], free = gaps.places[free[0]], gaps.room[free[0]], free[1:]
        else:
            lining.append(dot)
    places[lining] = ring(radii[lining], outside)
    return Lying(places, room)


def _off_shore(radii: Floats, lying: Lying, shore: float) -> Flags:
    """Which dots have room where they would lie, and lie in the water."""
    away = np.hypot(*lying.places.T) - radii
    return np.asarray((radii <= ROOM_TO_GROW * lying.room) & (away >= shore + LEAST_STRAIT))


def _covered(radii: Floats, before: Lying, known: Flags) -> Flags:
    """Who would lie under a larger dot that outgrew its room; all, where too many did."""
    grown = np.flatnonzero(known & (radii > ROOM_TO_GROW * before.room))
    if len(grown) > MOST_GROWN:
        return known
    covered = np.zeros(len(radii), dtype=bool)
    for dot in grown:
        depth = radii + radii[dot] - np.hypot(*(before.places - before.places[dot]).T)
        under = known & (depth > OVERLAP * np.minimum(radii, radii[dot]))
        under[dot] = False
        covered |= under & (radii <= radii[dot])
        covered[dot] |= bool((under & (radii > radii[dot])).any())
    return covered

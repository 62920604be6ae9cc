"""Places within an island: those that pages have already, and those of newcomers.

A page stays where it lay as long as its island is nearly the same. Newcomers line the shore; a
page that grew sends smaller ones that it would cover there too. An island that has changed much is
packed anew, for itself alone.
"""

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
# Of the radius of the smaller of two dots, the most that the larger may cover.
OVERLAP: Final = 0.3


@dataclass(frozen=True)
class Lying:
    """Where dots lie about the centre of their island; `room`: the radius each was given."""

    places: Floats
    room: Floats


def settle(radii: Floats, before: Lying, left: int) -> Lying:
    """Places of an island's pages, orphans aside, about its centre.

    `before`: where they lay, NaN for newcomers. `left`: how many that lay there are gone.
    """
    known = ~np.isnan(before.room)
    stays = known & ~_covered(radii, before, known)
    if stays.sum() < STAYS * (len(radii) + left) or not stays.any():
        return _pack_anew(radii)
    fits = stays & (radii <= ROOM_TO_GROW * before.room)
    places, room = before.places.copy(), np.where(fits, before.room, radii)
    new = np.flatnonzero(~stays)
    new = new[np.argsort(-radii[new], kind="stable")]
    places[new] = ring(radii[new], extent(places[stays], room[stays]))
    return Lying(places, room)


def _pack_anew(radii: Floats) -> Lying:
    order = np.argsort(-radii, kind="stable")
    places = np.empty((len(radii), 2))
    places[order] = pack(radii[order])
    return Lying(places, radii)


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

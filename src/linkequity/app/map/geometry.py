"""Circles that do not touch: where the next one has room, in several directions from a point."""

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
GOLDEN_ANGLE: Final = float(np.pi * (3 - np.sqrt(5)))


def towards(angles: "npt.NDArray[np.floating[Any]]") -> Floats:
    """Unit vectors, one row an angle."""
    return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float64)


def snug_places(radius: float, centres: Floats, radii: Floats) -> Floats:
    """Every place where a circle touches two of those there are, whatever is in its way; k×2.

    Those with room (`have_room`) are the corners of all the room there is: no place is nearer to a
    point that is taken, but for places that touch one circle only (`free_places`).
    """
    first, second = np.triu_indices(len(radii), 1)
    reach_a, reach_b = radii[first] + radius, radii[second] + radius
    across = centres[second] - centres[first]
    apart = np.hypot(across[:, 0], across[:, 1])
    along = (apart**2 + reach_a**2 - reach_b**2) / (2 * np.maximum(apart, 1e-12))
    aside = reach_a**2 - along**2
    meet = (aside > 0) & (apart > 0)
    unit = across[meet] / apart[meet, None]
    foot = centres[first[meet]] + unit * along[meet, None]
    offset = unit[:, ::-1] * (-1, 1) * np.sqrt(aside[meet])[:, None]
    return np.vstack([foot + offset, foot - offset])


def have_room(places: Floats, radius: float, centres: Floats, radii: Floats) -> Flags:
    """At which places a circle touches others at most."""
    distance = np.hypot(*(places[:, None] - centres[None]).transpose(2, 0, 1))
    return np.asarray((distance >= radii + radius - 1e-6).all(axis=1))


def free_places(
    point: Floats, radius: float, centres: Floats, radii: Floats, directions: Floats
) -> Floats:
    """Going from `point` in each direction, the first place where a circle touches no other.

    `centres` (n×2) and `radii` (n): the circles there are. `directions` (k×2): unit vectors.
    Returns k×2, in the order of the directions.
    """
    distance = free_distances(centres - point, radii + radius, directions)
    return np.asarray(point + distance[:, None] * directions)


def free_distances(away: Floats, reach: Floats, directions: Floats) -> Floats:
    """How far one goes in each direction until nothing is nearer than its reach; …×k.

    `away` (…×n×2): where things lie as seen from the start; `reach` (…×n): how near each lets one
    come; `directions` (k×2): unit vectors. On the line ρ·u what lies at c with reach r is in the
    way for ρ between u·c ± h, where h² = r² − |c|² + (u·c)².
    """
    along = np.swapaxes(away @ directions.T, -1, -2)
    half = (reach**2 - (away**2).sum(axis=-1))[..., None, :] + along**2
    blocks = half > 0
    half = np.sqrt(np.where(blocks, half, 0.0))
    begins, ends = np.where(blocks, along - half, np.inf), along + half
    gone = np.zeros(begins.shape[:-1])
    # Whatever begins before the end of what was passed is passed as well, a few times over.
    while True:
        passed = np.where(begins < gone[..., None], ends, 0.0).max(axis=-1, initial=0.0)
        if not (passed > gone).any():
            return gone
        gone = np.maximum(gone, passed)

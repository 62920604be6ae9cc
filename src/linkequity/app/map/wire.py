"""The map as a browser takes it: a line of JSON, then columns of numbers, 23 bytes a page.

Layout: UInt32, length of the JSON; the JSON (islands, arrows, rings, scales), padded with blanks
to a multiple of 4; then little-endian, one value a page each: UInt32 page_id; Float32 equity,
Float32 value; UInt16 x, y among the islands and x, y on the rings, 0 to 65535 over `frame` and
`ring_frame` (left, bottom, width, height); UInt8 island, state and clicks (255 for none).
"""

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
import polars as pl

from linkequity.app.map.documents import SiteMap
from linkequity.app.map.dots import LEAST_RADIUS, STATES, UNIT_EQUITY
from linkequity.app.map.geometry import Floats

STEPS: Final = 65535
NO_CLICKS: Final = 255
Frame = tuple[float, float, float, float]


def encode(site_map: SiteMap, version: str, names: Sequence[str]) -> bytes:
    """The whole document; `version`: of which results it is; `names`: what islands are called."""
    frame, ring_frame = _frame_of_islands(site_map), _frame_of_rings(site_map)
    dots = site_map.dots
    start = dots["start"].arg_max() if dots["start"].any() else None
    head = {
        "version": version,
        "grouping": site_map.grouping,
        "pages": len(dots),
        "start": start,
        "states": STATES,
        "unit_equity": UNIT_EQUITY,
        "least_radius": LEAST_RADIUS,
        "frame": frame,
        "ring_frame": ring_frame,
        "names": names,
        "islands": site_map.islands,
        "arrows": site_map.arrows,
        "rings": [(ring.clicks, ring.pages, ring.inner, ring.outer) for ring in site_map.rings],
    }
    text = msgspec.json.encode(head)
    text += b" " * (-len(text) % 4)
    columns = (
        dots["page_id"].cast(pl.UInt32).to_numpy().astype("<u4"),
        dots["equity"].to_numpy().astype("<f4"),
        dots["value"].to_numpy().astype("<f4"),
        _steps(site_map.places, frame),
        _steps(site_map.clicks, ring_frame),
        dots["island"].to_numpy().astype("u1"),
        dots["state"].to_physical().to_numpy().astype("u1"),
        dots["click_depth"].fill_null(NO_CLICKS).clip(0, NO_CLICKS).to_numpy().astype("u1"),
    )
    return b"".join([len(text).to_bytes(4, "little"), text, *(c.tobytes() for c in columns)])


def _steps(places: Floats, frame: Frame) -> "np.ndarray[tuple[int, int], np.dtype[np.uint16]]":
    """Places in steps of the frame, all x, then all y of each page beside it."""
    left, bottom, width, height = frame
    part = (places - (left, bottom)) / (width, height)
    return np.round(np.clip(part, 0, 1) * STEPS).astype("<u2")


def _frame_of_islands(site_map: SiteMap) -> Frame:
    """What holds every island with its room."""
    if not site_map.islands:
        return (-1.0, -1.0, 2.0, 2.0)
    left = min(island.x - island.reserved for island in site_map.islands)
    bottom = min(island.y - island.reserved for island in site_map.islands)
    right = max(island.x + island.reserved for island in site_map.islands)
    top = max(island.y + island.reserved for island in site_map.islands)
    return (left, bottom, right - left, top - bottom)


def _frame_of_rings(site_map: SiteMap) -> Frame:
    reach = max((ring.outer for ring in site_map.rings), default=1.0) or 1.0
    return (-reach, -reach, 2 * reach, 2 * reach)

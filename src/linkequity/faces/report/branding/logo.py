"""A logo as data in the page: a real PNG or JPEG of bounded size, and nothing else.

SVG is refused: it may hold scripts, styles and requests, and telling the harmless apart is a game
that is lost one day.
"""

import base64
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from linkequity.base.errors import FileUnreadable

MAX_BYTES: Final = 500_000
MAX_SIDE: Final = 4000
PNG: Final = b"\x89PNG\r\n\x1a\n"
# Frame headers of JPEG, which hold its size: all that begin a frame (ITU T.81, table B.1).
FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
HEIGHT: Final = 40
WIDEST: Final = 240


@dataclass(frozen=True)
class Logo:
    """An image as a data: URL, and the size to show it at, in CSS pixels."""

    url: str
    width: int
    height: int


def read_logo(path: Path) -> Logo:
    """The logo in a file; FileUnreadable where it is no image that we show."""
    data = _bytes(path)
    if data.startswith(PNG):
        kind, size = "png", _png_size(data)
    else:
        kind, size = "jpeg", _jpeg_size(data)
    if size is None or not all(0 < side <= MAX_SIDE for side in size):
        raise FileUnreadable(
            f"is no PNG or JPEG image of at most {MAX_SIDE} × {MAX_SIDE} pixels",
            where=str(path),
            hint="Export the logo as PNG; SVG may hold scripts and is not taken.",
        )
    width, height = size
    scale = min(HEIGHT / height, WIDEST / width)
    shown = max(round(width * scale), 1), max(round(height * scale), 1)
    return Logo(f"data:image/{kind};base64,{base64.b64encode(data).decode()}", *shown)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(
            f"the report's logo cannot be read: {error.strerror or error}",
            where=str(path),
            hint="Mend [report] logo in linkequity.toml, or the option --logo.",
        ) from None
    if len(data) > MAX_BYTES:
        raise FileUnreadable(
            f"the report's logo is larger than {MAX_BYTES // 1000} kB",
            where=str(path),
            hint="Export it smaller: the report shows it 40 pixels high.",
        )
    return data


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height, if all chunks from the header to the end are whole."""
    size, at = None, len(PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        if data[end : end + 4] != struct.pack(">I", zlib.crc32(data[at + 4 : end])):
            return None
        if kind == b"IHDR" and length == 13 and size is None:
            size = struct.unpack_from(">II", data, at + 8)
        if kind == b"IEND":
            return size
        at = end + 4
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height, if segments lead from the first marker to a frame, and an end follows."""
    if not data.startswith(b"\xff\xd8") or b"\xff\xd9" not in data:
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None

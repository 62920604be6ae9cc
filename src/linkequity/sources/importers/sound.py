"""Which rows of a text are sound, so that any reader of separated values cuts them alike.

A row is sound if it has as many cells as the headers, and quotes stand only where a cell begins,
where it ends, and doubled in between. All of a block is looked at together, as an array.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
Bytes = npt.NDArray[np.uint8]
NUL: Final = 0
NEWLINE: Final = ord("\n")
RETURN: Final = ord("\r")
QUOTE: Final = ord('"')
# Below what csv takes as a cell, and what a careful reader takes as a record.
MAX_ROW_BYTES: Final = 100_000
MAX_BREAKS: Final = 48


@dataclass(frozen=True)
class SoundRows:
    """The sound rows at the beginning of a block.

    `end`: bytes they take. `breaks_before`: of each row the line breaks before it, `breaks` all
    of them. `broken`: whether a row follows that is not sound, not one that merely goes on in the
    next block.
    """

    end: int
    breaks_before: Places
    breaks: int
    broken: bool


def find_sound_rows(block: bytes, delimiter: int, width: int) -> SoundRows:
    """The sound rows at the beginning of a block that begins with a row."""
    data = np.frombuffer(block, dtype=np.uint8)
    quotes = np.flatnonzero(data == QUOTE)
    breaks = np.flatnonzero(data == NEWLINE)
    ends = _outside(breaks, quotes)
    delimiters = _outside(np.flatnonzero(data == delimiter), quotes)
    breaks_at = np.concatenate([[0], np.searchsorted(breaks, ends, side="right")])
    sound = (
        (np.diff(np.searchsorted(delimiters, ends), prepend=0) == width - 1)
        & (np.diff(ends, prepend=-1) <= MAX_ROW_BYTES)
        & (np.diff(breaks_at) <= MAX_BREAKS)
    )
    bad = np.zeros(len(ends) + 1, dtype=bool)
    bad[np.searchsorted(ends, _misplaced(data, quotes, delimiter))] = True
    sound &= ~bad[:-1]
    rows = len(ends) if sound.all() else int(np.argmin(sound))
    end = int(ends[rows - 1]) + 1 if rows else 0
    unending = len(block) - end > MAX_ROW_BYTES
    broken = rows < len(ends) or bool(bad[-1]) or unending
    return SoundRows(end, breaks_at[:rows], int(breaks_at[rows]), broken)


def _outside(places: Places, quotes: Places) -> Places:
    """Those of the places that an even number of quotes stands before."""
    if not len(quotes):
        return places
    outside: Places = places[np.searchsorted(quotes, places) % 2 == 0]
    return outside


def _misplaced(data: Bytes, quotes: Places, delimiter: int) -> Places:
    """Quotes inside cells, line ends of another kind, and what no text has, in order."""
    opening, closing = quotes[::2], quotes[1::2]
    before = np.where(opening > 0, data[opening - 1], np.uint8(NEWLINE))
    after = _following(data, closing)
    stray = np.concatenate(
        [
            opening[~np.isin(before, (delimiter, NEWLINE, QUOTE))],
            closing[~np.isin(after, (delimiter, NEWLINE, RETURN, QUOTE))],
            _lone_returns(data),
            np.flatnonzero(data == NUL),
        ]
    )
    return np.sort(stray)


def _lone_returns(data: Bytes) -> Places:
    returns = np.flatnonzero(data == RETURN)
    lone: Places = returns[_following(data, returns) != NEWLINE]
    return lone


def _following(data: Bytes, places: Places) -> Bytes:
    """The byte behind each place; a line break behind the last one of all."""
    last = len(data) - 1
    following: Bytes = np.where(
        places < last, data[np.minimum(places + 1, last)], np.uint8(NEWLINE)
    )
    return following

"""A brand's colour, moved until text in it can be read.

Contrast as WCAG 2.2 defines it (relative luminance, success criterion 1.4.3): 4.5 to 1 for text.
"""

from dataclasses import dataclass
from typing import Final

READABLE: Final = 4.5
STEPS: Final = 50
BLACK: Final = (0, 0, 0)
WHITE: Final = (255, 255, 255)
# What text in the accent stands on in look/tokens.css: paper, card, and the accent's soft tint.
LIGHT_PAPER: Final = (251, 251, 249)
DARK_PAPER: Final = (23, 27, 33)
TINT: Final = 0.12

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Accent:
    """A colour for text and marks, and its soft tint for what lies behind such text."""

    text: Colour
    soft: Colour


def parsed(colour: str) -> Colour:
    """`#rrggbb` as three numbers from 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def written(colour: Colour) -> str:
    """Three numbers as `#rrggbb`."""
    return f"#{bytes(colour).hex()}"


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio, from 1 for the same to 21 for black on white.

    >>> round(contrast(BLACK, WHITE), 6)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, paper: Colour, ink: Colour) -> Accent:
    """The colour, moved towards `ink` only as far as text in it needs on paper and tint alike."""
    for step in range(STEPS):
        moved = _mixed(colour, ink, step / STEPS)
        accent = Accent(moved, _mixed(paper, moved, TINT))
        if min(contrast(moved, paper), contrast(moved, accent.soft)) >= READABLE:
            return accent
    return Accent(ink, _mixed(paper, ink, TINT))


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with `share` of the other in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue

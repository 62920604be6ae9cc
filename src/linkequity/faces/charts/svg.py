"""SVG as text: elements, numbers, and how wide a word will be."""

import unicodedata
from typing import Literal

from markupsafe import Markup, escape

from linkequity.faces.words import plain

# Of the font size, for the system sans-serifs; measured on Segoe UI, Helvetica, DejaVu Sans and
# Liberation Sans: labels average 0.48–0.59, so 0.6 errs on the side of room.
LETTER_WIDTH = 0.6


def tag(name: str, *children: str | Markup, **attributes: str | float) -> Markup:
    """One element. Strings that are no Markup are escaped; `class_` gives `class`, `_` a hyphen.

    >>> tag("text", "a<b", x=1.0, text_anchor="end")
    Markup('<text x="1" text-anchor="end">a&lt;b</text>')
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    inside = "".join(_text(child) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>")


def _attribute(key: str, value: str | float) -> str:
    name = "viewBox" if key == "view_box" else key.rstrip("_").replace("_", "-")
    return f' {name}="{_text(value if isinstance(value, str) else number(value))}"'


def _text(text: str | Markup) -> str:
    return str(text) if isinstance(text, Markup) else str(escape(plain(text)))


def number(value: float) -> str:
    """A coordinate, to a hundredth of a pixel.

    >>> number(1.0), number(2.3456)
    ('1', '2.35')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def image(
    *children: Markup,
    width: float,
    height: float,
    label: str,
    class_: str,
    role: Literal["img", "group"] = "img",
) -> Markup:
    """A whole picture: one image to a screen reader, or a group where links stand in it."""
    return tag(
        "svg",
        *children,
        view_box=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role=role,
        aria_label=label,
        class_=class_,
    )


def text_width(text: str, size: float) -> float:
    """About how wide `text` is drawn at font size `size`, in the same unit, on the safe side."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return size * (LETTER_WIDTH * (len(text) - wide) + 1.05 * wide)


def fitted(text: str, size: float, width: float) -> str:
    """`text` cut with an ellipsis so that it is not wider than `width`; empty if nothing fits."""
    text = plain(text)
    if text_width(text, size) <= width:
        return text
    room = next((n for n in range(len(text), 0, -1) if text_width(text[:n], size) <= width), 0)
    return text[: room - 1].rstrip() + "…" if room > 1 else ""

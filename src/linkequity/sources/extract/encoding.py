"""Bytes to text, as browsers do it: byte-order mark, header, meta, then detection.

A declared encoding is followed even where it is wrong, as browsers follow it: what cannot be
decoded becomes U+FFFD, and the `charset` of the page says what was tried.
"""

import codecs
import re
from typing import Final

from turbohtml.detect import detect

# The standard has browsers look for a meta charset in the first 1,024 bytes; pages with long
# comments or inline scripts before it are common enough to look a little further.
META_SAMPLE: Final = 4096
# Detection by letter frequencies is settled long before 64 kB, and costs time for each more.
DETECT_SAMPLE: Final = 65536

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<meta\s[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:+-]+)|"
    rb"^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]+)",
    re.IGNORECASE,
)


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """The text of a body, and the name of the encoding it was decoded with.

    `content_type` is the whole header value, empty where there was none. Never fails.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    name = _declared_in_header(content_type) or _declared_in_meta(body) or _detected(body)
    codec = name if name == "utf-8" else f"whatwg-{name}"
    return body.decode(codec, "replace"), name


def _declared_in_header(content_type: str) -> str | None:
    match = _CHARSET.search(content_type)
    return _known(match[1]) if match else None


def _declared_in_meta(body: bytes) -> str | None:
    match = _META_CHARSET.search(body[:META_SAMPLE])
    if not match:
        return None
    name = _known((match[1] or match[2]).decode("ascii", "replace"))
    # The meta could be read as ASCII, so the page cannot be UTF-16, whatever it says.
    return "utf-8" if name and name.startswith("utf-16") else name


def _detected(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(body)
    return "utf-8"


def _guessed(body: bytes) -> str:
    found = detect(body[:DETECT_SAMPLE]).encoding
    return (_known(found) if found else None) or "utf-8"


def _known(label: str) -> str | None:
    """The encoding's own name, or None where browsers do not know the label."""
    label = label.lower()
    if label in {"utf-8", "utf8"}:
        return "utf-8"
    try:
        codecs.lookup(f"whatwg-{label}")
    except LookupError:
        return None
    return label

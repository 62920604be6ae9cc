"""What a body is, whatever its header says: HTML, or which other thing."""

import re
from typing import Final

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})

_MAGIC: Final = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\x7fELF", "application/octet-stream"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
)
_ROOTS: Final = {
    b"rss": "application/rss+xml",
    b"rdf:rdf": "application/rdf+xml",
    b"feed": "application/atom+xml",
    b"urlset": "a sitemap",
    b"sitemapindex": "a sitemap",
    b"svg": "image/svg+xml",
}
# The first element, after declarations, comments and white space.
_PROLOGUE = re.compile(rb"(?:\s+|<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)*", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(rb"<([a-z:]+)[\s>/]", re.IGNORECASE)
_LOOKS_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
# Prologues are a few hundred bytes; feeds with long comments before the root stay below this.
SAMPLE: Final = 4096


def media_type(content_type: str) -> str | None:
    """`text/html` of `Text/HTML; charset=utf-8`; None where the header was absent or empty."""
    return content_type.partition(";")[0].strip().lower() or None


def looks_like(body: bytes) -> str | None:
    """What a body is if it cannot be HTML, by its first bytes; None where it may be HTML."""
    start = body[:SAMPLE]
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp":
        return "video/mp4"
    for magic, name in _MAGIC:
        if start.startswith(magic) and not (magic == b"BM" and b"\x00" not in start[:32]):
            return name
    return _xml_root(start)


def _xml_root(start: bytes) -> str | None:
    prologue = _PROLOGUE.match(start.removeprefix(b"\xef\xbb\xbf"))
    rest = start.removeprefix(b"\xef\xbb\xbf")[prologue.end() if prologue else 0 :]
    root = _ROOT.match(rest)
    name = _ROOTS.get(root[1].lower()) if root else None
    # Without a namespace, svg may just as well be the first element of a scrap of HTML.
    return None if name == "image/svg+xml" and b"xmlns" not in rest[:1000] else name


def is_html(media: str | None, body: bytes) -> bool:
    """Whether a body is to be parsed: declared HTML, or undeclared and looking like it."""
    return media in HTML_TYPES or (media is None and bool(_LOOKS_HTML.search(body[:SAMPLE])))

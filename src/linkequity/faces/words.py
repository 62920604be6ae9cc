"""Numbers, dates, URLs and crawled text as people read them, the same on every face.

Crawled text is hostile: `plain` takes out what could reorder, hide or break a line. Markup is
not its concern; templates and charts escape.
"""

import re
import unicodedata
from datetime import datetime

from linkequity.base.urls import host_of, path_of, site_of

LONGEST_URL = 60  # characters of a URL in a line of its own
LONGEST_TEXT = 300  # characters; longer crawled text says nothing more in a table
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_BETWEEN_FOLDERS = re.compile(r"[/\\]")
_LINE_BREAKS = re.compile(r"\s+")


def count(number: int) -> str:
    """A count with thousands separators.

    >>> count(12345)
    '12,345'
    """
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "page"), counted(1200, "page"), counted(2, "entry", "entries")
    ('1 page', '1,200 pages', '2 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def units(amount: float) -> str:
    """Page units to at most three significant digits; a model is not known more precisely.

    >>> units(12345.6), units(12.345), units(5), units(0.5), units(0.0004), units(0)
    ('12,300', '12.3', '5.0', '0.50', '<0.01', '0')
    """
    if amount == 0:
        return "0"
    if abs(amount) < 0.01:
        return "<0.01"
    # Sums that are equal on paper may differ in the last bits; they must not round apart.
    rounded = float(f"{float(f'{amount:.12g}'):.3g}")
    if abs(rounded) >= 100:
        return f"{rounded:,.0f}"
    return f"{rounded:.1f}" if abs(rounded) >= 1 else f"{rounded:.2f}"


def share(part: float, whole: float) -> str:
    """`part` of `whole` in per cent, coarsely; an en dash where there is no whole.

    >>> share(41.2, 100), share(4.23, 100), share(0.004, 100), share(99.7, 100), share(1, 0)
    ('41%', '4.2%', '<0.1%', '>99%', '–')
    """
    if whole <= 0:
        return "–"
    percent = 100 * part / whole
    if percent <= 0 or percent >= 100:
        return "0%" if percent <= 0 else f"{percent:.0f}%"
    if percent < 0.1:
        return "<0.1%"
    if percent >= 99.5:
        return ">99%"
    return f"{percent:.0f}%" if percent >= 9.95 else f"{percent:.1f}%".replace(".0%", "%")


def segment_name(segment: str) -> str:
    """A segment as people call it: that of pages at the root is a bare slash, which is no name.

    >>> segment_name("/"), segment_name("/blog/")
    ('/ (top level)', '/blog/')
    """
    return "/ (top level)" if segment == "/" else segment


def signed(change: float) -> str:
    """A change in page units, with its sign and a true minus.

    >>> signed(12.34), signed(-0.5), signed(0.001)
    ('+12.3', '−0.50', '+<0.01')
    """
    return ("−" if change < 0 else "+") + units(abs(change))


def moved(change: float) -> str:
    """A small change in page units: as `signed`, but to a thousandth below 0.1.

    >>> moved(0.0192), moved(-0.00014), moved(1.234), moved(0)
    ('+0.019', '−<0.001', '+1.2', '0')
    """
    if change == 0 or abs(change) >= 0.1:
        return signed(change) if change else "0"
    amount = f"{abs(change):.3f}" if abs(change) >= 0.001 else "<0.001"
    return ("−" if change < 0 else "+") + amount


def gained(part: float, whole: float) -> str:
    """What is gained of what is there, in per cent to two digits; in units where nothing is there.

    >>> gained(0.0242, 1), gained(0.00042, 0.3), gained(12.3, 10), gained(1e-9, 1), gained(0.2, 0)
    ('+2.4%', '+0.14%', '+123%', '+<0.01%', '+0.20')
    """
    if whole <= 0:
        return moved(part)
    percent = 100 * abs(part) / whole
    digits = 0 if percent >= 10 else 1 if percent >= 1 else 2
    amount = "<0.01" if 0 < percent < 0.01 else f"{percent:.{digits}f}"
    return f"{'−' if part < 0 else '+'}{amount}%"


def moment(iso: str) -> str:
    """An ISO time as `12 March 2026, 14:05 UTC`; as it came where it is none.

    >>> moment("2026-03-12T14:05:33Z")
    '12 March 2026, 14:05 UTC'
    """
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    zone = f" {when.tzname()}" if when.tzname() else ""
    return f"{when.day} {when:%B %Y, %H:%M}{zone}"


def day(iso: str) -> str:
    """The day of an ISO time, as `12 March 2026`; as it came where it is none.

    >>> day("2026-03-12T14:05:33Z")
    '12 March 2026'
    """
    return moment(iso).partition(",")[0]


def duration(seconds: float) -> str:
    """How long something takes, to the second.

    >>> duration(42.4), duration(125), duration(3725)
    ('42s', '2m 05s', '1h 02m')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{hours}h {minutes:02d}m"
        if hours
        else f"{minutes}m {rest:02d}s"
        if minutes
        else f"{rest}s"
    )


def plain(text: str) -> str:
    """Text without characters that hide, reorder or break it (control, bidi, surrogates).

    >>> plain("a\\u202eb\\x00c\\nd")
    'abc d'
    """
    spaced = _LINE_BREAKS.sub(" ", text)
    return spaced if spaced.isascii() and spaced.isprintable() else _printable(spaced)


def _printable(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] != "C")


def shorten(text: str, longest: int = LONGEST_TEXT) -> str:
    """At most `longest` characters, the end replaced by an ellipsis.

    >>> shorten("a long sentence", 7)
    'a long…'
    """
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def cut(url: str, longest: int = LONGEST_URL) -> str:
    """At most `longest` characters of a URL, the middle left out: both ends tell pages apart.

    >>> cut("/documentation/getting-started/subscribe", 24)
    '/documentati…d/subscribe'
    """
    if len(url) <= longest:
        return url
    end = (longest - 1) // 2
    return f"{url[: longest - 1 - end]}…{url[-end:]}"


def readable_url(url: str, site: str = "") -> str:
    """A URL to read, not to fetch: only the path on `site`, letters of all scripts decoded.

    What does not decode to visible letters stays percent-encoded, so nothing can hide in it.

    >>> readable_url("https://www.example.com/caf%C3%A9?a=%20b", "example.com")
    '/café?a=%20b'
    >>> readable_url("https://other.org/x%E2%80%AE", "example.com")
    'other.org/x%E2%80%AE'
    """
    if not is_web(url):
        return plain(url)
    shown = path_of(url) if site_of(url) == site else host_of(url) + path_of(url)
    return plain(_ENCODED.sub(_decoded, shown))


def _decoded(match: re.Match[str]) -> str:
    try:
        text = bytes.fromhex(match[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return match[0]
    visible = all(unicodedata.category(c)[0] not in "CZ" for c in text)
    return text if visible else match[0]


def file_name(path: str) -> str:
    """A file as those know it who have no eye on this machine's folders; URLs stay as they are.

    >>> file_name("/home/a/in/links.csv"), file_name("/tmp/search.zip/Pages.csv"), file_name("a: b")
    ('links.csv', 'search.zip/Pages.csv', 'a: b')
    """
    if is_web(path):
        return path
    *folders, name = _BETWEEN_FOLDERS.split(path)
    inside = folders[-1:] if folders and folders[-1].lower().endswith((".zip", ".xlsx")) else []
    return "/".join((*inside, name or path))


def is_web(url: str) -> bool:
    """Whether a string may become the target of a link: http and https only."""
    return url.startswith(("http://", "https://"))

"""What a page declares of itself: robots, canonical, language, refresh."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_REFRESH = re.compile(
    r"^\s*(\d{1,6}(?:\.\d{0,6})?)[\s;,]+(?:url\s*=\s*)?[\"']?\s*([^\"'\s][^\"']*)", re.IGNORECASE
)
# One second is what search engines still take for a redirect; longer ones are slide shows.
INSTANT: Final = 1.0
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_,\s])")
_CANONICAL_LINK = re.compile(r"<\s*([^>]*?)\s*>([^<]*)")
_REL_CANONICAL = re.compile(r";\s*rel\s*=\s*\"?[^\";,]*\bcanonical\b", re.IGNORECASE)
# Of rules for all and rules for Googlebot Google obeys the sum, the strictest first
# (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag).
GOOGLEBOT: Final = "googlebot"
# Directives with a colon of their own; any other `name:` is the name of a robot.
_VALUED: Final = frozenset(
    {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
)


@dataclass(frozen=True)
class Robots:
    """Robots directives as written, those for Googlebot after its name, and what they come to."""

    meta: str | None
    header: str | None
    noindex: bool
    nofollow: bool


def read_robots(
    metas: Iterable[tuple[str, str]], headers: Iterable[tuple[str, str]], robots_name: str
) -> Robots:
    """Metas and X-Robots-Tag for all, for Googlebot and for our name; the strictest one counts.

    What is said to other robots alone is not heard: Google would index the page.
    """
    names = frozenset({"robots", GOOGLEBOT, robots_name})
    heard = [(name, content) for name, content in metas if name in names]
    written = [f"{name}: {said}" if name == GOOGLEBOT else said for name, said in heard]
    sent = [value for name, value in headers if name == "x-robots-tag"]
    directives = {part.strip().lower() for _, content in heard for part in content.split(",")}
    for value in sent:
        directives |= _directives_for(names, value)
    return Robots(
        meta=", ".join(written) if written else None,
        header=", ".join(sent) if sent else None,
        noindex=bool(directives & {"noindex", "none"}),
        nofollow=bool(directives & {"nofollow", "none"}),
    )


def _directives_for(names: frozenset[str], value: str) -> set[str]:
    """Directives of one header; `otherbot: noindex, nofollow` is about another robot."""
    ours = True
    found = set()
    for part in value.lower().split(","):
        name, colon, rest = part.strip().partition(":")
        if colon and name.strip() not in _VALUED:
            ours = name.strip() in names or name.strip() == "*"
            name = rest
        if ours:
            found.add(name.strip())
    return found


def header_canonical(headers: Iterable[tuple[str, str]]) -> str | None:
    """The target of the first `Link: <…>; rel="canonical"` header."""
    for name, value in headers:
        if name == "link":
            for target, parameters in _CANONICAL_LINK.findall(value):
                if target and _REL_CANONICAL.search(parameters):
                    return str(target)
    return None


def instant_refresh(refreshes: Iterable[str]) -> str | None:
    """The target of the first meta refresh that takes at most a second, as written."""
    for content in refreshes:
        match = _REFRESH.match(content)
        if match and float(match[1]) <= INSTANT:
            return match[2].strip()
    return None


def primary_language(declared: str | None) -> str | None:
    """`en` of `en-AU`; None where what is declared is no language tag."""
    match = _LANGUAGE.match((declared or "").strip().lower())
    return match[0] if match else None

"""What a page is called without what all titles of its site end with."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

PARTS: Final = re.compile(r"\s+[|·•–—»:-]\s+|\s*\|\s*")
# A part of so many titles is the site's name or a section's.
SHARED: Final = 3


def own_titles(titles: Sequence[str | None]) -> list[str]:
    """Titles less the parts at their ends that at least SHARED of them have.

    >>> own_titles(["Tax | Firm", "Law | Firm", "Firm | Firm", "One - two"])
    ['Tax', 'Law', 'Firm | Firm', 'One - two']
    """
    ends = Counter(part for title in titles for part in _ends(title or ""))
    common = {part for part, count in ends.items() if count >= SHARED}
    return [_less(title or "", common) for title in titles]


def _ends(title: str) -> set[str]:
    parts = PARTS.split(title.strip())
    return {parts[0], parts[-1]} if len(parts) > 1 else set()


def _less(title: str, common: set[str]) -> str:
    short = title.strip()
    while found := [*PARTS.finditer(short)]:
        if short[found[-1].end() :] in common:
            short = short[: found[-1].start()]
        elif short[: found[0].start()] in common:
            short = short[found[0].end() :]
        else:
            break
    return short if short and short not in common else title.strip()

"""What most titles of a site share: its name, which tells nobody one page from another."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from linkequity.app.results import SharedTitleDoc

# Between a page's own title and the site's name; without spaces round it, a bar only.
BETWEEN: Final = re.compile(r"\s+[|·•–—»:-]\s+|\s*[|｜]\s*")
FEWEST: Final = 3
MOST: Final = 0.5


def shared_title(titles: Sequence[str | None]) -> SharedTitleDoc:
    """What at least half of the titles end with, and begin with, set off by a sign.

    >>> shared_title(["Tax | Firm", "Law | Firm", "Fees - Firm", "Firm", None])
    SharedTitleDoc(begins='', ends='Firm')
    """
    parts = [BETWEEN.split(title.strip()) for title in titles if title and title.strip()]
    several = [part for part in parts if len(part) > 1]
    enough = max(FEWEST, MOST * len(parts))
    return SharedTitleDoc(
        begins=_common([part[0] for part in several], enough),
        ends=_common([part[-1] for part in several], enough),
    )


def less_shared(title: str, shared: SharedTitleDoc) -> str:
    """A title without what most of the site's titles share; whole where nothing else is in it.

    >>> less_shared("Tax - fees | Firm", SharedTitleDoc(ends="Firm"))
    'Tax - fees'
    >>> less_shared("Firm", SharedTitleDoc(ends="Firm"))
    'Firm'
    """
    own, signs = title.strip(), [*BETWEEN.finditer(title.strip())]
    if signs and shared.ends and own[signs[-1].end() :] == shared.ends:
        own = own[: signs.pop().start()]
    if signs and shared.begins and own[: signs[0].start()] == shared.begins:
        own = own[signs[0].end() :]
    return own or title


def _common(parts: Sequence[str], enough: float) -> str:
    found = Counter(filter(None, parts)).most_common(1)
    return found[0][0] if found and found[0][1] >= enough else ""

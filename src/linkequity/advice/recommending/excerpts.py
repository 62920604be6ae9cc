"""Passages that a page shows of others: lists of posts, cards of related ones.

They are written by the site's software from the pages they lead to. Nobody can put a link into
them, and nobody should add a sentence beside them.
"""

from collections import Counter, defaultdict
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Flags, Site

# An excerpt may be cut off: its first letters tell. Shorter passages are labels.
TELLING: Final = 60
# Excerpts are taken from where a page begins.
LEADING: Final = 3
# A page that shows so many others, with so much of its text, is a list of them.
FEWEST_SHOWN: Final = 3
MOSTLY: Final = 0.5


def excerpts(site: Site) -> Flags:
    """Which passages are shown of other pages: those that a page begins with to which their page
    links, unless that links back, as a post does to the list that shows it; all of a page that is
    mostly passages of pages it links to, each of another.
    """
    shown = np.zeros(len(site.texts), dtype=np.bool_)
    places, linked, pages = _places(site), {*site.pairs.tolist()}, len(site)
    for page in range(pages):
        running = _running(site, page)
        led_to = {
            row: {at for at in places[_start(site, row)] if page * pages + at in linked}
            for row in running
        }
        if _is_list(led_to, len(running)):
            shown[site.passages[page] : site.passages[page + 1]] = True
        for row, others in led_to.items():
            leading = {at for at in others if places[_start(site, row)][at] < LEADING}
            shown[row] |= any(other * pages + page not in linked for other in leading)
    return shown


def _places(site: Site) -> dict[str, dict[int, int]]:
    """The pages each passage stands on, by its first letters, and its place among theirs."""
    found = defaultdict[str, dict[int, int]](dict)
    for page in range(len(site)):
        for place, row in enumerate(_running(site, page)):
            found[_start(site, row)].setdefault(page, place)
    return found


def _is_list(led_to: dict[int, set[int]], running: int) -> bool:
    """Whether so much is shown of so many pages, and of no single one most of it."""
    pages = Counter(page for pages in led_to.values() for page in pages)
    rows = sum(bool(pages) for pages in led_to.values())
    apart = len(pages) >= FEWEST_SHOWN and max(pages.values()) <= MOSTLY * rows
    return apart and rows >= MOSTLY * running


def _running(site: Site, page: int) -> list[int]:
    rows = range(int(site.passages[page]), int(site.passages[page + 1]))
    return [row for row in rows if not site.heading[row] and len(site.texts[row]) >= TELLING]


def _start(site: Site, row: int) -> str:
    return site.texts[row][:TELLING].casefold()

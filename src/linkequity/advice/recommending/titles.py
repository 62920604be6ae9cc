"""What a page is called without what all titles of its site begin or end with."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

# A title is read at a glance up to here; of a longer one its first clause is enough to link to,
# where that says something by itself.
GLANCE: Final = 60
SHORTEST: Final = 20
FEWEST_WORDS: Final = 3
SUBTITLES: Final = re.compile(r"(?:\s+[–—-]|[:;：；])\s+|：|(?<=[?!？！])\s+|\s+\(")
PARTS: Final = re.compile(r"\s+[|·•–—»:-]\s+|\s*\|\s*")
NUMBERS: Final = re.compile(r"\w*\d[\w.:/-]*|\s+")
LETTERS: Final = re.compile(r"[^\W\d_]+")
# A part that so many titles end with is the site's name or a section's.
SHARED: Final = 3
# So many of all titles end with the site's name, and so many of those of several parts begin with
# it; fewer begin with a topic or a series.
ENDED: Final = 0.03
BEGUN: Final = 0.5


def own_titles(titles: Sequence[str | None]) -> list[str]:
    """Titles less the site's name, and less the sections they end with where that leaves one page
    its own.

    >>> own_titles(["Tax | Firm", "Law | Firm", "Firm | Firm", "One - two"])
    ['Tax', 'Law', 'Firm | Firm', 'One - two']
    """
    parts = [PARTS.split((title or "").strip()) for title in titles]
    several = [part for part in parts if len(part) > 1]
    begins, ends = Counter(part[0] for part in several), Counter(part[-1] for part in several)
    first = {part for part, count in begins.items() if count >= max(SHARED, BEGUN * len(several))}
    last = {part for part, count in ends.items() if count >= max(SHARED, ENDED * len(titles))}
    bare = [_less(title or "", first, first | last) for title in titles]
    sections = Counter(part[-1] for part in map(PARTS.split, bare) if len(part) > 1)
    common = {part for part, count in sections.items() if count >= SHARED}
    short = [_less(title, (), common) for title in bare]
    called = Counter(short)
    return [one if called[one] == 1 else two for one, two in zip(short, bare, strict=True)]


def short_titles(titles: Sequence[str]) -> list[str]:
    """Titles as they are spoken of: long ones without their subtitle, where that leaves one page
    its own.

    >>> short_titles(["Growing tomatoes on a balcony: what to buy, when to sow and how to water"])
    ['Growing tomatoes on a balcony']
    """
    short = [_first_clause(" ".join(title.split())) for title in titles]
    called = Counter(short)
    return [
        one if called[one] == 1 else " ".join(two.split())
        for one, two in zip(short, titles, strict=True)
    ]


def _first_clause(title: str) -> str:
    found = SUBTITLES.search(title) if len(title) > GLANCE else None
    clause = title[: found.start()].rstrip() if found else title
    enough = len(clause) >= SHORTEST and len(clause.split()) >= FEWEST_WORDS
    return clause if enough else title


def says_something(title: str) -> bool:
    """Whether a title has a word in it, not numbers and single letters only.

    >>> says_something("12 - 1997"), says_something("Pond 2"), says_something("池")
    (False, True, True)
    """
    return any(len(word) > 1 or word > "\u2e80" for word in LETTERS.findall(title))


def is_same_series(title: str, other: str) -> bool:
    """Whether two titles differ in their numbers only: editions of one series.

    >>> is_same_series("Update Q1 2024", "Update Q3 2025"), is_same_series("Ponds", "Herbs")
    (True, False)
    """
    return NUMBERS.sub("", title).casefold() == NUMBERS.sub("", other).casefold()


def _less(title: str, begins: Collection[str], ends: Collection[str]) -> str:
    short = title.strip()
    while found := [*PARTS.finditer(short)]:
        if short[found[-1].end() :] in ends:
            short = short[: found[-1].start()]
        elif short[: found[0].start()] in begins:
            short = short[found[0].end() :]
        else:
            break
    return short if short and short not in {*begins, *ends} else title.strip()

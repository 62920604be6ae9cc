"""What a page is called without what all titles of its site begin or end with, and its number."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from linkequity.text.small_words import MONTHS

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
# Numbers of chapters: said to be, closed by a sign, or below one of these ("2.3 Archives").
CHAPTER: Final = re.compile(
    r"(?:(?:chapter|section|part|appendix|kapitel|abschnitt|teil|anhang|chapitre|annexe|capítulo|"
    r"sección|parte|apéndice|capitolo|appendice|hoofdstuk|bijlage|глава|раздел)\s+"
    r"(\d+(?:\.\d+)*|[ivxlc]+|[a-z])(?:\s*[.:)]\s|\s+[–—-]\s)|第\s*(\d+)\s*[章節节部])\s*",
    re.IGNORECASE,
)
CLOSED: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})+)[.)]\s+")
BELOW: Final = re.compile(r"(\d{1,3})(?:\.\d{1,3})+\s+")
DAY: Final = frozenset(" ".join(MONTHS.values()).split())


def own_titles(titles: Sequence[str | None]) -> list[str]:
    """Titles less the site's name, and less the number of their chapter and the sections they end
    with, where that leaves one page its own.

    >>> own_titles(["Tax | Firm", "Law | Firm", "Firm | Firm", "One - two", "Chapter 3: Fees"])
    ['Tax', 'Law', 'Firm | Firm', 'One - two', 'Fees']
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
    own = _where_own(short, bare)
    return _where_own(_unnumbered(own), own)


def _where_own(short: Sequence[str], long: Sequence[str]) -> list[str]:
    """The short form where no page of another long one has it, else the long one."""
    called = Counter(one for one, _ in {*zip(short, long, strict=True)})
    return [one if called[one] == 1 else two for one, two in zip(short, long, strict=True)]


def _unnumbered(titles: Sequence[str]) -> list[str]:
    """Titles less the numbers of chapters that they begin with, not those of versions or days.

    "5. Fees" is numbered if several numbers are closed so, "5.1 Fees" if there is a chapter 5.
    """
    said = [CHAPTER.match(title) for title in titles]
    closed = [_closed(title) for title in titles]
    numbers = {found[1] for found in closed if found}
    if len(numbers) < SHARED:
        closed, numbers = [None] * len(titles), set()
    numbers |= {found[1] or found[2] for found in said if found}
    chapters = {number.partition(".")[0] for number in numbers}
    below = [BELOW.match(title) for title in titles]
    found = (
        one or two or (three if three and three[1] in chapters else None)
        for one, two, three in zip(said, closed, below, strict=True)
    )
    less = [
        title[mark.end() :] if mark else title for title, mark in zip(titles, found, strict=True)
    ]
    return [
        short if says_something(short) else title for short, title in zip(less, titles, strict=True)
    ]


def _closed(title: str) -> re.Match[str] | None:
    """A number that a sign closes, save ordinals: of days ("5. Mai"), and before small letters."""
    found = CLOSED.match(title)
    rest = title[found.end() :] if found else ""
    first = LETTERS.match(rest)
    ordinal = rest[:1].islower() or (first is not None and first[0].casefold() in DAY)
    return None if found and ordinal and "." not in found[1] else found


def short_titles(titles: Sequence[str]) -> list[str]:
    """Titles as they are spoken of: long ones without their subtitle, where that leaves one page
    its own.

    >>> short_titles(["Growing tomatoes on a balcony: what to buy, when to sow and how to water"])
    ['Growing tomatoes on a balcony']
    """
    whole = [" ".join(title.split()) for title in titles]
    return _where_own([_first_clause(title) for title in whole], whole)


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

"""Words to terms: what remains of a word when case, accents and endings are taken away.

Stemming by Snowball (Porter 2001), in the languages that it knows; elsewhere words stay whole.
Latin words in text of another script are read as English, which most of them are: names of
commands, of products, and whole titles of pages not translated yet.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

import Stemmer

from linkequity.text.scripts import never_latin
from linkequity.text.tokens import MAX_WORD

Stem = Callable[[str], str]

INVISIBLE: Final = re.compile("[\u00ad\u200c\u200d\u0640]")
# Snowball has one Norwegian; both of its written forms are close enough to it.
WRITTEN_AS: Final = {"nb": "no", "nn": "no"}
# Accents sit above or below (Unicode combining classes 202 to 240), vowel points of Hebrew and
# Arabic in classes 10 to 36. Vowel signs of other scripts are letters of their own and stay.
ACCENTS: Final = range(200, 241)
POINTS: Final = range(10, 37)


def term_of(word: str, language: str | None) -> str:
    """The term of a word as written; equal for words that a reader takes for one.

    >>> term_of("Cafés", "fr"), term_of("Häuser", "de"), term_of("Links", None)
    ('caf', 'haus', 'links')
    >>> term_of("Links", "ja"), term_of("リンク", "ja")
    ('link', 'リンク')
    """
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", word[:MAX_WORD])).casefold()
    foreign = plain.isascii() and language in never_latin()
    return _without_accents(stemmer("en" if foreign else language)(plain))


@cache
def stemmer(language: str | None) -> Stem:
    """The stemmer of a language (ISO 639-1); words whole where there is none."""
    try:
        stem: Stem = Stemmer.Stemmer(WRITTEN_AS.get(language or "", language or "")).stemWord
    except KeyError:
        return str
    return stem


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    kept = (c for c in apart if not _is_accent(unicodedata.combining(c)))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_accent(combining: int) -> bool:
    return combining in ACCENTS or combining in POINTS

"""What each character is to a reader of words: part of a word, a word itself, or between words.

By Unicode's general categories and blocks (Unicode Standard Annex #44, #24). Chinese, Japanese
and Korean are taken character by character: their words are found as pairs of characters, which
beats dictionaries in search (Nie and others, 2000). Thai, Lao, Khmer and Burmese write no spaces
and have too few characters for that: their words come from a dictionary.
"""

import unicodedata
from functools import cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Codes: TypeAlias = npt.NDArray[np.uint32]
Kinds: TypeAlias = npt.NDArray[np.uint8]

BETWEEN: Final = 0
WORD: Final = 1
SINGLE: Final = 2
UNSPACED: Final = 3

# Iteration and prolonged-sound marks included; Hangul by syllable: its particles are glued on.
SINGLES: Final = ((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3041, 0x30FF), (0x3105, 0x318E))
MORE_SINGLES: Final = ((0x31A0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF))
RARE_SINGLES: Final = ((0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1B000, 0x1B16F))
UNSPACED_BLOCKS: Final = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
VARIATIONS: Final = (0xFE00, 0xFE0F)
# Zero-width joiner and non-joiner, soft hyphen: inside a word they are part of it.
INVISIBLE: Final = (0x00AD, 0x200C, 0x200D)
# Above the second plane there are only rare ideographs, and tags and private use after them.
TABLE_END: Final = 0x20000
IDEOGRAPHS_END: Final = 0x40000


def codes_of(text: str) -> Codes:
    """The code points of a text; lone surrogates as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def kinds_of(codes: Codes) -> Kinds:
    """BETWEEN, WORD, SINGLE or UNSPACED, of each code point."""
    kinds = _table()[np.minimum(codes, TABLE_END)]
    beyond = codes >= IDEOGRAPHS_END
    return np.where(beyond, np.uint8(BETWEEN), kinds) if beyond.any() else kinds


@cache
def _table() -> Kinds:
    """The kind of every code point up to TABLE_END; ideographs stand for all after it."""
    categories = [unicodedata.category(chr(code))[0] for code in range(TABLE_END)]
    kinds = np.array([category in "LNM" for category in categories] + [True]).astype(np.uint8)
    for start, end in (*SINGLES, *MORE_SINGLES, *RARE_SINGLES):
        kinds[start : end + 1] *= SINGLE
    for start, end in UNSPACED_BLOCKS:
        kinds[start : end + 1] *= UNSPACED
    kinds[list(INVISIBLE)] = WORD
    kinds[VARIATIONS[0] : VARIATIONS[1] + 1] = BETWEEN
    kinds[TABLE_END] = SINGLE
    return kinds

"""Scripts: which letters are whose, and which languages are written in them."""

from functools import cache
from typing import Final

import numpy as np

from linkequity.text.characters import codes_of

# Start of a block of letters, and the languages written so, most likely first; Latin is "".
SCRIPTS: Final = (
    (0x0000, ""),
    (0x0370, "el grc"),
    (0x0400, "ru uk bg sr mk be kk ky mn tg tt ba"),
    (0x0530, "hy"),
    (0x0590, "he yi iw"),
    (0x0600, "ar fa ur ps ug ku ckb sd arz ary"),
    (0x0700, "?"),
    (0x0900, "hi mr ne sa"),
    (0x0980, "bn as"),
    (0x0A00, "pa"),
    (0x0A80, "gu"),
    (0x0B00, "or"),
    (0x0B80, "ta"),
    (0x0C00, "te"),
    (0x0C80, "kn"),
    (0x0D00, "ml"),
    (0x0D80, "si"),
    (0x0E00, "th"),
    (0x0E80, "lo"),
    (0x0F00, "bo dz"),
    (0x1000, "my"),
    (0x10A0, "ka"),
    (0x1100, "ko"),
    (0x1200, "am ti"),
    (0x1380, "?"),
    (0x1780, "km"),
    (0x1800, "?"),
    (0x1E00, ""),
    (0x2000, "?"),
    (0x3040, "ja"),
    (0x3100, "zh"),
    (0x3130, "ko"),
    (0x3190, "?"),
    (0x3400, "zh"),
    (0xA000, "?"),
    (0xAC00, "ko"),
    (0xD7B0, "?"),
)
STARTS: Final = np.array([start for start, _ in SCRIPTS])
# One of their letters says as much as three of another script: names of commands and products in
# Latin letters, which such pages are full of, look longer than they are.
SYLLABIC: Final = ("ja", "zh", "ko")
SYLLABLE: Final = 3
# Most likely first.
HAN: Final = ("zh", "yue", "wuu")
# These have a Latin alphabet as well.
OFTEN_LATIN: Final = frozenset("sr ku kk mn tt yi".split())


def written_in(letters: str) -> tuple[str, ...]:
    """The languages of the script that most of these letters are in; none for Latin."""
    if letters.isascii():
        return ()
    block = np.searchsorted(STARTS, codes_of(letters), side="right") - 1
    counts = np.bincount(block, minlength=len(SCRIPTS))
    by_script: dict[str, int] = {}
    for (_, languages), count in zip(SCRIPTS, counts.tolist(), strict=True):
        by_script[languages] = by_script.get(languages, 0) + count
    for language in SYLLABIC:
        by_script[language] *= SYLLABLE
    kana, han = by_script["ja"], by_script["zh"]
    if kana + han > sum(by_script.values()) / 2:
        # Kana are half of Japanese, and none of Chinese.
        return ("ja",) if kana > 0.1 * (kana + han) else HAN
    return tuple(max(by_script, key=by_script.__getitem__).replace("?", "").split())


@cache
def never_latin() -> frozenset[str]:
    """The languages that are never written in Latin letters."""
    return frozenset(" ".join(written for _, written in SCRIPTS).split()) - OFTEN_LATIN

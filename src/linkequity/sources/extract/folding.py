"""White space folded, words counted, and text cut to a length between words."""

import re

# Kana, ideographs, Thai, Lao, Burmese and Khmer: written without spaces between words.
UNSPACED = re.compile(
    "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
INVISIBLE = "\u200b\u2060\ufeff"  # zero-width characters: what permalinks are often made of


def fold(text: str) -> str:
    """`text` with every run of white space as one space, and none at the ends."""
    folded = " ".join(text.split())
    return folded.strip(INVISIBLE) if folded and not folded.isascii() else folded


def count_words(text: str) -> int:
    """How many words folded `text` has; of scripts without spaces two letters make one.

    >>> count_words("two words"), count_words("古いエピソード"), count_words("")
    (2, 4, 0)
    """
    spaced = text.count(" ") + 1 if text else 0
    return spaced if text.isascii() else spaced + len(UNSPACED.findall(text)) // 2


def last_words(text: str, length: int) -> str:
    """The end of folded `text`, at most `length` characters, beginning with a whole word."""
    if len(text) <= length:
        return text
    return text[-length - 1 :].partition(" ")[2] or text[-length:]


def first_words(text: str, length: int) -> str:
    """The beginning of folded `text`, at most `length` characters, ending with a whole word."""
    if len(text) <= length:
        return text
    return text[: length + 1].rpartition(" ")[0] or text[:length]

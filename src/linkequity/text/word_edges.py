"""Where a word may begin or end, in scripts that write spaces and in those that do not.

Japanese and Chinese words are found by ICU's dictionaries. In Japanese a compound of ideographs and
katakana is one name, whatever words it is made of: only hiragana, which particles and endings are
written in, stands outside of it. Korean particles are glued to the word before them.
"""

import re
from functools import lru_cache
from typing import Final

HIRAGANA: Final = re.compile(r"[\u3041-\u309f]")
IDEOGRAPH: Final = re.compile(r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
KATAKANA: Final = re.compile(r"[\u30a1-\u30ff]")
HANGUL: Final = re.compile(r"[\uac00-\ud7af]+")
# Thai, Lao, Burmese and Khmer: their tokens are words of a dictionary already.
UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
PARTICLES: Final = frozenset(
    "은 는 이 가 을 를 의 에 와 과 도 로 으로 에서 에게 에는 에도 부터 까지 만 이나 나 이란 란 "
    "라는 이라는 처럼 보다".split()
)


def is_word_edge(text: str, at: int) -> bool:
    """Whether a word may begin or end before the character `at`.

    >>> is_word_edge("land tax", 4), is_word_edge("land tax", 2)
    (True, False)
    """
    left, right = text[at - 1 : at] if at else "", text[at : at + 1]
    if not (left.isalnum() and right.isalnum()):
        return True
    if UNSPACED.match(left) and UNSPACED.match(right):
        return True
    if HANGUL.match(left) or HANGUL.match(right):
        glued = HANGUL.match(text, at)
        return glued is not None and glued[0] in PARTICLES
    return _is_edge_of_unspaced(text, at, left + right)


def _is_edge_of_unspaced(text: str, at: int, around: str) -> bool:
    """Between an ideograph or kana and any other letter."""
    if not (IDEOGRAPH.search(around) or KATAKANA.search(around) or HIRAGANA.search(around)):
        return False
    if HIRAGANA.search(around):
        return at in _breaks(text)
    if HIRAGANA.search(text) or KATAKANA.search(around):
        return False
    return at in _breaks(text)


def is_cut_from(words: str, name: str) -> bool:
    """Whether a compound goes on beside the words where a Japanese name has them.

    >>> is_cut_from("塗りつぶし", "線と塗りつぶしバー"), is_cut_from("塗りつぶし", "線の塗りつぶし")
    (True, False)
    """
    before, found, after = name.partition(words)
    beside = before[-1:] + after[:1]
    compound = IDEOGRAPH.search(beside) or KATAKANA.search(beside)
    return bool(found and compound and HIRAGANA.search(name))


@lru_cache(maxsize=64)
def _breaks(text: str) -> frozenset[int]:
    """Where words start; ICU chooses the dictionary by script, whatever the locale."""
    from icu4py.breakers import WordBreaker  # noqa: PLC0415

    return frozenset(start for start, _ in WordBreaker(text, "ja").segments())

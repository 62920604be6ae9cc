"""Features back to words as a reader writes them: stems become the form that is met most often."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from linkequity.text.features import STRIDE, Features
from linkequity.text.tokens import Tokens

Places = npt.NDArray[np.int64]

# So many places of a word say how it is written.
READ: Final = 200
RUNS: Final = ("[\u30a1-\u30ff]+", "[\u3400-\u9fff\u3005]+", "[\uac00-\ud7af]+")
LONGEST: Final = 8
# Of the places of either of two words, so many where they stand side by side make them one name.
TOGETHER: Final = 0.8
JOINED_BY: Final = (" ", "-", "\u00a0")


@dataclass(frozen=True)
class Written:
    """Texts with their tokens, in which words are looked up; token i stands in `texts[text_of[i]]`.

    `group_of`: the group of the page that each token stands on, −1 for none.
    """

    features: Features
    tokens: Tokens
    text_of: Places
    texts: Sequence[str]
    group_of: Places

    def forms(self, feature: int, group: int) -> Counter[str]:
        """How a feature is written on the pages of a group, and how often."""
        places, length = self._places(feature)
        places = places[self.group_of[places] == group][:READ]
        found = zip(
            self.text_of[places].tolist(),
            self.tokens.starts[places].tolist(),
            self.tokens.ends[places + length - 1].tolist(),
            strict=True,
        )
        if length == 1:
            return Counter(self.texts[text][start:end] for text, start, end in found)
        return Counter(_whole_run(self.texts[text], start, end) for text, start, end in found)

    def together(self, first: int, second: int, group: int) -> Counter[str]:
        """How two words that nearly always stand side by side in a group are written together, and
        how often; none where either stands alone more often than that.
        """
        places, others = (
            at[self.group_of[at] == group] for at in map(self._of_term, (first, second))
        )
        begins = places[np.isin(places + 1, others)]
        begins = begins[self.text_of[begins + 1] == self.text_of[begins]] if len(begins) else begins
        starts, ends = self.tokens.starts, self.tokens.ends
        written = Counter(
            self.texts[self.text_of[at]][starts[at] : ends[at + 1]]
            for at in begins.tolist()
            if self.texts[self.text_of[at]][ends[at] : starts[at + 1]] in JOINED_BY
        )
        enough = written.total() >= max(2, TOGETHER * max(len(places), len(others)))
        return written if enough else Counter()

    def _places(self, feature: int) -> tuple[Places, int]:
        """Where a feature begins, and of how many tokens it is."""
        terms = len(self.features.single)
        if feature < terms:
            return self._of_term(feature), 1
        first, second = divmod(int(self.features.pairs[feature - terms]), STRIDE)
        places = self._of_term(first)
        places = places[places + 1 < len(self.tokens.ids)]
        together = (self.tokens.ids[places + 1] == second) & (
            self.text_of[places + 1] == self.text_of[places]
        )
        return places[together], 2

    def _of_term(self, term: int) -> Places:
        begin, end = np.searchsorted(self._sorted, [term, term + 1])
        return self._order[begin:end]

    @cached_property
    def _order(self) -> Places:
        return np.argsort(self.tokens.ids, kind="stable")

    @cached_property
    def _sorted(self) -> npt.NDArray[np.int32]:
        return self.tokens.ids[self._order]


def _whole_run(text: str, start: int, end: int) -> str:
    """The run of one script that two characters stand in; empty where they are of two scripts.

    Words of Chinese, Japanese and Korean are found as pairs of characters. Katakana words, and
    most words of ideographs, begin and end where the script changes; Hiragana is endings.
    """
    script = next((s for s in RUNS if re.fullmatch(s, text[start:end])), None)
    if script is None:
        return ""
    before = re.search(f"(?:{script})$", text[max(start - LONGEST, 0) : start])
    after = re.match(script, text[end : end + LONGEST])
    return (before[0] if before else "") + text[start:end] + (after[0] if after else "")


def usual_form(forms: Counter[str]) -> str:
    """The form met most often, whatever its case; of equal ones the first in the alphabet."""
    folded: Counter[str] = Counter()
    for form, times in forms.items():
        folded[form.casefold()] += times
    best = min(folded, key=lambda form: (-folded[form], form))
    same = {form: times for form, times in forms.items() if form.casefold() == best}
    return min(same, key=lambda form: (-same[form], form))

"""Whether words of a passage can be an anchor text at all, whatever page they lead to."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from linkequity.advice.ranking.known.site import Flags, Site
from linkequity.advice.ranking.placing.places import Placement
from linkequity.advice.recommending.growing import Growing
from linkequity.advice.recommending.passages import Passage, Words
from linkequity.advice.recommending.rarity import Rarity
from linkequity.advice.recommending.uncut import is_uncut
from linkequity.text.language import find_languages
from linkequity.text.small_words import joining, months

# Words, and characters where each is a word.
LONGEST: Final = 8
LONGEST_UNSPACED: Final = 24
# A word alone must be on less than one page of twenty, one of several on less than one of ten; on
# small sites, where no word is so rare, as shares of the rarest there can be.
TELLING_ALONE: Final = (3.0, 0.5)
TELLING: Final = (2.3, 0.4)
# A word on two pages of five is no part of a name where it begins or ends.
IDLE: Final = 0.9
FEWEST_LETTERS: Final = 4
# "Node 10.4.1", "Go 1.15": a version says which one, on however many pages its words stand.
VERSION: Final = re.compile(r"\d\.\d")
FEWEST_OF_VERSION: Final = 2
# Words beside the anchor text: fewer, and the passage is a label, not a sentence.
FEWEST_AROUND: Final = 4
FEWEST_UNENDED: Final = 9
STOPS: Final = tuple(".!?…。！？।۔؟") + tuple(f"{m}{q}" for m in ".!?。" for q in "\"'”’“»)」）")
ENDS: Final = (*STOPS, *":;：；")
UNMARKED: Final = ("th", "lo", "km", "my")
# A sentence of one's own is not put into lists, tables, quotations, captions and forms.
CLOSED: Final = (
    "li dt dd td th caption figcaption blockquote q cite pre code h1 h2 h3 h4 h5 h6 header footer "
    "form label legend button option summary nav address"
).split()
# Fewer words are a caption or a byline.
FEWEST_FOLLOWED: Final = 12
# Every noun has a capital in German: it says nothing of names.
CAPITAL_NOUNS: Final = "de"
DATE: Final = re.compile(
    r"^(\w+,? )?\d{1,2}(st|nd|rd|th|\.)?( de)? [^\W\d]+( de)?(,? \d{4})?$|^[^\W\d]+ \d{1,2}, \d{4}$"
)
YEAR_AFTER: Final = re.compile(r"^ (?:19|20)\d\d\b")
YEAR_BEFORE: Final = re.compile(r"\b(?:19|20)\d\d $")
NAME_AFTER: Final = re.compile(r"^ (\w+)")
NAME_BEFORE: Final = re.compile(r"(\w+) $")
# Passages that are held at a time.
KEPT: Final = 256


@dataclass(frozen=True)
class Phrasing:
    """Judges words by what stands around them.

    `listed`: which passages are items of lists. `closed`: which stand where no sentence is added.
    `linked`: which tokens are part of a link.
    """

    site: Site
    rarity: Rarity
    listed: Flags
    closed: Flags
    linked: Flags
    _read: dict[int, Passage] = field(default_factory=dict)

    def telling(self, place: Placement) -> Words | None:
        """The words of a place less those at its ends that say nothing."""
        passage = self._passage(place.passage)
        first, last = passage.inside(place.anchor_start, place.anchor_end)
        rarity = self.rarity.of(passage.page)
        idle = min(IDLE, self.rarity.most(passage.page))
        kept = [k for k in range(first, last) if rarity[passage.ids[k]] >= idle]
        return passage.words(kept[0], kept[-1] + 1) if kept else None

    def of_name(self, place: Placement, name: Sequence[int]) -> Words | None:
        """The words of a place that are a name's, as long as the name they are part of."""
        passage = self._passage(place.passage)
        growing = Growing(
            passage,
            name,
            self.rarity.of(passage.page),
            lambda token: self._goes_on(passage, token, place),
        )
        return growing.of(*passage.inside(place.anchor_start, place.anchor_end))

    def _passage(self, row: int) -> Passage:
        """A passage, read once while its page is looked at."""
        if row not in self._read:
            if len(self._read) >= KEPT:
                self._read.clear()
            self._read[row] = Passage.of(self.site, row)
        return self._read[row]

    def _goes_on(self, passage: Passage, token: int, place: Placement) -> bool:
        """Whether a token and the next may be words of one free name in the place's sentence."""
        return (
            passage.is_joined(token)
            and passage.starts[token] >= place.sentence_start
            and passage.ends[token + 1] <= place.sentence_end
            and not self.linked[passage.begin + token : passage.begin + token + 2].any()
        )

    def reads_well(self, words: Words, place: Placement, named: Collection[int]) -> bool:
        """A few whole words that say something, in a sentence that says more than them; no date,
        and no part of a longer name; `named`: words of the page they lead to.
        """
        letters = sum(letter.isalpha() for letter in words.text)
        most = LONGEST_UNSPACED if letters == len(words.ids) else LONGEST
        return (
            0 < len(words.ids) <= most
            and letters >= _fewest_letters(words)
            and is_uncut(words, place.sentence_end)
            and not self._is_beside_link(words)
            and all(map(words.passage.is_joined, range(words.first, words.last - 1)))
            and self._is_telling(words)
            and not self._is_date(words)
            and not self._is_part_of_name(words, place, named)
            and self._in_a_sentence(words, place)
            and not self._is_foreign(words.passage)
        )

    def may_be_followed(self, row: int) -> bool:
        """Whether a sentence may be added after a passage: running text that comes to an end."""
        passage = self._passage(row)
        unmarked = (self.site.languages[passage.page] or "")[:2] in UNMARKED
        return (
            not self.closed[row]
            and len(passage.ids) >= FEWEST_FOLLOWED
            and (unmarked or passage.text.rstrip().endswith(STOPS))
            and not self._is_foreign(passage)
        )

    def is_name(self, words: Words) -> bool:
        """Whether its writing says that this is somebody's or something's name."""
        if words.is_alone and len(words.ids) > 1:
            return any(letter.isupper() or letter.isdigit() for letter in words.text)
        language = self.site.languages[words.passage.page]
        if (language or "")[:2] == CAPITAL_NOUNS:
            return any(letter.isupper() for letter in words.text[1:].replace(" ", ""))
        return all(
            form[0].isupper() or form[0].isdigit()
            for form in words.written
            if form.casefold() not in joining(language)
        )

    def tells(self, word: int, page: int) -> bool:
        """Whether a term says something beside others, in the language of a page."""
        known, share = TELLING
        least = min(known, share * self.rarity.most(page))
        return word >= 0 and float(self.rarity.of(page)[word]) >= least

    def _is_telling(self, words: Words) -> bool:
        if VERSION.search(words.text):
            return True
        page = words.passage.page
        known, share = TELLING if len(words.ids) > 1 else TELLING_ALONE
        telling = max(float(self.rarity.of(page)[word]) for word in words.ids)
        return telling >= min(known, share * self.rarity.most(page))

    def _is_beside_link(self, words: Words) -> bool:
        """Whether a link directly before or after would make one line of both."""
        passage = words.passage
        beside = [words.first - 1] if words.first else []
        beside += [words.last] if words.last < len(passage.ids) else []
        return bool(self.linked[[passage.begin + token for token in beside]].any())

    def _is_foreign(self, passage: Passage) -> bool:
        """Whether a passage is in another language than its page: quoted, or not translated."""
        language = self.site.languages[passage.page]
        return language is not None and find_languages([language], [passage.text]) != [language]

    def _is_date(self, words: Words) -> bool:
        """A day, a month or a year, with nothing else that could name a page."""
        language = self.site.languages[words.passage.page]
        idle = months(language) | joining(language)
        forms = [form.casefold() for form in words.written]
        rest = [form for form in forms if not (form in idle or form.isdigit())]
        return not rest or bool(DATE.match(words.text))

    def _is_part_of_name(self, words: Words, place: Placement, named: Collection[int]) -> bool:
        """Whether a capital word or a year directly beside goes on with a name, not this page's."""
        if YEAR_AFTER.match(words.after) or YEAR_BEFORE.search(words.before):
            return True
        language = self.site.languages[words.passage.page]
        lead, next_ = NAME_BEFORE.search(words.before), NAME_AFTER.match(words.after)
        beside = []
        if lead and words.written[0][0].isupper() and lead.start() > place.sentence_start:
            beside.append(lead[1])
        if next_ and words.written[-1][0].isupper():
            beside.append(next_[1])
        small = joining(language)
        names = [word for word in beside if word[0].isupper() and word.casefold() not in small]
        known = self.site.vocabulary.read(names, [language] * len(names)).ids
        return bool(names) and not set(known.tolist()) <= {*named}

    def _in_a_sentence(self, words: Words, place: Placement) -> bool:
        """Whether enough is said around the words: bylines, captions and labels say too little."""
        passage = words.passage
        first = bisect_left(passage.starts, place.sentence_start)
        around = bisect_left(passage.starts, place.sentence_end) - first - len(words.ids)
        if passage.text.rstrip().endswith(ENDS):
            return around >= FEWEST_AROUND
        unmarked = (self.site.languages[passage.page] or "")[:2] in UNMARKED
        return around >= (FEWEST_AROUND if unmarked else FEWEST_UNENDED) and (
            unmarked or bool(self.listed[passage.row])
        )


def _fewest_letters(words: Words) -> int:
    """How many letters words need to be some, and no mere figure."""
    if VERSION.search(words.text):
        return FEWEST_OF_VERSION
    return min(FEWEST_LETTERS, 2 * len(words.ids))

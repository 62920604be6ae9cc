"""Whether words name a page, and no other: what an anchor text must do."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import Final

import numpy as np
import polars as pl

from linkequity.advice.ranking.placing import Placement
from linkequity.advice.ranking.site import Flags, Rows, Site
from linkequity.advice.recommending.titled import Titled, Words
from linkequity.model.facts import Facts

# Of the weight of its words, so much must be said by the target's title.
PURE: Final = 0.75
# And so much of the title's weight must be said, with a word nearly as rare as its rarest.
COVERED: Final = 0.4
# One word alone must be most of a title, or a good part of it where links call the page so.
COVERED_ALONE: Final = 0.8
COVERED_KNOWN: Final = 0.25
SAME_FORM: Final = 0.75
NEARLY_RAREST: Final = 0.75
# With a word more, so much of another title: then they are a part of that page's name.
WHOLE: Final = 0.75
LONGEST: Final = 8
# A word alone must be on less than one page of twenty, one of several on less than one of ten; on
# small sites, where no word is so rare, as shares of the rarest there can be.
TELLING_ALONE: Final = (3.0, 0.5)
TELLING: Final = (2.3, 0.4)
# A word on more than half of the pages is no part of a name where it begins or ends.
IDLE: Final = 0.7
# The same of the pages of one language: "for" is rare on a site that is German mostly.
COMMON: Final = 0.4
FEWEST_PAGES: Final = 20
FEWEST_LETTERS: Final = 4
# Words beside the anchor text: fewer, and the passage is a label, not a sentence.
FEWEST_AROUND: Final = 4
FEWEST_UNENDED: Final = 9
ENDS: Final = tuple(".!?:;…。！？：；।۔؟") + tuple(f"{m}{q}" for m in ".!?" for q in "\"'”’»)")
JOINTS: Final = tuple(".-_/:@#–")
UNMARKED: Final = ("th", "lo", "km", "my")
DATE: Final = re.compile(
    r"^(\w+,? )?\d{1,2}(st|nd|rd|th|\.)?( de)? [^\W\d]+( de)?(,? \d{4})?$|^[^\W\d]+ \d{1,2}, \d{4}$"
)


def spoken(text: str) -> str:
    """A text as it is compared: small letters, words apart by one space, no marks at its ends.

    >>> spoken("  The “Tax\\n Guide”: ")
    'the “tax guide'
    """
    return " ".join(text.casefold().split()).strip(" .,:;!?…»«“”\"'()[]-–—")


@dataclass(frozen=True)
class UsedAnchors:
    """Which pages each anchor text of the site leads to, as it is compared."""

    pages: dict[str, frozenset[int]]

    @classmethod
    def of(cls, facts: Facts) -> "UsedAnchors":
        """All internal links, menus too."""
        links = facts.graph.links.select("target_id").with_columns(
            facts.tables.links.select("anchor_text")
        )
        named = links.drop_nulls().filter(pl.col("anchor_text") != "").unique()
        found = defaultdict(set)
        for page, text in named.select("target_id", "anchor_text").iter_rows():
            found[spoken(text)].add(page)
        return cls({text: frozenset(pages) for text, pages in found.items()})

    def elsewhere(self, anchor_text: str, page: int) -> bool:
        """Whether a link of this text leads to another page."""
        return bool(self.pages.get(spoken(anchor_text), frozenset()) - {page})

    def here(self, anchor_text: str, page: int) -> bool:
        """Whether a link of this text leads to this page."""
        return page in self.pages.get(spoken(anchor_text), frozenset())


@dataclass(frozen=True)
class Naming:
    """Judges anchor texts by the titles of the whole site and the links there are."""

    site: Site
    titled: Titled
    listed: Flags
    used: UsedAnchors

    @classmethod
    def of(cls, facts: Facts, site: Site) -> "Naming":
        """`listed`: which passages are items of lists."""
        corpus = facts.text.corpus
        titles = corpus.documents["title"].fill_null("").to_list()
        listed = corpus.passages["tag"].fill_null("").str.to_lowercase() == "li"
        return cls(site, Titled(site, titles), listed.to_numpy(), UsedAnchors.of(facts))

    def fitting(self, place: Placement, target: int) -> Placement | None:
        """The place less idle words at its ends; None where what is left does not name the target.

        Either links call the target so already, or its title says PURE of the words' weight, they
        say COVERED of the title's with its numbers, and no other title is said as well by them.
        """
        place = self._trimmed(place)
        words = self._words(place)
        if self.used.elsewhere(place.anchor_text, target) or not self._is_phrase(place, words):
            return None
        known = self._is_known(place, words, target) or (
            self._is_title_of(words, target) and self._is_word_of(place, words, target)
        )
        return place if known and not self._is_part_of_another(place, target) else None

    def _is_known(self, place: Placement, words: list[int], target: int) -> bool:
        """Whether a link calls the target so, in words that its title says too."""
        own = self.titled.weight(self.titled.words(target).intersection(words))
        whole = self.titled.weight(self.titled.words(target))
        least = COVERED_KNOWN * whole if len(words) == 1 else 0.0
        return self.used.here(place.anchor_text, target) and own > least

    def _is_word_of(self, place: Placement, words: list[int], target: int) -> bool:
        """Whether a word that stands alone is most of the title, in nearly the same form."""
        if len(words) > 1:
            return True
        alone = spoken(place.anchor_text)
        forms = re.findall(r"\w+", self.titled.titles[target].casefold())
        nearly = any(
            _in_common(alone, form) >= SAME_FORM * max(len(alone), len(form)) for form in forms
        )
        least = min(map(self.titled.weight, self.titled.names(target)))
        return nearly and self.titled.weight(words) >= COVERED_ALONE * least

    def _trimmed(self, place: Placement) -> Placement:
        starts, ends, words = self._tokens(place)
        language = self.site.languages[self.site.page_of[place.passage]]
        idle = np.isin(words, self._common.get(language, []))
        telling = np.flatnonzero((self.site.token_idf[words] >= min(IDLE, self._most)) & ~idle)
        if not len(telling):
            return place
        start, end = int(starts[telling[0]]), int(ends[telling[-1]])
        passage = self.site.texts[place.passage]
        text = passage[start:end]
        if "(" in text and ")" not in text and passage[end : end + 1] == ")":
            end, text = end + 1, text + ")"
        return replace(place, anchor_start=start, anchor_end=end, anchor_text=text)

    def _is_phrase(self, place: Placement, words: list[int]) -> bool:
        """A few whole words that say something, in a sentence that says more than them."""
        text = self.site.texts[place.passage]
        before, after = text[: place.anchor_start], text[place.anchor_end :]
        letters = sum(letter.isalpha() for letter in place.anchor_text)
        apart = not (before[-1:].isalnum() or after[:1].isalnum())
        apart = apart and not (_runs_on(after) or before.endswith(JOINTS))
        known, share = TELLING if len(words) > 1 else TELLING_ALONE
        telling = max((float(self.site.token_idf[word]) for word in words), default=0.0)
        return (
            apart
            and 0 < len(words) <= LONGEST
            and letters >= min(FEWEST_LETTERS, 2 * len(words))
            and telling >= min(known, share * self._most)
            and not DATE.match(place.anchor_text)
            and self._in_a_sentence(place, len(words))
        )

    def _in_a_sentence(self, place: Placement, words: int) -> bool:
        """Whether enough is said around the words: bylines, captions and labels say too little."""
        inside = self.site.tokens.of(place.passage)
        starts = self.site.tokens.starts[inside]
        there = (starts >= place.sentence_start) & (starts < place.sentence_end)
        around = int(there.sum()) - words
        page = self.site.page_of[place.passage]
        if self.site.texts[place.passage].rstrip().endswith(ENDS):
            return around >= FEWEST_AROUND
        unmarked = (self.site.languages[page] or "")[:2] in UNMARKED
        return around >= (FEWEST_AROUND if unmarked else FEWEST_UNENDED) and (
            unmarked or self.listed[place.passage]
        )

    def _is_part_of_another(self, place: Placement, target: int) -> bool:
        """Whether with the word before or after them the words name another page."""
        inside = self.site.tokens.of(place.passage)
        starts, ends = self.site.tokens.starts[inside], self.site.tokens.ends[inside]
        first = int(np.searchsorted(starts, place.anchor_start))
        last = int(np.searchsorted(ends, place.anchor_end))
        ids = self.site.tokens.ids[inside]
        wider = [ids[max(first - 1, 0) : last + 1], ids[first : last + 2]]
        return any(
            len(words) > last - first + 1 and self._names_another([*map(int, words)], target)
            for words in wider
        )

    def _names_another(self, words: list[int], target: int) -> bool:
        own = self.titled.words(target).issuperset(words)
        return not own and self.titled.next_best(words, target) >= WHOLE

    @cached_property
    def _common(self) -> dict[str | None, Rows]:
        """Of each language of enough pages the words that stand on more than COMMON of them."""
        terms = len(self.site.token_idf)
        ids = self.site.tokens.ids.astype(np.int64)
        pairs = np.unique(self.site.page_of_token[ids >= 0] * np.int64(terms) + ids[ids >= 0])
        language = np.array([str(name) for name in self.site.languages])[pairs // terms]
        found: dict[str | None, Rows] = {}
        for name in {*self.site.languages}:
            words = pairs[language == str(name)] % terms
            pages = self.site.languages.count(name)
            if pages >= FEWEST_PAGES:
                found[name] = np.flatnonzero(np.bincount(words, minlength=terms) > COMMON * pages)
        return found

    @cached_property
    def _most(self) -> float:
        """The IDF of a word of two pages: a tiny site has no rarer."""
        return max(float(np.log((1 + len(self.site)) / 3)), 0.1)

    def _is_title_of(self, words: list[int], target: int) -> bool:
        return any(self._is_name(words, name, target) for name in self.titled.names(target))

    def _is_name(self, words: list[int], name: Words, target: int) -> bool:
        weight, numbers = self.titled.weight, self.titled.numbers
        said = [word for word in words if word in name]
        covered = weight(said) / max(weight(name), 1e-9)
        if weight(said) < PURE * weight(words) or not name & numbers <= {*said} or not said:
            return False
        rarest = max((weight([word]) for word in name - numbers), default=0.0)
        rare = max(weight([word]) for word in said)
        enough = covered >= COVERED and rare >= NEARLY_RAREST * rarest
        return enough and covered > self.titled.next_best(said, target)

    def _words(self, place: Placement) -> list[int]:
        return [int(word) for word in self._tokens(place)[2]]

    def _tokens(self, place: Placement) -> tuple[Rows, Rows, Rows]:
        """Starts, ends and words of the tokens of an anchor text."""
        tokens = self.site.tokens
        inside = tokens.of(place.passage)
        starts, ends = tokens.starts[inside], tokens.ends[inside]
        there = (starts >= place.anchor_start) & (ends <= place.anchor_end)
        return starts[there], ends[there], tokens.ids[inside][there]


def _in_common(one: str, other: str) -> int:
    """Letters that two words begin with alike."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _runs_on(after: str) -> bool:
    """Whether a number or a compound goes on: "1.15" before ".1", "pre" before "-release"."""
    return len(after) > 1 and after[0] in JOINTS and after[1].isalnum()

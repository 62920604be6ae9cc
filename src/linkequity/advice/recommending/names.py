"""Whether words name a page, and no other: what an anchor text must do."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from linkequity.advice.ranking.known.site import Site
from linkequity.advice.ranking.placing.places import Placement
from linkequity.advice.recommending.passages import Words
from linkequity.advice.recommending.phrasing import CLOSED, VERSION, Phrasing
from linkequity.advice.recommending.rarity import Rarity
from linkequity.advice.recommending.titled import Name, Titled, numbers_of
from linkequity.advice.recommending.used_anchors import Sayings, UsedAnchors
from linkequity.model.facts import Facts
from linkequity.text.word_edges import is_cut_from

# Of the title's weight so much must be said, with a word nearly as rare as its rarest.
COVERED: Final = 0.4
NEARLY_RAREST: Final = 0.75
# Of what a preposition joins to the head of a title more: it is not what the title is about. So of
# languages read character by character, of which any few are something.
COVERED_APART: Final = 0.6
UNSPACED: Final = frozenset({"ja", "zh", "ko"})
# One word alone must be most of a title, or a good part of it where links call the page so.
COVERED_ALONE: Final = 0.8
COVERED_KNOWN: Final = 0.25
SAME_FORM: Final = 0.85
# With a word more, so much of another title: then they are a part of that page's name.
WHOLE: Final = 0.75
# What so many pages say, and a share of all, and few of them link, is no name but plain words; of
# a word alone two pages are many.
FEWEST_SAYING: Final = 5
SAID: Final = 0.05
LINKED: Final = 0.1
FEW: Final = 2
LINKED_ALONE: Final = 0.5
# Telling words that a passage and the title of the page it may lead to have in common.
FEWEST_TOUCHED: Final = 2
# "F-Droid" and "docs.rs" are one.
ONE_WORD: Final = re.compile(r"\w+(?:[-‑./]\w+)*")


@dataclass(frozen=True)
class Naming:
    """Judges anchor texts by the titles of the whole site and the links there are."""

    site: Site
    titled: Titled
    phrasing: Phrasing
    used: UsedAnchors
    sayings: Sayings

    @classmethod
    def of(cls, facts: Facts, site: Site) -> "Naming":
        """Read the titles and links of a site."""
        corpus = facts.text.corpus
        titles = corpus.documents["title"].fill_null("").to_list()
        tags = corpus.passages["tag"].fill_null("").str.to_lowercase()
        listed, closed = tags == "li", tags.is_in(CLOSED)
        rarity, sayings = Rarity(site), Sayings(site)
        return cls(
            site,
            Titled(site, titles, rarity),
            Phrasing(site, rarity, listed.to_numpy(), closed.to_numpy(), sayings.linked),
            UsedAnchors.of(facts),
            sayings,
        )

    def first_fitting(self, places: Iterable[Placement], target: int) -> Placement | None:
        """The first of some places whose words, less what is idle, name the target and no other."""
        refused = set[tuple[int, int, int]]()
        for place in places:
            for words in self._readings(place, target):
                key = words.passage.row, words.start, words.end
                if key not in refused and self._fits(words, place, target):
                    found = {"anchor_start": words.start, "anchor_end": words.end}
                    return replace(place, **found, anchor_text=words.text)
                refused.add(key)
        return None

    def _readings(self, place: Placement, target: int) -> Iterator[Words]:
        """The words of a place as links call the target, or its first clause, or its title."""
        known = self.phrasing.telling(place)
        if known and self._is_known(known, target):
            yield known
        for name in reversed(self.titled.names(target)):
            called = self.phrasing.of_name(place, name.order)
            if called and self._is_called(called, target):
                yield called

    def may_be_followed(self, row: int, target: int, fewest: int = FEWEST_TOUCHED) -> bool:
        """Whether a sentence about a page may follow a passage: one that can be followed at all,
        and says its title, or the fewest telling words of it that will do; one word alone, as
        "Members", is no title to cite.
        """
        title = {word for word in self.titled.words(target) if self.titled.weight([word], target)}
        said = title.intersection(self.site.tokens.ids[self.site.tokens.of(row)].tolist())
        telling = sum(self.phrasing.tells(word, target) for word in said)
        return (
            len(title) > 1
            and telling >= (fewest if said < title else 1)
            and self.phrasing.may_be_followed(row)
        )

    def leads_elsewhere(self, anchor_text: str, page: int) -> bool:
        """Whether a link of this text leads to another page of the same language."""
        language = self.site.languages[page]
        others = self.used.to(anchor_text) - {page}
        return any(self.site.languages[other] == language for other in others)

    def _fits(self, words: Words, place: Placement, target: int) -> bool:
        """Whether they read well, name no other page nor their own, and are not what all say."""
        return (
            self.phrasing.reads_well(words, place, self.titled.words(target))
            and not self.leads_elsewhere(words.text, target)
            and not self._is_own_name(words)
            and not self._is_part_of_another(words, target)
            and not self._is_ordinary(words, target)
        )

    def _is_own_name(self, words: Words) -> bool:
        """Whether the page they stand on is called so, whoever else is."""
        page, said = words.passage.page, {*words.ids}
        return any(
            name.words >= said
            and self.titled.weight(said, page) >= WHOLE * self.titled.weight(name.words, page)
            for name in self.titled.names(page)
        )

    def _is_known(self, words: Words, target: int) -> bool:
        """Whether a link calls the target so, in words that its title says too."""
        title = self.titled.words(target)
        own = self.titled.weight(title.intersection(words.ids), target)
        least = COVERED_KNOWN * self.titled.weight(title, target) if len(words.ids) == 1 else 0.0
        return target in self.used.to(words.text) and own > least

    def _is_called(self, words: Words, target: int) -> bool:
        """Whether the words are the title, or its first clause, or most of either."""
        if not any(self._is_name(words, name, target) for name in self.titled.names(target)):
            return False
        return not words.is_alone or self._is_word_of(words, target)

    def _is_name(self, words: Words, name: Name, target: int) -> bool:
        """Whether the words stand in the name so, one after the other, and say enough of it."""
        rarity = self.titled.rarity.of(target)
        telling = [word for word in words.ids if rarity[word]]
        said, numbers = numbers_of(words.text), numbers_of(self.titled.titles[target])
        if not (
            telling
            and name.says(telling, rarity)
            and name.words.issuperset(words.ids)
            and name.numbers <= said <= numbers
            and (name.words - {*words.ids}).isdisjoint(self.titled.rarity.denying(target))
            and not is_cut_from(words.text, self.titled.titles[target])
        ):
            return False
        covered = self.titled.weight({*telling}, target)
        covered /= max(self.titled.weight(name.words, target), 1e-9)
        rarest = max(rarity[word] for word in name.words)
        rare = max(rarity[word] for word in telling) >= NEARLY_RAREST * rarest
        apart = name.joins(telling, rarity) or self.site.languages[target] in UNSPACED
        least = COVERED_APART if apart else COVERED
        return covered >= least and rare and covered > self.titled.next_best(telling, target, said)

    def _is_word_of(self, words: Words, target: int) -> bool:
        """Whether a word that stands alone is most of the title, in nearly the same form."""
        if VERSION.search(words.text):
            return True
        alone = words.text.casefold()
        forms = re.findall(ONE_WORD, self.titled.titles[target].casefold())
        nearly = any(
            _in_common(alone, form) >= SAME_FORM * max(len(alone), len(form)) for form in forms
        )
        least = min(self.titled.weight(name.words, target) for name in self.titled.names(target))
        return nearly and self.titled.weight(words.ids, target) >= COVERED_ALONE * least

    def _is_ordinary(self, words: Words, target: int) -> bool:
        """Whether many pages say so, hardly one with a link there, and nothing shows a name."""
        if self.phrasing.is_name(words):
            return False
        saying, linking = self.sayings.of(words.ids, target)
        if words.is_alone:
            return saying > FEW and linking < LINKED_ALONE * saying
        many = max(FEWEST_SAYING, SAID * self.titled.rarity.pages(target))
        return saying >= many and linking < LINKED * saying

    def _is_part_of_another(self, words: Words, target: int) -> bool:
        """Whether with the word before or after them the words name another page."""
        ids, first, last = words.passage.ids, words.first, words.last
        wider = [ids[max(first - 1, 0) : last], ids[first : last + 1]]
        return any(len(more) > last - first and self._names_another(more, target) for more in wider)

    def _names_another(self, words: list[int], target: int) -> bool:
        own = self.titled.words(target).issuperset(words)
        return not own and self.titled.next_best(words, target) >= WHOLE


def _in_common(one: str, other: str) -> int:
    """Letters that two words begin with alike."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)

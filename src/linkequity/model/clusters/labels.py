"""What clusters are called: the words that stand out in their titles and first words.

A word's score is share · ln(share / share elsewhere) · idf: share is that of the cluster's pages
that have it, those without it in the title counted FIRST_WORDS_COUNT; idf, at most RARE_FROM,
keeps words down that stand on most pages of the language anyway. Words that only join others, deny
or greet, and months, have none. Words of titles come first, if they stand out a quarter as much as
the best; then others that do so half as much and stand in a title at least. Two words of the three
that nearly always stand side by side in titles are one name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from linkequity.model.clusters.communities import Groups
from linkequity.model.clusters.wording import Written, usual_form
from linkequity.model.links.weights import Vector
from linkequity.text.corpus import Corpus
from linkequity.text.small_words import greeting, joining, months, negating
from linkequity.text.tokens import Tokens
from linkequity.text.vectors import Vectors

Rows = npt.NDArray[np.int64]

WORDS: Final = 3
FIRST_WORDS: Final = 60
FIRST_WORDS_COUNT: Final = 0.25
RARE_FROM: Final = 2.0
# A word that a single page has is that page's, not the cluster's.
FEWEST_PAGES: Final = 2
FEWEST_LETTERS: Final = 2
SHORT: Final = 3
# What a word must stand out as much as the best does, in titles and elsewhere.
IN_TITLES: Final = 0.25
ELSEWHERE: Final = 0.5
# Among so many of the best there are three that are words.
LOOKED_AT: Final = 12


@dataclass(frozen=True)
class Heads:
    """The titles and first words of pages, as rows of features; `rows` are pages of the corpus."""

    vectors: Vectors
    rows: Rows

    @property
    def corpus(self) -> Corpus:
        """The corpus the pages are of."""
        return self.vectors.corpus

    @cached_property
    def presence(self) -> csr_array:
        """Pages × features: 1 for words of the title, less for others among the first words."""
        titles = self.vectors.features.count(self.corpus.titles)[self.rows]
        both = (self.vectors.features.count(self._first_words[1]) + titles).tocsr()
        both.data = np.full_like(both.data, FIRST_WORDS_COUNT)
        titles.data = np.full_like(titles.data, 1 - FIRST_WORDS_COUNT)
        presence: csr_array = (both + titles).tocsr()
        return presence

    @cached_property
    def _first_words(self) -> tuple[Rows, Tokens]:
        """The first words of each page, and which tokens of the corpus they are."""
        return self.corpus.tokens_by_page.first(FIRST_WORDS, self.rows)

    def spoken(self, groups: Groups) -> list[str | None]:
        """The language of each group: that of its first page."""
        firsts = np.unique(groups, return_index=True)[1]
        return [self.corpus.languages[row] for row in self.rows[firsts].tolist()]

    def titles_written(self, groups: Groups) -> Written:
        """The titles, to look up how words of a group are written."""
        titles = self.corpus.titles
        group_of = np.full(len(titles), -1, dtype=np.int64)
        group_of[self.rows] = groups
        text_of = titles.text_of.astype(np.int64)
        texts = self.corpus.documents["title"].fill_null("").to_list()
        return Written(self.vectors.features, titles, text_of, texts, group_of[text_of])

    def first_words_written(self, groups: Groups) -> Written:
        """The same of the first words."""
        taken, tokens = self._first_words
        passage = np.searchsorted(self.corpus.tokens.offsets, taken, side="right") - 1
        group_of = np.repeat(groups, np.diff(tokens.offsets))
        texts = self.corpus.passages["text"].to_list()
        return Written(self.vectors.features, tokens, passage, texts, group_of)


@dataclass(frozen=True)
class Label:
    """The words that stand out in a group, the best first, and the features that they are."""

    words: tuple[str, ...]
    features: tuple[int, ...]

    def __str__(self) -> str:
        return ", ".join(self.words)


def label_groups(heads: Heads, groups: Groups, within: Groups) -> list[Label]:
    """The label of each group, against the other pages `within` the same language or topic."""
    titles, first_words = heads.titles_written(groups), heads.first_words_written(groups)
    languages = heads.spoken(groups)
    found = []
    for group, features in enumerate(_best_features(heads, groups, within)):
        words: dict[int, str] = {}
        for feature in features:
            forms = titles.forms(feature, group) or first_words.forms(feature, group)
            word = usual_form(forms) if forms else ""
            new = word not in words.values() and len(words) < WORDS
            if new and _names(word, languages[group]):
                words[feature] = word
        found.append(Label(_joined(words, titles, group), tuple(words)))
    return found


def _joined(words: Mapping[int, str], titles: Written, group: int) -> tuple[str, ...]:
    """The words in order, two that nearly always stand side by side in titles as one."""
    names = dict(words)
    for first, second in permutations(words, 2):
        together = titles.together(first, second, group)
        if together and first in names and second in names:
            places = list(words)
            kept, other = sorted((first, second), key=places.index)
            names[kept] = usual_form(together)
            del names[other]
    return tuple(names.values())


def _names(word: str, language: str | None) -> bool:
    """Whether a word can name a topic: short ones in small letters are of the grammar's, and so
    are those that only join others, if they are no abbreviation ("IT", "WHO").
    """
    letters = sum(map(str.isalpha, word))
    short = letters <= SHORT and not word.isupper()
    idle = word.islower() or word.casefold() in _naming_nothing(language)
    return letters >= FEWEST_LETTERS and not (short and idle)


def _naming_nothing(language: str | None) -> frozenset[str]:
    return joining(language) | greeting(language) | months(language) | negating(language)


def _saying_nothing(heads: Heads, language: str | None) -> list[int]:
    """The terms that name nothing in a language; short ones are judged by how they are written."""
    long = " ".join(sorted(word for word in _naming_nothing(language) if len(word) > SHORT))
    terms: list[int] = heads.corpus.vocabulary.read([long], [language]).ids.tolist()
    return terms


def have_in_title(heads: Heads, groups: Groups, labels: Sequence[Label]) -> Vector:
    """1 for pages that have a word of their group's label in the title."""
    titles = heads.vectors.features.count(heads.corpus.titles)[heads.rows]
    named = [(group, feature) for group, own in enumerate(labels) for feature in own.features]
    group, feature = np.array(named, dtype=np.int64).reshape(-1, 2).T
    shape = (len(labels), titles.shape[1])
    wanted = csr_array((np.ones(len(named)), (group, feature)), shape=shape)
    return (np.asarray(titles.multiply(wanted[groups]).sum(axis=1)).ravel() > 0).astype(np.float64)


def _best_features(heads: Heads, groups: Groups, within: Groups) -> list[list[int]]:
    presence, idf = heads.presence, np.minimum(heads.vectors.idf, RARE_FROM)
    inside, sizes = _summed(presence, groups)
    having, titled = (_summed(_at_least(presence, least), groups)[0] for least in (0.0, 1.0))
    outside, totals = _summed(presence, within)
    around = np.zeros(len(sizes), dtype=np.int64)
    around[groups] = within
    languages = heads.spoken(groups)
    idle = {language: _saying_nothing(heads, language) for language in set(languages)}
    found = []
    for group, size in enumerate(sizes.tolist()):
        own = slice(int(inside.indptr[group]), int(inside.indptr[group + 1]))
        features, counted = inside.indices[own], inside.data[own]
        everywhere = outside[[int(around[group])]].toarray().ravel()[features]
        share = counted / size
        elsewhere = (everywhere - counted + 0.5) / (totals[around[group]] - size + 1)
        score = share * np.log(np.maximum(share / elsewhere, 1.0)) * idf[features]
        fewest = min(FEWEST_PAGES, size)
        score *= having.data[own] >= fewest
        score[np.isin(features, idle[languages[group]])] = 0.0
        titles_with = titled[[group]].toarray().ravel()[features]
        in_titles = titles_with >= fewest
        if (score * in_titles).any():
            score[titles_with == 0] = 0.0
        least = np.where(in_titles, IN_TITLES, ELSEWHERE) * score.max(initial=0.0)
        best = np.lexsort((features, -score, ~in_titles | (score < least)))
        best = best[(score[best] > 0) & (score >= least)[best]]
        found.append(features[best[:LOOKED_AT]].tolist())
    return found


def _summed(presence: csr_array, groups: Groups) -> tuple[csr_array, Rows]:
    """Groups × features, and the pages of each group."""
    sizes = np.bincount(groups)
    shape = (len(sizes), len(groups))
    member = csr_array((np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=shape)
    summed: csr_array = (member @ presence).tocsr()
    summed.sort_indices()
    return summed, sizes


def _at_least(presence: csr_array, least: float) -> csr_array:
    """1 where a page has a word so much, 0 where it has it less."""
    counted = presence.copy()
    counted.data = (presence.data >= least).astype(np.float64)
    return counted

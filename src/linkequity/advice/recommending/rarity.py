"""How much each word says, in each language of a site: rare ones much, those that join nothing."""

from collections import Counter
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Ids, Rows, Site
from linkequity.model.engine.compiled import compiled
from linkequity.text.small_words import greeting, joining, negating

# With fewer pages of a language the whole site says better what is rare.
FEWEST_PAGES: Final = 20


class Rarity:
    """ln((1 + n) / (1 + pages with it)) of each word, among the n pages of one language.

    A word that is rare on the site is not, if it is on every page of the few in its language.
    Words that only join others, and those that greet, have 0.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self._spoken = Counter(site.languages)
        self._weights: dict[str | None, Floats] = {}
        self._denying: dict[str | None, frozenset[int]] = {}

    def of(self, page: int) -> Floats:
        """What each term says in the language of a page."""
        language = self.site.languages[page]
        if language not in self._weights:
            self._weights[language] = self._read(language)
        return self._weights[language]

    def denying(self, page: int) -> frozenset[int]:
        """The terms that turn what others say around, in the language of a page."""
        language = self.site.languages[page]
        if language not in self._denying:
            self._denying[language] = frozenset(self._terms(negating(language), language))
        return self._denying[language]

    def pages(self, page: int) -> int:
        """Among how many pages a word of this page is rare or not."""
        spoken = self._spoken[self.site.languages[page]]
        return spoken if spoken >= FEWEST_PAGES else len(self.site)

    def most(self, page: int) -> float:
        """What a word of two pages says: a tiny site has no rarer."""
        return max(float(np.log((1 + self.pages(page)) / 3)), 0.1)

    def _read(self, language: str | None) -> Floats:
        site = self.site
        pages = np.flatnonzero([spoken == language for spoken in site.languages])
        weights = site.token_idf.astype(np.float64)
        if len(pages) >= FEWEST_PAGES:
            weights = np.log((1 + len(pages)) / (1 + self._pages_with(pages)))
        weights[self._terms(joining(language) | greeting(language), language)] = 0.0
        return weights

    def _terms(self, words: frozenset[str], language: str | None) -> list[int]:
        """Words as terms of the site, those that it has."""
        found = self.site.vocabulary.read([" ".join(sorted(words))], [language]).ids
        return [term for term in found.tolist() if term >= 0]

    def _pages_with(self, pages: Rows) -> Rows:
        """Of each term, how many of these pages have it in text or title."""
        site = self.site
        counts = np.zeros(len(site.token_idf), dtype=np.int64)
        last = np.full(len(counts), -1, dtype=np.int64)
        texts = site.tokens.ids, site.tokens.offsets[site.passages]
        _count(texts, (site.titles.ids, site.titles.offsets), pages, last, counts)
        return counts


@compiled
def _count(
    texts: tuple[Ids, Rows], titles: tuple[Ids, Rows], pages: Rows, last: Rows, counts: Rows
) -> None:
    """Count each term once a page; `last`: the page that each was seen on last."""
    for page in pages:
        for ids, begins in (texts, titles):
            for at in range(begins[page], begins[page + 1]):
                term = ids[at]
                if term >= 0 and last[term] != page:
                    last[term] = page
                    counts[term] += 1

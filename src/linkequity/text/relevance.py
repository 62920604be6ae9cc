"""How near a text is to a page, told as a percentile of what is usual on the site.

The raw score of a text and a page is the cosine of their TF-IDF vectors, plus LATENT times that of
their latent topics. It depends on how long texts are, on the language and on the site, so it is
never shown: what counts is where it stands among the scores of the site's own links. The words
around a text's own link are compared with the words around the site's links, a pair of pages with
pairs of pages that are linked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.text.vectors import Vectors

Scores: TypeAlias = npt.NDArray[np.float32]
Rows: TypeAlias = npt.NDArray[np.int64]

# Told apart the words around true links from those around others: with random targets .989, .950
# and .971 of pairs on three sites (.986, .929 and .964 by words alone), with other targets of the
# same page .766, .704 and .828 (.768, .718, .828); 1.0 in its place gave .755, .687 and .821.
LATENT: Final = 0.25
# Below this a percentile would say more about single links than about the site.
FEWEST_LINKS: Final = 30
# Pairs at a time: some 30 MB of page vectors.
CHUNK: Final = 20_000


@dataclass(frozen=True)
class Scale:
    """Scores that are usual, sorted; others are told as percentiles of them."""

    usual: Scores

    @classmethod
    def of(cls, scores: Scores) -> "Scale":
        """A scale of these scores."""
        return cls(np.sort(scores))

    @property
    def known(self) -> bool:
        """Whether there are enough scores to tell what is usual."""
        return len(self.usual) >= FEWEST_LINKS

    def percentiles(self, scores: Scores) -> Scores:
        """The share of usual scores below each, equal ones counted half; NaN if not `known`.

        >>> Scale.of(np.arange(100, dtype=np.float32)).percentiles(np.array([-1.0, 50.0, 200.0]))
        array([0.   , 0.505, 1.   ], dtype=float32)
        """
        if not self.known:
            return np.full(scores.shape, np.nan, dtype=np.float32)
        below, up_to = (np.searchsorted(self.usual, scores, side=s) for s in ("left", "right"))
        return ((below + up_to) / (2 * len(self.usual))).astype(np.float32)


@dataclass(frozen=True)
class OwnLinks:
    """The site's links that were read: `texts` around each, in `languages`, rows of both pages."""

    texts: pl.Series
    languages: pl.Series
    sources: Rows
    targets: Rows


@dataclass(frozen=True)
class Relevance:
    """Relevance on one site, calibrated to its `own` links when it is first asked for percentiles.

    Pages are rows of the corpus of `vectors`.
    """

    vectors: Vectors
    own: OwnLinks

    @cached_property
    def own_scores(self) -> Scores:
        """Raw scores of the words around the site's own links, in their order."""
        texts, languages = self.own.texts, self.own.languages
        parts = [
            self.score_texts(texts[at].to_list(), languages[at].to_list(), self.own.targets[at])
            for at in _chunks(len(texts))
        ]
        return _joined(parts)

    @cached_property
    def around(self) -> Scale:
        """The scale of words around links."""
        return Scale.of(self.own_scores)

    @cached_property
    def between(self) -> Scale:
        """The scale of pairs of pages that links join."""
        sources, targets = np.unique(np.stack((self.own.sources, self.own.targets)), axis=1)
        return Scale.of(self.score_pages(sources, targets))

    def of_texts(
        self, texts: Sequence[str], languages: Sequence[str | None], pages: Rows
    ) -> Scores:
        """Of each text to its page: 0 to 1, NaN where the site has too few links to tell."""
        return self.around.percentiles(self.score_texts(texts, languages, pages))

    def of_all(self, texts: Sequence[str], languages: Sequence[str | None], pages: Rows) -> Scores:
        """Of each text to each page, texts × pages: 0 to 1, NaN where nothing can be told."""
        return self.around.percentiles(self.score_all(texts, languages, pages))

    def score_all(
        self, texts: Sequence[str], languages: Sequence[str | None], pages: Rows
    ) -> Scores:
        """Raw scores of each text and each page, texts × pages."""
        rows = self.vectors.read(texts, languages)
        words = (rows @ self.vectors.pages[pages].T).toarray()
        topics = self.vectors.topics(rows) @ self.vectors.page_topics[pages].T
        scores: Scores = (words + LATENT * topics).astype(np.float32)
        return scores

    def of_pages(self, sources: Rows, targets: Rows) -> Scores:
        """Of each page to another: 0 to 1, NaN where nothing can be told."""
        return self.between.percentiles(self.score_pages(sources, targets))

    def score_texts(
        self, texts: Sequence[str], languages: Sequence[str | None], pages: Rows
    ) -> Scores:
        """Raw scores of texts and pages, pair by pair."""
        parts = [
            self._score(self.vectors.read(texts[at], languages[at]), pages[at])
            for at in _chunks(len(texts))
        ]
        return _joined(parts)

    def score_pages(self, sources: Rows, targets: Rows) -> Scores:
        """Raw scores of pairs of pages."""
        rows = self.vectors.pages
        return _joined(
            [self._score(rows[sources[at]], targets[at]) for at in _chunks(len(targets))]
        )

    def _score(self, rows: csr_array, pages: Rows) -> Scores:
        words = rows.multiply(self.vectors.pages[pages]).sum(axis=1)
        topics = self.vectors.topics(rows) * self.vectors.page_topics[pages]
        both = np.asarray(words).ravel() + LATENT * topics.sum(axis=1)
        scores: Scores = both.astype(np.float32)
        return scores


def _chunks(count: int) -> list[slice]:
    return [slice(at, at + CHUNK) for at in range(0, count, CHUNK)]


def _joined(parts: Sequence[Scores]) -> Scores:
    return np.concatenate([np.zeros(0, dtype=np.float32), *parts])

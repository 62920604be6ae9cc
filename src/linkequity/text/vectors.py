"""Vectors of pages and passages: TF-IDF weighted by the site itself, and their latent topics.

A text's weight of a feature is (1 + ln tf) · idf, of length 1 (Salton and Buckley 1988); a title's
words count TITLE_WEIGHT times. idf is −ln of the share of pages that have the feature, in the
language in which it is most common, so that the articles of a site's second language are as
common as those of its first. Latent semantic analysis (Deerwester and others 1990) is the
truncated singular value decomposition of the pages, by random projection (Halko, Martinsson and
Tropp 2011) from a fixed seed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array

from linkequity.text.corpus import Corpus
from linkequity.text.features import Features
from linkequity.text.tokens import Tokens

Dense: TypeAlias = npt.NDArray[np.float32]

TITLE_WEIGHT: Final = 3.0
# A feature of a single page joins nothing.
FEWEST_PAGES: Final = 2
# A language's own shares count against those of the whole site as this many pages do.
PRIOR_PAGES: Final = 50
# What a long text is about it says in so many words; then it may go on to other things.
OPENING: Final = 300
TOPICS: Final = 128
# Halko and others: 10 spare directions and two power iterations come within a few per cent.
SPARE: Final = 10
ITERATIONS: Final = 2
SEED: Final = 1
# Squared lengths below this share of the largest are rounding in single precision.
NOISE: Final = 1e-10


@dataclass(frozen=True)
class Vectors:
    """The vectors of a corpus; rows have length 1, or 0 where nothing counts.

    `idf`: float32 [features], 0 for features on fewer than FEWEST_PAGES. `pages`: pages × features,
    titles included.
    """

    corpus: Corpus
    features: Features
    idf: Dense
    pages: csr_array

    @classmethod
    def of(cls, corpus: Corpus) -> "Vectors":
        """The vectors of the pages of a corpus."""
        features = Features.of(corpus.vocabulary, corpus.tokens, corpus.titles)
        counts = _under_titles(features, corpus, corpus.tokens_by_page)
        idf = _idf(counts, corpus.languages)
        return cls(corpus, features, idf, _weighted(counts, idf))

    @property
    def passages(self) -> csr_array:
        """Passages × features, made at each asking: who needs them has a shape of its own."""
        return _weighted(self.features.count(self.corpus.tokens), self.idf)

    @cached_property
    def _directions(self) -> Dense:
        return _right_singular(self.pages, TOPICS)

    @cached_property
    def page_topics(self) -> Dense:
        """Pages × at most TOPICS: latent topics of each page, rows of length 1."""
        return self.topics(self.pages)

    @cached_property
    def opening_topics(self) -> Dense:
        """The same of each page's first OPENING words alone, weighted among themselves."""
        texts = self.corpus.tokens_by_page
        _, openings = texts.first(OPENING, np.arange(len(texts)))
        counts = _under_titles(self.features, self.corpus, openings)
        rows = _weighted(counts, _idf(counts, self.corpus.languages))
        return _unit(np.asarray(rows @ _right_singular(rows, TOPICS), dtype=np.float32))

    def topics(self, rows: csr_array) -> Dense:
        """The latent topics of weighted rows, of length 1."""
        return _unit(np.asarray(rows @ self._directions, dtype=np.float32))

    def read(self, texts: Iterable[str], languages: Sequence[str | None]) -> csr_array:
        """Other texts as rows in the features of the corpus."""
        tokens = self.corpus.vocabulary.read(texts, languages)
        return _weighted(self.features.count(tokens), self.idf)


def _under_titles(features: Features, corpus: Corpus, texts: Tokens) -> csr_array:
    """Pages × features: how often each stands in these texts, and weighed in the titles."""
    counts: csr_array = features.count(texts) + TITLE_WEIGHT * features.count(corpus.titles)
    return counts


def _idf(counts: csr_array, languages: Sequence[str | None]) -> Dense:
    """−ln of the share of pages that have each feature, where that share is largest."""
    pages = len(languages)
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    overall = (1 + having) / (1 + pages)
    share = overall.copy()
    speaks = np.array([language or "" for language in languages], dtype=np.str_)
    row_of = np.repeat(speaks, np.diff(counts.indptr))
    for language in np.unique(speaks):
        here = np.bincount(counts.indices[row_of == language], minlength=counts.shape[1])
        those = int((speaks == language).sum())
        share = np.maximum(share, (here + PRIOR_PAGES * overall) / (those + PRIOR_PAGES))
    idf = -np.log(np.minimum(share, 1.0))
    return np.where(having >= FEWEST_PAGES, idf, 0.0).astype(np.float32)


def _weighted(counts: csr_array, idf: Dense) -> csr_array:
    """Rows of (1 + ln tf) · idf, of length 1."""
    weighted = counts.copy()
    weighted.data = (1 + np.log(counts.data)) * idf[counts.indices]
    weighted.eliminate_zeros()
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    rows: csr_array = (diags_array(scale.astype(np.float32)) @ weighted).tocsr()
    return rows


def _right_singular(rows: csr_array, wanted: int) -> Dense:
    """The leading right singular vectors of a matrix, features × at most `wanted`."""
    count = min(wanted, *(size - 1 for size in rows.shape))
    if count < 1:
        return np.zeros((rows.shape[1], 0), dtype=np.float32)
    random = np.random.default_rng(SEED)
    drawn = random.standard_normal((rows.shape[1], count + SPARE), dtype=np.float32)
    basis = rows @ drawn
    for _ in range(ITERATIONS):
        basis = rows @ (rows.T @ _orthonormal(basis))
    right = rows.T @ _orthonormal(basis)
    turn = np.linalg.eigh(right.T @ right)[1][:, ::-1][:, :count]
    return _unit((right @ turn).T).T


def _orthonormal(columns: Dense) -> Dense:
    """The space of some columns, by the eigenvectors of their small product.

    A QR decomposition of so thin a matrix is mostly threads waiting for each other: 25 times as
    long on a busy machine.
    """
    exact = columns.astype(np.float64)
    values, turn = np.linalg.eigh(exact.T @ exact)
    kept = values > NOISE * values.max(initial=0.0)
    space: Dense = (exact @ (turn[:, kept] / np.sqrt(values[kept]))).astype(np.float32)
    return space


def _unit(rows: Dense) -> Dense:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Dense = np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
    return unit

"""Near-duplicates: pages whose main texts are nearly the same, found without comparing all pairs.

A page is the set of its runs of SHINGLE words. MinHash (Broder 1997) keeps the smallest of HASHES
random hashes of each set: the share of them that two pages have in common estimates the Jaccard
similarity of their sets, with a standard error of at most 0.045. Pages that agree on all rows of
one of BANDS bands are compared (Leskovec, Rajaraman and Ullman, 3.4): pairs of similarity 0.8 are
met with a chance of 0.95, of 0.9 with 0.9999. Of a group of alike pages each is compared with the
first only, so that a thousand copies cost a thousand comparisons.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.text.corpus import Corpus
from linkequity.text.tokens import GOLDEN, Hashes, Offsets, Tokens
from linkequity.text.vocabulary import read_sorted

Signatures: TypeAlias = npt.NDArray[np.uint32]

SHINGLE: Final = 3
HASHES: Final = 128
BANDS: Final = 16
SEED: Final = 1
# Below this a page says too little to be anybody's copy.
FEWEST_SHINGLES: Final = 20
# Signatures come as lists of numbers: this many pages at a time, 30 MB.
CHUNK: Final = 5_000


def near_duplicates(corpus: Corpus, least: float = 0.8) -> pl.DataFrame:
    """Pairs of pages with an estimated Jaccard similarity of at least `least`, best first.

    Columns: `first`, `second` (rows of pages, first < second) and `similarity`. Time is linear in
    text.
    """
    shingles, offsets = _shingles(corpus.tokens_by_page)
    able = np.flatnonzero(np.diff(offsets) >= FEWEST_SHINGLES)
    signatures = _signatures(shingles, offsets)[able]
    pairs = _met(signatures)
    alike = (signatures[pairs[0]] == signatures[pairs[1]]).mean(axis=1)
    first, second = able[pairs[0]], able[pairs[1]]
    found = pl.DataFrame({"first": first, "second": second, "similarity": alike})
    return found.filter(pl.col("similarity") >= least).sort(
        "similarity", "first", "second", descending=[True, False, False]
    )


def similarities(one: Sequence[str], others: Sequence[Sequence[str]]) -> list[float]:
    """The Jaccard similarity of one text with each of others, exact; texts as their passages.

    >>> similarities(["to be or not to be"], [["to be or not to be"], ["or not to bee"], []])
    [1.0, 0.2, 0.0]
    """
    texts = [one, *others]
    passages = [passage for text in texts for passage in text]
    _, tokens = read_sorted(passages, [None] * len(passages))
    ends = np.cumsum([0, *(len(text) for text in texts)])
    shingles, offsets = _shingles(
        Tokens(tokens.ids, tokens.starts, tokens.ends, tokens.offsets[ends])
    )
    sets = [np.unique(shingles[slice(*offsets[at : at + 2])]) for at in range(len(texts))]
    return [_jaccard(sets[0], other) for other in sets[1:]]


def _jaccard(one: Hashes, other: Hashes) -> float:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    every = len(one) + len(other) - shared
    return shared / every if every else 0.0


def _shingles(tokens: Tokens) -> tuple[Hashes, Offsets]:
    """A number for each run of words of each page, and where each page's begin."""
    words = (tokens.ids.astype(np.uint64) + np.uint64(1)) * GOLDEN
    words ^= words >> np.uint64(31)
    runs = words[: max(len(words) - SHINGLE + 1, 0)].copy()
    for place in range(1, SHINGLE):
        runs = runs * GOLDEN + words[place : place + len(runs)]
    counts = np.maximum(np.diff(tokens.offsets) - SHINGLE + 1, 0)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    # Runs that reach into the next page are left out.
    taken = np.arange(offsets[-1]) + np.repeat(tokens.offsets[:-1] - offsets[:-1], counts)
    return runs[taken], offsets


def _signatures(shingles: Hashes, offsets: Offsets) -> Signatures:
    """The MinHash signature of each page, pages × HASHES."""
    from rensa import RMinHash  # noqa: PLC0415

    parts = [np.zeros((0, HASHES), dtype=np.uint32)]
    for start in range(0, len(offsets) - 1, CHUNK):
        bounds = offsets[start : start + CHUNK + 1]
        inside = np.ascontiguousarray(shingles[bounds[0] : bounds[-1]])
        rows = (bounds - bounds[0]).astype(np.uint64)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(inside, rows, HASHES, SEED)
        parts.append(np.array(matrix.to_rows(), dtype=np.uint32))
    return np.concatenate(parts)


def _met(signatures: Signatures) -> tuple[Offsets, Offsets]:
    """Pairs of rows that agree on a whole band: each with the first row that has that band."""
    width = HASHES // BANDS
    keys = []
    for band in range(BANDS):
        part = np.ascontiguousarray(signatures[:, band * width : (band + 1) * width])
        _, first, which = np.unique(
            part.view(np.dtype((np.void, part.itemsize * width))).ravel(),
            return_index=True,
            return_inverse=True,
        )
        heads, rows = first[which], np.arange(len(part))
        keys.append((heads * len(part) + rows)[heads != rows])
    pairs = np.unique(np.concatenate(keys))
    return pairs // max(len(signatures), 1), pairs % max(len(signatures), 1)

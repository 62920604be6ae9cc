"""What a ranker reads: the words of a site, and its links with the places they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array

from linkequity.text.tokens import Tokens
from linkequity.text.vocabulary import Vocabulary

Rows: TypeAlias = npt.NDArray[np.integer[Any]]
Ids: TypeAlias = Rows
Floats: TypeAlias = npt.NDArray[np.floating[Any]]
Flags: TypeAlias = npt.NDArray[np.bool_]
Keys: TypeAlias = npt.NDArray[np.uint64]
Sparse: TypeAlias = csr_array


@dataclass(frozen=True)
class Links:
    """Links between the pages of a site, one row each.

    `source`, `target`: pages. `passage`: where the link stands, −1 where that is not known, with
    `start` and `end`, the characters of its anchor text there. `contextual`: inside running text,
    not a list, a menu or a card.
    """

    source: Ids
    target: Ids
    passage: Ids
    start: Ids
    end: Ids
    contextual: Flags

    def __len__(self) -> int:
        return len(self.source)

    @property
    def placed(self) -> Flags:
        """Whether the place of each link is known."""
        return self.passage >= 0


@dataclass(frozen=True)
class Site:
    """Pages as text and links; ids are row numbers.

    `texts`: all passages, page after page, `page_of` the page of each; `heading` and `code` say
    which of them no link may be put into. `tokens`, `titles`, `paths`: the words of passages, of
    titles and of the paths of URLs (−1 where the site has no such word), all of `vocabulary`;
    `token_idf`: how rare each is. `page_rows`, `passage_rows`, `title_rows`: TF-IDF, rows of length
    1 over the same terms.
    `topics`: the pages in latent semantic space, rows of length 1.
    `languages`: what each page was read in.
    """

    urls: Sequence[str]
    texts: Sequence[str]
    page_of: Ids
    heading: Flags
    code: Flags
    tokens: Tokens
    titles: Tokens
    paths: Tokens
    vocabulary: Vocabulary
    token_idf: Floats
    page_rows: Sparse
    passage_rows: Sparse
    title_rows: Sparse
    topics: Floats
    links: Links
    languages: Sequence[str | None]

    def __len__(self) -> int:
        return len(self.urls)

    @cached_property
    def passages(self) -> Rows:
        """The first passage of each page, and the number of all at the end."""
        return np.searchsorted(self.page_of, np.arange(len(self) + 1)).astype(np.int64)

    @cached_property
    def page_of_token(self) -> Ids:
        """The page each token of the passages stands on."""
        return self.page_of[self.passage_of_token]

    @cached_property
    def passage_of_token(self) -> Ids:
        """The passage each token of the passages stands in."""
        return self.tokens.text_of

    @cached_property
    def pair_of(self) -> Rows:
        """Of each link its pair of pages, as a row of `pairs`."""
        return np.searchsorted(self.pairs, self.pair_keys(self.links.source, self.links.target))

    @cached_property
    def pairs(self) -> Rows:
        """All linked pairs of pages, once each, as sorted keys source · pages + target."""
        return np.unique(self.pair_keys(self.links.source, self.links.target))

    def pair_keys(self, source: npt.ArrayLike, target: npt.ArrayLike) -> Rows:
        """source · pages + target."""
        return np.asarray(source, np.int64) * len(self) + np.asarray(target, np.int64)


def spread(begins: Rows, groups: Ids | Rows) -> tuple[Rows, Rows]:
    """All members of some groups, group after group: the member's row, the place of its group.

    Group g holds the rows from begins[g] up to begins[g + 1].
    """
    sizes = begins[1:][groups] - begins[:-1][groups]
    owner = np.repeat(np.arange(len(groups), dtype=np.int64), sizes)
    ahead = np.cumsum(sizes) - sizes
    return np.arange(len(owner)) - ahead[owner] + begins[:-1][groups][owner], owner


def scaled_rows(matrix: Sparse, scale: Floats) -> Sparse:
    """Each row times a number, in single precision; columns sorted."""
    scaled: Sparse = (diags_array(scale.astype(np.float32)) @ matrix).tocsr()
    scaled.sort_indices()
    return scaled

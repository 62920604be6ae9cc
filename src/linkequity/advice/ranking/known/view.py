"""A site with some of its links hidden: everything that depends on which links are seen.

Nothing here, and nothing made of it, may know of a hidden link: neither the graph, nor the counts
of anchor texts, nor how many links a page has; and its anchor text is text like any other.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.occurrences import covered
from linkequity.advice.ranking.known.site import Flags, Floats, Rows, Sparse, scaled_rows

# Pages with more links than this connect everything with everything.
HUB = 2000
# How many sightings a word needs to be believed half.
DOUBT = 5.0


@dataclass(frozen=True)
class View:
    """An index seen without the pairs that are `hidden` (by row of the site's pairs)."""

    index: Index
    hidden: Flags

    @classmethod
    def whole(cls, index: Index) -> "View":
        """Nothing hidden."""
        return cls(index, np.zeros(len(index.site.pairs), dtype=np.bool_))

    @cached_property
    def visible_links(self) -> Flags:
        """Whether each link is seen."""
        return ~self.hidden[self.index.site.pair_of]

    @cached_property
    def known(self) -> Rows:
        """The keys of the visible pairs, sorted."""
        return self.index.site.pairs[~self.hidden]

    def knows(self, keys: Rows) -> Flags:
        """Which of these pairs are linked already."""
        if not len(self.known):
            return np.zeros(len(keys), dtype=np.bool_)
        place = np.minimum(np.searchsorted(self.known, keys), len(self.known) - 1)
        known: Flags = self.known[place] == keys
        return known

    @cached_property
    def links(self) -> Sparse:
        """1 for each visible pair: source × target."""
        return self._matrix(self.known)

    @cached_property
    def in_text(self) -> Sparse:
        """1 for each visible pair that is linked in running text."""
        site = self.index.site
        shown = self.visible_links & site.links.contextual
        return self._matrix(site.pairs[np.unique(site.pair_of[shown])])

    def _matrix(self, keys: Rows) -> Sparse:
        pages = len(self.index.site)
        ones = np.ones(len(keys), dtype=np.float32)
        matrix = csr_array((ones, (keys // pages, keys % pages)), shape=(pages, pages))
        matrix.sort_indices()
        return matrix

    @cached_property
    def back(self) -> Sparse:
        """`links` turned around: target × source."""
        matrix = self.links.T.tocsr()
        matrix.sort_indices()
        return matrix

    @cached_property
    def either(self) -> Sparse:
        """1 where either page links to the other."""
        matrix = self.links.maximum(self.back).tocsr()
        matrix.sort_indices()
        return matrix

    @cached_property
    def shared_rarely(self) -> Sparse:
        """`either` with rows divided by the logarithm of their links (Adamic and Adar, 2003)."""
        degree = np.diff(self.either.indptr)
        scale = np.where((degree > 1) & (degree <= HUB), 1 / np.log(np.maximum(degree, 2)), 0)
        return self._scaled(scale, self.either)

    @cached_property
    def shared_sources(self) -> Sparse:
        """`links` with rows divided by how many they are: what one source is worth as a witness."""
        degree = np.diff(self.links.indptr)
        return self._scaled(np.where(degree <= HUB, 1 / np.maximum(degree, 1), 0), self.links)

    @cached_property
    def targets_as_witnesses(self) -> Sparse:
        """`back` with rows divided by how many they are."""
        degree = np.diff(self.back.indptr)
        return self._scaled(np.where(degree <= HUB, 1 / np.maximum(degree, 1), 0), self.back)

    def _scaled(self, scale: Floats, matrix: Sparse) -> Sparse:
        scaled = scaled_rows(matrix, scale)
        scaled.eliminate_zeros()
        scaled.sort_indices()
        return scaled

    @cached_property
    def linked_tokens(self) -> Rows:
        """Before each token, and after the last: how many are part of a visible link."""
        taken = covered(self.index.site, self.index.anchors, self.visible_links)
        before = np.zeros(len(taken) + 1, dtype=np.int32)
        np.cumsum(taken, out=before[1:])
        return before

    @cached_property
    def name_in_text(self) -> Floats:
        """From how many pages each name is linked in running text."""
        return self._counted(self.index.site.links.contextual)

    @cached_property
    def name_in_lists(self) -> Floats:
        """From how many pages each name is linked elsewhere."""
        return self._counted(~self.index.site.links.contextual)

    def _counted(self, wanted: Flags) -> Floats:
        anchors, names, site = self.index.anchors, self.index.names, self.index.site
        shown = (self.visible_links & wanted)[anchors.link] & (names.anchor_name >= 0)
        source = site.links.source[anchors.link[shown]].astype(np.int64)
        many = max(len(names.page), 1)
        once = np.unique(source * many + names.anchor_name[shown])
        return np.bincount(once % many, minlength=len(names.page)).astype(np.float32)

    @cached_property
    def alive(self) -> Flags:
        """Which names are still names: the others are anchor texts of hidden links only."""
        names = self.index.names
        linked = self.name_in_text + self.name_in_lists > 0
        return linked | (names.title > 0) | (names.heading > 0)

    @cached_property
    def meanings(self) -> Floats:
        """How many pages each phrase names."""
        return self.by_phrase(self.alive.astype(np.float32))

    @cached_property
    def told(self) -> Floats:
        """How many pages that say a name somewhere link to the page it names."""
        name, pair = self.index.told
        shown = ~self.hidden[pair]
        return np.bincount(name[shown], minlength=len(self.index.names.page)).astype(np.float32)

    def by_phrase(self, counts: Floats) -> Floats:
        """Sums over the names of each phrase."""
        names = self.index.names
        return np.bincount(names.phrase_of, weights=counts, minlength=len(names.phrases)).astype(
            np.float32
        )

    @cached_property
    def chances_around(self) -> tuple[Floats, Floats]:
        """By word (row 0: none): the logarithm of how much likelier a link in running text begins
        after it, and ends before it, than a name that is not a link.
        """
        (first, last), (begun, ended) = self.linked_spans, self.unlinked_spans
        return (
            self._chance((first - 1, first), (begun - 1, begun)),
            self._chance((last + 1, last), (ended + 1, ended)),
        )

    @cached_property
    def chances_beyond(self) -> tuple[Floats, Floats]:
        """The same of a link that begins two words after it, and of one that ends two before."""
        (first, last), (begun, ended) = self.linked_spans, self.unlinked_spans
        return (
            self._chance((first - 2, first), (begun - 2, begun)),
            self._chance((last + 2, last), (ended + 2, ended)),
        )

    @cached_property
    def chances_within(self) -> tuple[Floats, Floats]:
        """The same of a link that begins with a word, and of one that ends with it."""
        (first, last), (begun, ended) = self.linked_spans, self.unlinked_spans
        return (
            self._chance((first, first), (begun, begun)),
            self._chance((last, last), (ended, ended)),
        )

    @cached_property
    def linked_spans(self) -> tuple[Rows, Rows]:
        """First and last token of the anchor texts of visible links in running text."""
        anchors = self.index.anchors
        shown = (self.visible_links & self.index.site.links.contextual)[anchors.link]
        first = anchors.first[shown]
        return first, first + anchors.length[shown] - 1

    @cached_property
    def unlinked_spans(self) -> tuple[Rows, Rows]:
        """First and last token of each name that is no link."""
        occurrences, names = self.index.occurrences, self.index.names
        named = self.meanings[occurrences.phrase] > 0
        first = occurrences.first[named]
        end = first + names.length[occurrences.phrase[named]]
        free = self.linked_tokens[end] == self.linked_tokens[first]
        return first[free], end[free] - 1

    def _chance(self, linked: tuple[Rows, Rows], others: tuple[Rows, Rows]) -> Floats:
        links, free = self._counts_at(*linked), self._counts_at(*others)
        prior = (links.sum() + 1) / (free.sum() + 1)
        chance: Floats = np.log((links + DOUBT * prior) / (free + DOUBT) / prior)
        return chance

    def _counts_at(self, at: Rows, beside: Rows) -> Floats:
        """How often each word stands at these places (row 0: none)."""
        words = len(self.index.site.token_idf) + 1
        return np.bincount(self.words_at(at, beside), minlength=words).astype(np.float32)

    def words_at(self, at: Rows, beside: Rows) -> Rows:
        """1 + the word at each place, 0 outside of the passage of the place beside it."""
        tokens = self.index.site.tokens
        text_of = self.index.site.passage_of_token
        inside = (at >= 0) & (at < len(tokens.ids))
        inside[inside] &= text_of[at[inside]] == text_of[beside[inside]]
        words = np.zeros(len(at), dtype=np.int64)
        words[inside] = tokens.ids[at[inside]].astype(np.int64) + 1
        return words

    @cached_property
    def phrase_linked(self) -> Floats:
        """How often each phrase is a link in running text, to whichever page."""
        share: Floats = self.by_phrase(self.name_in_text) / (
            self.index.occurrences.pages_with + 0.5
        )
        return share

    @cached_property
    def phrase_linked_by_passage(self) -> Floats:
        """Of each passage the largest `phrase_linked` of its free phrases."""
        occurrences, names = self.index.occurrences, self.index.names
        end = occurrences.first + names.length[occurrences.phrase]
        free = self.linked_tokens[end] == self.linked_tokens[occurrences.first]
        passage = self.index.site.passage_of_token[occurrences.first[free]]
        likeliest = np.zeros(len(self.index.site.texts), dtype=np.float32)
        np.maximum.at(likeliest, passage, self.phrase_linked[occurrences.phrase[free]])
        return likeliest

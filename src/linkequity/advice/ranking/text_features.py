"""What the words say: of whole pages, of titles, and of the passage that fits best."""

from functools import cached_property
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from linkequity.advice.ranking.passage_kernel import best_passages, products
from linkequity.advice.ranking.signatures import (
    anchor_signatures,
    heading_signatures,
    path_signatures,
    title_signatures,
)
from linkequity.advice.ranking.site import Flags, Floats, Ids, Rows, Sparse, scaled_rows
from linkequity.advice.ranking.view import View
from linkequity.advice.ranking.window_kernel import best_windows

# A page says what it is about in its first passages.
LEADING: Final = 2


class Words:
    """The rows of a site that are compared, and of a view what links say about their targets."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def said(self) -> Sparse:
        """1 for each term a passage has, where it may carry a link."""
        site = self.view.index.site
        shut = site.heading | site.code
        present = csr_array(site.passage_rows)
        present.data = np.ones_like(present.data)
        return scaled_rows(present, 1.0 - shut)

    @cached_property
    def written(self) -> Sparse:
        """The passages that may carry a link, as TF-IDF rows."""
        site = self.view.index.site
        shut = site.heading | site.code
        return scaled_rows(site.passage_rows, 1.0 - shut)

    @cached_property
    def title_shares(self) -> Sparse:
        """Of each term of a title its share of the title's weight; rows sum to 1."""
        rows = self.view.index.site.title_rows
        total = np.maximum(np.asarray(rows.sum(axis=1)).ravel(), 1e-9)
        return scaled_rows(rows, 1 / total)

    @cached_property
    def headings(self) -> Sparse:
        """The words of a page's headings, rows of length 1."""
        site = self.view.index.site
        return _summed(site.passage_rows, site.page_of, site.heading.astype(np.float32), len(site))

    @cached_property
    def contexts(self) -> Sparse:
        """The passages in which visible links to a page stand, rows of length 1."""
        site = self.view.index.site
        links = site.links
        shown = np.flatnonzero(self.view.visible_links & links.placed & links.contextual)
        passages = site.passage_rows[links.passage[shown]]
        return _summed(passages, links.target[shown], np.ones(len(shown), np.float32), len(site))

    @cached_property
    def linking(self) -> Sparse:
        """The pages that link to a page, each by itself, rows of length 1."""
        view = self.view
        rows = view.index.site.page_rows
        return _of_length_one((view.targets_as_witnesses @ rows).tocsr())

    @cached_property
    def inviting(self) -> Sparse:
        """`written`, each passage times how likely its likeliest free phrase is a link, to any
        page: "here", "see our guide to …".
        """
        return scaled_rows(self.written, self.view.phrase_linked_by_passage)

    @cached_property
    def text(self) -> tuple[Ids, Ids, Flags, Rows]:
        """Of each token its word, its passage, whether it may become part of an anchor text; and
        the first token of each page, with the number of all at the end.
        """
        site = self.view.index.site
        text_of = site.passage_of_token
        free = ~(site.heading | site.code)[text_of] & (np.diff(self.view.linked_tokens) == 0)
        return site.tokens.ids, text_of, free, site.tokens.offsets[site.passages]

    @cached_property
    def leads(self) -> Sparse:
        """The first two passages of each page in running text, added up."""
        site = self.view.index.site
        open_ = ~(site.heading | site.code)
        before = np.concatenate([[0], np.cumsum(open_)])
        place = before[:-1] - before[site.passages[site.page_of]]
        shape = (len(site), len(site.texts))
        rows = np.flatnonzero(open_ & (place < LEADING))
        ones = np.ones(len(rows), dtype=np.float32)
        leads: Sparse = (
            csr_array((ones, (site.page_of[rows], rows)), shape=shape) @ site.passage_rows
        ).tocsr()
        leads.sort_indices()
        return leads

    @cached_property
    def signatures(self) -> dict[str, Sparse]:
        """Words that pages may be called by."""
        return {
            "title": title_signatures(self.view),
            "anchor": anchor_signatures(self.view),
            "heading": heading_signatures(self.view),
            "path": path_signatures(self.view),
        }


def _summed(rows: Sparse, owner: Rows, weight: Floats, owners: int) -> Sparse:
    shape = (owners, rows.shape[0])
    gather = csr_array((weight, (owner, np.arange(rows.shape[0]))), shape=shape)
    return _of_length_one((gather @ rows).tocsr())


def _of_length_one(rows: Sparse) -> Sparse:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    scaled = scaled_rows(rows, 1 / np.maximum(length, 1e-9))
    scaled.eliminate_zeros()
    return scaled


def text_features(words: Words, source: Rows, target: Rows) -> dict[str, Floats]:
    """A column a feature, a row a pair; pairs in the order of sources."""
    site = words.view.index.site
    begins = site.passages
    pages = site.page_rows
    topics = np.einsum("ij,ij->i", site.topics[source], site.topics[target])
    fit, fit_second, place = best_passages(words.written, begins, pages, source, target)
    covered, covered_second, title_place = best_passages(
        words.said, begins, words.title_shares, source, target
    )
    title_fit, _, _ = best_passages(words.written, begins, site.title_rows, source, target)
    context, _, _ = best_passages(words.written, begins, words.contexts, source, target)
    heading, _, _ = best_passages(words.written, begins, words.headings, source, target)
    inviting, _, _ = best_passages(words.inviting, begins, pages, source, target)
    inviting_title, _, _ = best_passages(words.inviting, begins, site.title_rows, source, target)
    length = np.diff(site.titles.offsets)
    free: dict[str, Floats] = {}
    for name, rows in words.signatures.items():
        window, whole = best_windows(words.text, rows, source, target)
        free |= {f"{name}_window": window, f"{name}_whole": whole}
    columns = {
        "cosine": products(pages, pages, source, target),
        "topics": topics,
        "passage_cosine": fit,
        "passage_second": fit_second,
        "title_covered": covered,
        "title_covered_second": covered_second,
        "title_passage": title_fit,
        "title_page": products(pages, site.title_rows, source, target),
        "titles": products(site.title_rows, site.title_rows, source, target),
        "title_in_target": products(site.title_rows, pages, source, target),
        "context_passage": context,
        "heading_passage": heading,
        "linking_cosine": products(pages, words.linking, source, target),
        "same_place": (place == title_place) & (place >= 0),
        "inviting": inviting,
        "inviting_title": inviting_title,
        "title_length": length[target],
        "target_size": np.log1p(np.diff(pages.indptr)[target]),
        "source_size": np.log1p(np.diff(pages.indptr)[source]),
    }
    columns |= free
    return {name: column.astype(np.float32) for name, column in columns.items()}

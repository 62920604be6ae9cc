"""What the words say: of whole pages, of titles, and of the passage that fits best."""

from functools import cached_property

import numpy as np

from linkequity.advice.ranking.known.passage_kernel import best_passages, products
from linkequity.advice.ranking.known.signatures import anchor_signatures
from linkequity.advice.ranking.known.site import Flags, Floats, Ids, Rows, Sparse, scaled_rows
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.known.written import of_length_one, summed
from linkequity.advice.ranking.pairs.window_kernel import best_windows


class Words:
    """What is compared in a view: its links say what their targets are about."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def contexts(self) -> Sparse:
        """The passages in which visible links to a page stand, rows of length 1."""
        site = self.view.index.site
        links = site.links
        shown = np.flatnonzero(self.view.visible_links & links.placed & links.contextual)
        passages = site.passage_rows[links.passage[shown]]
        return summed(passages, links.target[shown], np.ones(len(shown), np.float32), len(site))

    @cached_property
    def linking(self) -> Sparse:
        """The pages that link to a page, each by itself, rows of length 1."""
        view = self.view
        rows = view.index.site.page_rows
        return of_length_one((view.targets_as_witnesses @ rows).tocsr())

    @cached_property
    def inviting(self) -> Sparse:
        """Each passage times how likely its likeliest free phrase is a link, to any page: "here",
        "see our guide to …".
        """
        return scaled_rows(self.view.index.written.passages, self.view.phrase_linked_by_passage)

    @cached_property
    def text(self) -> tuple[Ids, Ids, Flags, Rows]:
        """Of each token its word, its passage, whether it may become part of an anchor text; and
        the first token of each page, with the number of all at the end.
        """
        site = self.view.index.site
        text_of = site.passage_of_token
        free = self.view.index.written.open[text_of] & (np.diff(self.view.linked_tokens) == 0)
        return site.tokens.ids, text_of, free, site.tokens.offsets[site.passages]

    @cached_property
    def signatures(self) -> dict[str, Sparse]:
        """Words that pages may be called by."""
        index = self.view.index
        own = index.written.signatures
        anchors = anchor_signatures(index.site, index.anchors, self.view.visible_links)
        return {"title": own["title"], "anchor": anchors, **own}


def text_features(words: Words, source: Rows, target: Rows) -> dict[str, Floats]:
    """A column a feature, a row a pair; pairs in the order of sources."""
    site, written = words.view.index.site, words.view.index.written
    begins = site.passages
    pages = site.page_rows
    topics = np.einsum("ij,ij->i", site.topics[source], site.topics[target])
    fit, fit_second, place = best_passages(written.passages, begins, pages, source, target)
    covered, covered_second, title_place = best_passages(
        written.said, begins, written.title_shares, source, target
    )
    title_fit, _, _ = best_passages(written.passages, begins, site.title_rows, source, target)
    context, _, _ = best_passages(written.passages, begins, words.contexts, source, target)
    heading, _, _ = best_passages(written.passages, begins, written.headings, source, target)
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

"""The words of a site as rows to compare with: what stands there whatever links are visible."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from linkequity.advice.ranking.known.signatures import (
    heading_signatures,
    path_signatures,
    title_signatures,
)
from linkequity.advice.ranking.known.site import Flags, Floats, Rows, Site, Sparse, scaled_rows

# A page says what it is about in its first passages.
LEADING: Final = 2


@dataclass(frozen=True)
class Written:
    """The rows of a site that are compared, each made when it is first asked for."""

    site: Site

    @cached_property
    def open(self) -> Flags:
        """Of each passage whether it may carry a link: headings and code may not."""
        return ~(self.site.heading | self.site.code)

    @cached_property
    def said(self) -> Sparse:
        """1 for each term a passage has, where it may carry a link."""
        return self._where_open(np.float32(1))

    @cached_property
    def passages(self) -> Sparse:
        """The passages that may carry a link, as TF-IDF rows."""
        return self._where_open(self.site.passage_rows.data)

    def _where_open(self, weights: Floats | np.float32) -> Sparse:
        """Weights of the terms of passages, 0 where no link may stand; the terms themselves are
        those of the site, not a copy.
        """
        rows = self.site.passage_rows
        open_ = np.repeat(self.open.astype(np.float32), np.diff(rows.indptr))
        return csr_array((weights * open_, rows.indices, rows.indptr), shape=rows.shape)

    @cached_property
    def title_shares(self) -> Sparse:
        """Of each term of a title its share of the title's weight; rows sum to 1."""
        rows = self.site.title_rows
        total = np.maximum(np.asarray(rows.sum(axis=1)).ravel(), 1e-9)
        return scaled_rows(rows, 1 / total)

    @cached_property
    def headings(self) -> Sparse:
        """The words of a page's headings, rows of length 1."""
        site = self.site
        return summed(site.passage_rows, site.page_of, site.heading.astype(np.float32), len(site))

    @cached_property
    def leads(self) -> Sparse:
        """The first two passages of each page in running text, added up."""
        site = self.site
        before = np.concatenate([[0], np.cumsum(self.open)])
        place = before[:-1] - before[site.passages[site.page_of]]
        shape = (len(site), len(site.texts))
        rows = np.flatnonzero(self.open & (place < LEADING))
        ones = np.ones(len(rows), dtype=np.float32)
        leads: Sparse = (
            csr_array((ones, (site.page_of[rows], rows)), shape=shape) @ site.passage_rows
        ).tocsr()
        leads.sort_indices()
        return leads

    @cached_property
    def signatures(self) -> dict[str, Sparse]:
        """Words that pages may be called by, but for what links call them."""
        return {
            "title": title_signatures(self.site),
            "heading": heading_signatures(self.site),
            "path": path_signatures(self.site),
        }


def summed(rows: Sparse, owner: Rows, weight: Floats, owners: int) -> Sparse:
    """For each owner its rows by weight, added up to a row of length 1."""
    shape = (owners, rows.shape[0])
    gather = csr_array((weight, (owner, np.arange(rows.shape[0]))), shape=shape)
    return of_length_one((gather @ rows).tocsr())


def of_length_one(rows: Sparse) -> Sparse:
    """Rows divided by their lengths; empty ones stay empty."""
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    scaled = scaled_rows(rows, 1 / np.maximum(length, 1e-9))
    scaled.eliminate_zeros()
    return scaled

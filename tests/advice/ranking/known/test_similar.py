"""The pages most like each page: by terms on small sites, among those of like topics on large."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from linkequity.advice.ranking.known import similar
from linkequity.advice.ranking.known.similar import entries, most_similar
from small_handbook import build, write_pages


def test_entries_are_those_of_the_matrix() -> None:
    """Rows of any length, empty ones too, are looked up as in the matrix written out."""
    random = np.random.default_rng(1)
    dense = random.random((40, 60)) * (random.random((40, 60)) < random.random((40, 1)))
    dense[:3] = 0
    row, column = np.divmod(np.arange(dense.size), 60)
    found = entries(csr_array(dense.astype(np.float32)), row, column)
    assert found.reshape(dense.shape) == pytest.approx(dense)
    assert not entries(csr_array((3, 3), dtype=np.float32), np.array([1]), np.array([2])).any()


def test_looking_among_all_of_like_topics_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the pages of like topics are all pages, no page is missed and no cosine differs."""
    site = build(write_pages(60, 3))
    exact = most_similar(site, 5).toarray()
    monkeypatch.setattr(similar, "EXACT", 0)
    monkeypatch.setattr(similar, "LOOKED_AT", len(site))
    monkeypatch.setattr(similar, "AT_ONCE", 7)
    among = most_similar(site, 5).toarray()
    assert np.sort(among, axis=1) == pytest.approx(np.sort(exact, axis=1), abs=1e-5)

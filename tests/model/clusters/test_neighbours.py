"""The nearest pages are exactly those with the largest cosines."""

import numpy as np
import pytest

from linkequity.model.clusters import neighbours
from linkequity.model.clusters.neighbours import nearest


@pytest.mark.parametrize("pages", [5, 40, 700])
def test_the_nearest_are_those_with_the_largest_cosines(pages: int) -> None:
    """As a full sort of all cosines has them, on few pages and on many."""
    random = np.random.default_rng(pages)
    topics = random.standard_normal((pages, 8)).astype(np.float32)
    topics /= np.linalg.norm(topics, axis=1, keepdims=True)
    found = nearest(topics, 4)
    cosines = topics @ topics.T
    np.fill_diagonal(cosines, -2)
    expected = np.sort(cosines, axis=1)[:, ::-1][:, :4]
    assert np.allclose(found.cosines, expected, atol=1e-6)
    assert np.allclose(np.take_along_axis(cosines, found.rows, axis=1), expected, atol=1e-6)


def test_of_large_sites_nearly_all_of_the_nearest_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows around centres, compared with a fifth of all: the nearest of nine in ten, none itself,
    and never a page twice.
    """
    random = np.random.default_rng(3)
    centres = random.standard_normal((40, 16))
    topics = centres[random.integers(0, 40, 1200)] + 0.6 * random.standard_normal((1200, 16))
    topics = (topics / np.linalg.norm(topics, axis=1, keepdims=True)).astype(np.float32)
    exact = nearest(topics, 5)
    monkeypatch.setattr(neighbours, "EXACT", 100)
    found = nearest(topics, 5)
    pages = np.arange(len(topics))[:, None]
    assert (found.rows != pages).all()
    assert all(len({*row}) == 5 for row in found.rows.tolist())
    assert np.allclose(
        found.cosines, np.einsum("ik,ijk->ij", topics, topics[found.rows]), atol=1e-5
    )
    same = [len({*a} & {*b}) for a, b in zip(exact.rows.tolist(), found.rows.tolist(), strict=True)]
    assert sum(same) >= 0.9 * exact.rows.size

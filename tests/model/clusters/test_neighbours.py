"""The nearest pages are exactly those with the largest cosines."""

import numpy as np
import pytest

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

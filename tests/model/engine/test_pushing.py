"""Pages lifted, found near where equity lands, are those that the whole flow lifts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from linkequity.model.engine import pushing
from linkequity.model.engine.pushing import Counted, count_reached

DAMPING, LEVEL = 0.85, 0.01


def passing(seed: int, pages: int, links: float, content: float) -> csr_array:
    """d·P of a random site: some links a page, a share of them in content, some hubs."""
    chance = np.random.default_rng(seed)
    linked = chance.random((pages, pages)) < links / pages
    linked[:, : pages // 10] |= chance.random((pages, pages // 10)) < links / pages * 3
    np.fill_diagonal(linked, val=False)
    weight = linked * chance.random((pages, pages))
    total = np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)
    return csr_array(DAMPING * content * weight / total)


def by_elimination(links: csr_array, counted: np.ndarray) -> np.ndarray:
    """The same counts from the inverse: one row for each page that a unit starts on."""
    flow = np.linalg.inv(np.eye(links.shape[0]) - links.toarray())
    np.fill_diagonal(flow, 0.0)
    return np.asarray(((flow >= LEVEL) & counted).sum(axis=1))


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    links=st.floats(0.5, 12),
    content=st.floats(0.1, 1),
)
def test_what_is_settled_is_what_elimination_finds(seed: int, links: float, content: float) -> None:
    """The exact count is never below the least nor above the most, and mostly both are one."""
    site = passing(seed, 60, links, content)
    counted = np.random.default_rng(seed).random(60) < 0.8
    found = count_reached(site, np.arange(60), counted, LEVEL)
    exact = by_elimination(site, counted)
    assert (found.least <= exact).all()
    assert (exact <= found.most).all()
    assert (found.least == found.most).mean() > 0.9


def test_work_that_is_cut_short_leaves_a_range(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many links would have to be followed, what is known still holds."""
    site, counted = passing(3, 60, 8, 1.0), np.ones(60, dtype=bool)
    exact = by_elimination(site, counted)
    monkeypatch.setattr(pushing, "MOST_LINKS", 20)
    found = count_reached(site, np.arange(60), counted, LEVEL)
    assert (found.least <= exact).all()
    assert (exact <= found.most).all()
    assert (found.least < found.most).any()


def test_one_page_does_not_change_what_is_found_for_another() -> None:
    """Each page is counted as if it were alone: nothing is left behind from the one before."""
    site, counted = passing(5, 60, 6, 0.7), np.ones(60, dtype=bool)
    together = count_reached(site, np.arange(60), counted, LEVEL)
    alone = [count_reached(site, np.array([page]), counted, LEVEL) for page in range(60)]
    assert together.least.tolist() == [int(one.least[0]) for one in alone]
    assert together.most.tolist() == [int(one.most[0]) for one in alone]


def test_a_large_site_is_counted_as_a_small_one_is() -> None:
    """Compiled, for arrays of many elements, the loops count what they count interpreted."""
    small, counted = passing(7, 60, 6, 0.9), np.ones(60, dtype=bool)
    size = 12_000
    large = csr_array((small.data, small.indices, small.indptr), shape=(60, size))
    large.resize((size, size))
    few, many = (
        count_reached(site, np.arange(60), np.ones(site.shape[0], dtype=bool), LEVEL)
        for site in (small, large)
    )
    assert isinstance(few, Counted)
    assert few.least.tolist() == many.least.tolist()
    assert counted.all()

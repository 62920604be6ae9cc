"""The solver says what it did, and says so when it failed."""

import numpy as np
import pytest

from link_rows import Link, link_rows
from linkequity.base.errors import NotConverged
from linkequity.model.engine.system import System
from linkequity.model.equity.flow import flow_of


def system_of(pages: int, links: list[tuple[int, int, float]], damping: float = 0.85) -> System:
    """A system of (source, target, weight), each pair once."""
    of_pages: list[list[Link]] = [[] for _ in range(pages)]
    for source, target, weight in links:
        of_pages[source].append((target, weight, True, 0))
    return System.of_links(link_rows(of_pages), np.ones(pages, dtype=bool), damping)


def test_a_solution_reports_iterations_and_its_true_residual() -> None:
    """Iterations, seconds, and a residual that recomputing from x confirms."""
    shares = np.array([[0.0, 0.6, 0.4], [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]])
    links = [(u, v, shares[u, v]) for u in range(3) for v in range(3) if shares[u, v]]
    flow = flow_of(system_of(3, links), np.ones(3))
    missing = np.abs(np.ones(3) + 0.85 * shares.T @ flow.x - flow.x).sum() / 3
    assert flow.iterations > 0
    assert flow.seconds >= 0
    assert flow.residual == pytest.approx(missing, abs=1e-15)
    assert flow.residual <= 1e-12
    assert flow.kept.sum() == pytest.approx(3)


@pytest.mark.parametrize("weight", [np.inf, np.nan])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_cannot_converge_fails_loudly(weight: float) -> None:
    """Weights that are no numbers are an error with the iterations in it."""
    system = system_of(3, [(0, 1, 3.0), (0, 2, weight), (1, 0, 1.0), (2, 0, 1.0)])
    with pytest.raises(NotConverged, match="iterations"):
        system.forward(np.ones(3))


def test_nothing_in_is_nothing_out() -> None:
    """Without any source every page keeps nothing."""
    system = system_of(2, [(0, 1, 1.0), (1, 0, 1.0)])
    assert flow_of(system, np.zeros(2)).x.tolist() == [0, 0]


def test_a_periodic_site_is_solved_too() -> None:
    """Two pages that link to each other swap equity for ever; the sum is still found."""
    found = system_of(2, [(0, 1, 1.0), (1, 0, 1.0)]).forward(np.array([1.0, 0.0])).vector
    assert found == pytest.approx([1 / (1 - 0.85**2), 0.85 / (1 - 0.85**2)])


def test_a_site_of_isles_is_solved_too() -> None:
    """Rings with one link between them mix slowly: the answer is that of elimination."""
    links = [(n, n - n % 20 + (n + 1) % 20, 1.0) for n in range(200)]
    links += [(n, (n + 1) % 200, 0.001) for n in range(19, 200, 20)]
    system, source = system_of(200, links, damping=0.99), np.arange(200.0)
    shares = np.zeros((200, 200))
    for page in range(200):
        targets, share = system.row(page)
        shares[page, targets] = share
    expected = np.linalg.solve(np.eye(200) - 0.99 * shares.T, source)
    np.testing.assert_allclose(system.forward(source).vector, expected, rtol=1e-11)

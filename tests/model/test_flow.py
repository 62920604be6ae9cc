"""The solver says what it did, and says so when it failed."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from linkequity.base.errors import NotConverged
from linkequity.model.flow import TOLERANCE, solve
from linkequity.model.series import sum_series


def test_a_solution_reports_iterations_and_its_true_residual() -> None:
    """Iterations, seconds, and a residual that recomputing from x confirms."""
    shares, source = csr_array([[0.0, 0.6, 0.4], [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]]), np.ones(3)
    flow = solve(shares, source, 0.85)
    missing = np.abs(source + 0.85 * shares.T @ flow.x - flow.x).sum() / 3
    assert flow.iterations > 0
    assert flow.seconds >= 0
    assert flow.residual == pytest.approx(missing, abs=1e-15)
    assert flow.residual <= TOLERANCE
    assert flow.kept.sum() == pytest.approx(3)


@pytest.mark.parametrize("share", [2.0, np.inf, np.nan])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_cannot_converge_fails_loudly(share: float) -> None:
    """Shares that multiply equity, or are no numbers, are an error with the iterations in it."""
    with pytest.raises(NotConverged, match="iterations"):
        solve(csr_array([[0.0, share], [share, 0.0]]), np.ones(2), 0.85)


def test_nothing_in_is_nothing_out() -> None:
    """Without any source every page keeps nothing."""
    assert solve(csr_array([[0.0, 1.0], [1.0, 0.0]]), np.zeros(2), 0.85).x.tolist() == [0, 0]


def test_a_periodic_site_is_solved_too() -> None:
    """Two pages that link to each other swap equity for ever; the sum is still found."""
    found = sum_series(csr_array([[0.0, 1.0], [1.0, 0.0]]), np.array([[1.0], [0.0]]), 0.85, 1e-12)
    assert found.total[:, 0] == pytest.approx([1 / (1 - 0.85**2), 0.85 / (1 - 0.85**2)])

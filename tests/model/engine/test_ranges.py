"""Ranges of pages that seldom link to each other are found, and each holds what it must."""

import numpy as np
import pytest

from linkequity.model.engine import ranges, solver
from linkequity.model.engine.parcel import LinkRows
from linkequity.model.engine.sweeps import Problem, State
from linkequity.model.engine.system import System

PAGES, SILOS = 6400, 5
WEIGHTS = np.array([0.75, 0.2])


@pytest.fixture(autouse=True)
def small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges are looked for on sites as small as these."""
    monkeypatch.setattr(ranges, "SMALLEST", 1)


def siloed(leaving: float) -> System:
    """Five silos in URL order, each with its own menu; a share of content links leaves them."""
    rng = np.random.default_rng(5)
    silo = np.arange(PAGES) * SILOS // PAGES
    size = PAGES // SILOS
    menus = np.array([rng.permutation(size)[:12] + s * size for s in range(SILOS)])
    inside = silo[:, None] * size + rng.integers(0, size, (PAGES, 4))
    anywhere = rng.integers(0, PAGES, (PAGES, 4))
    content = np.where(rng.random((PAGES, 4)) < leaving, anywhere, inside)
    key = np.concatenate([content, menus[silo]], axis=1)
    key[key == np.arange(PAGES)[:, None]] = -1
    places = np.broadcast_to(np.repeat([0, 1], [4, 12]), key.shape)
    rows = LinkRows(
        np.arange(PAGES + 1) * key.shape[1],
        key.ravel(),
        WEIGHTS[places].ravel(),
        np.ones(key.size, dtype=bool),
        places.ravel().astype(np.uint64),
    )
    return System.of_links(rows, rng.random(PAGES) > 0.02, 0.85)


def source_of(system: System) -> np.ndarray:
    return 1 + np.random.default_rng(6).lognormal(0, 2, system.pages)


def plain(system: System, source: np.ndarray) -> np.ndarray:
    """The answer of a solver that knows no ranges."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "ranges_of", lambda *_: None)
        return system.forward(source).vector


def test_ranges_end_where_silos_do() -> None:
    """Where links within a silo lead anywhere in it, its ends are those of ranges."""
    system = siloed(0.005)
    found = ranges.ranges_of(system.matrix, source_of(system))
    assert found is not None
    assert found.starts.tolist() == [PAGES * silo // SILOS for silo in range(SILOS + 1)]


def test_links_that_cross_are_those_whose_pages_lie_in_different_ranges() -> None:
    """What crosses, cell by cell, is what the links one by one say, blocks and lacks included."""
    system, z = siloed(0.005), np.random.default_rng(7).random(PAGES)
    found = ranges.ranges_of(system.matrix, source_of(system))
    assert found is not None
    in_range = np.searchsorted(found.starts, np.arange(PAGES), side="right") - 1
    expected = np.zeros((SILOS, SILOS))
    for page in range(PAGES):
        targets, share = system.row(page)
        weights = share * system.totals[page]
        np.add.at(expected, (in_range[targets], in_range[page]), weights * z[page])
    np.fill_diagonal(expected, 0)
    problem = Problem(system.matrix, system.scale, system.damping * system.kept_share)
    held = ranges.Held(np.zeros(SILOS), np.zeros(SILOS), np.zeros(found.reads.shape))
    ranges.sum_ranges(problem, State(z, z, np.zeros(0)), found.starts, held)
    flows = np.zeros(SILOS * SILOS)
    ranges.sum_crossing(found.crossing, z, flows)
    flows = flows.reshape(expected.shape) + found.reads @ held.written.T
    np.fill_diagonal(flows, 0)
    np.testing.assert_allclose(flows, expected, atol=1e-9)


def test_the_answer_is_that_without_ranges_in_fewer_sweeps() -> None:
    """Sites with silos: equal to 1e-11, in fewer sweeps than mixing takes."""
    system = siloed(0.005)
    source = source_of(system)
    solved = system.forward(source)
    np.testing.assert_allclose(solved.vector, plain(system, source), rtol=1e-11)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "ranges_of", lambda *_: None)
        assert solved.iterations < system.forward(source).iterations


def test_what_is_right_is_left_as_it_is() -> None:
    """Scaling the ranges of a solution multiplies each by 1."""
    system = siloed(0.005)
    source = source_of(system)
    found, y = ranges.ranges_of(system.matrix, source), plain(system, source)
    assert found is not None
    problem = Problem(system.matrix, system.scale, system.damping * system.kept_share)
    state = State(y.copy(), system.scale * y, np.zeros(len(system.matrix.block_weights)))
    ranges.scale_ranges(found, problem, state)
    np.testing.assert_allclose(state.y, y, rtol=1e-11)
    np.testing.assert_allclose(state.z, system.scale * y, rtol=1e-11)


def test_where_links_lead_anywhere_there_are_no_ranges() -> None:
    """A site whose links cross as often as not is swept as a whole."""
    system = siloed(0.5)
    assert ranges.ranges_of(system.matrix, source_of(system)) is None
    source = source_of(system)
    np.testing.assert_allclose(system.forward(source).vector, plain(system, source), rtol=1e-12)


def test_sources_below_nothing_are_solved_too() -> None:
    """A source with negative parts has no sum to keep: superposition still holds."""
    system = siloed(0.005)
    one, other = source_of(system), np.random.default_rng(8).random(system.pages) * 9
    difference = system.forward(one - other).vector
    both = system.forward(one).vector - system.forward(other).vector
    np.testing.assert_allclose(difference, both, atol=1e-8)

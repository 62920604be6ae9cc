"""Forward and adjoint of one system agree with each other and with elimination."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from linkequity.base.settings import Settings, Weights
from linkequity.model.engine.spreading import spread
from linkequity.model.site import SiteTables
from random_sites import facts_of, link, page, sites, tables_of, url_of

some = settings(max_examples=20, deadline=None)


def vectors(pages: int, data: st.DataObject) -> np.ndarray:
    return np.array(data.draw(st.lists(st.floats(0, 100), min_size=pages, max_size=pages)))


@some
@given(sites(), st.data())
def test_value_is_the_same_forwards_and_backwards(tables: SiteTables, data: st.DataObject) -> None:
    """J = c·x = s·h for any source and any worth."""
    system = facts_of(tables).system
    source, worth = vectors(system.pages, data), vectors(system.pages, data)
    forward, backward = system.forward(source), system.adjoint(worth)
    assert worth @ forward.vector == pytest.approx(source @ backward.vector, rel=1e-9, abs=1e-9)


@some
@given(sites(), st.data())
def test_both_solves_are_those_of_elimination(tables: SiteTables, data: st.DataObject) -> None:
    """(I − d·Pᵀ)x = s and (I − d·P)h = c, by dense elimination; the residual is true."""
    system, source = (facts := facts_of(tables)).system, vectors(facts.system.pages, data)
    shares = facts.transition.shares.toarray()
    for solved, matrix in (
        (system.forward(source), shares.T),
        (system.adjoint(source), shares),
    ):
        dense = np.linalg.solve(np.eye(system.pages) - system.damping * matrix, source)
        np.testing.assert_allclose(solved.vector, dense, rtol=1e-9, atol=1e-9)
        missing = source + system.damping * matrix @ solved.vector - solved.vector
        assert solved.residual == pytest.approx(
            np.abs(missing).sum() / (source.sum() or 1), abs=1e-13
        )


@some
@given(sites(), st.data())
def test_any_start_leads_to_the_same_answer(tables: SiteTables, data: st.DataObject) -> None:
    """A warm start changes the work, not the result."""
    system = facts_of(tables).system
    source, start = vectors(system.pages, data), vectors(system.pages, data)
    for solve in (system.forward, system.adjoint):
        np.testing.assert_allclose(
            solve(source, start=start).vector, solve(source).vector, rtol=1e-9, atol=1e-9
        )


@some
@given(sites())
def test_rows_and_products_are_of_one_matrix(tables: SiteTables) -> None:
    """`row`, `apply`, `apply_adjoint` and `kept_share` all describe P."""
    facts = facts_of(tables)
    system, shares = facts.system, facts.transition.shares.toarray()
    x = np.arange(1.0, system.pages + 1)
    np.testing.assert_allclose(system.apply(x), shares.T @ x, atol=1e-12)
    np.testing.assert_allclose(system.apply_adjoint(x), shares @ x, atol=1e-12)
    np.testing.assert_allclose(system.kept_share, shares.sum(axis=1), atol=1e-12)
    for number in range(system.pages):
        targets, share = system.row(number)
        assert (np.diff(targets) > 0).all()
        row = np.zeros(system.pages)
        row[targets] = share
        np.testing.assert_allclose(row, shares[number], atol=1e-12)


@pytest.mark.parametrize("step", [1, -1])
def test_rings_settle_at_any_damping(step: int) -> None:
    """Where nothing leaks and much goes round, mixed sweeps may go in circles; all get there."""
    pages, every = 12, range(12)
    ring = tables_of([page(n) for n in every], [link(n, url_of((n + step) % pages)) for n in every])
    facts = facts_of(ring, Settings(weights=Weights(damping=0.99)))
    system, unit = facts.system, np.eye(pages)[0]
    onward = np.linalg.inv(np.eye(pages) - 0.99 * facts.transition.shares.toarray())
    for found, meant in (
        (system.forward(unit).vector, unit @ onward),
        (system.adjoint(unit).vector, onward @ unit),
        (next(spread(system, csr_array(unit[None]), 1e-13)), unit @ onward),
    ):
        np.testing.assert_allclose(found, meant, rtol=1e-9)

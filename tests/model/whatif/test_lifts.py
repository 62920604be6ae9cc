"""Changed rows of P, solved by every way there is, are the changed site solved from scratch."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.model.site import SiteTables
from linkequity.model.whatif.changes import LinkChanges, RowChanges, row_changes
from linkequity.model.whatif.edited import Edited, edit_pages
from linkequity.model.whatif.lifts import PageEdits, Standing
from linkequity.model.whatif.scoring import Pairs, score_candidates
from random_sites import facts_of, plain_graphs, sites

some = settings(max_examples=12, deadline=None)
# Sites of every kind, and plain ones in which equity comes back to where it left.
graphs = st.one_of(sites(), plain_graphs().map(lambda plain: plain.tables))
weights = st.floats(1e-4, 2)
Row = tuple[int, int, float, float]


@dataclass(frozen=True)
class Case:
    """A site, and its P written out (n×n), as the oracle has it."""

    facts: Facts
    shares: Vector

    @classmethod
    def of(cls, tables: SiteTables) -> "Case":
        facts = facts_of(tables)
        pages = facts.system.pages
        shares = np.zeros((pages, pages))
        for page in range(pages):
            targets, passed = facts.system.row(page)
            np.add.at(shares[page], targets, passed)
        return cls(facts, shares)

    @property
    def standing(self) -> Standing:
        return self.facts.standing

    def changes(self, rows: list[Row]) -> RowChanges:
        return row_changes(self.facts.system, LinkChanges.of(rows))

    def speaking(self) -> list[int]:
        return [int(n) for n in np.flatnonzero(self.facts.graph.linking.to_numpy())]

    def holding(self) -> list[int]:
        return [int(n) for n in np.flatnonzero(self.facts.transition.holds)]

    def edited(self, rows: list[Row]) -> Vector:
        """x with the rows made, by a dense solve of weights changed one by one."""
        totals = self.facts.system.totals.copy()
        weighed = self.shares * totals[:, None]
        for source, target, passed, leaked in rows:
            weighed[source, target] += passed
            totals[source] += passed + leaked
        per_weight = np.divide(1.0, totals, out=np.zeros_like(totals), where=totals > 0)
        left = np.eye(len(totals)) - 0.85 * (weighed * per_weight[:, None]).T
        return np.linalg.solve(left, self.facts.baseline + self.facts.backlink_equity)


def rows_of(case: Case, data: st.DataObject, sources: list[int]) -> list[Row]:
    """New followed and unfollowed links, at most one between two pages."""
    pairs = st.tuples(st.sampled_from(sources), st.sampled_from(case.holding()))
    drawn = data.draw(
        st.lists(pairs.filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=4, unique=True)
    )
    return [
        (u, v, weight, 0.0) if data.draw(st.booleans()) else (u, v, 0.0, weight)
        for (u, v), weight in zip(drawn, data.draw(_as_many(drawn)), strict=True)
    ]


def _as_many(drawn: list[tuple[int, int]]) -> st.SearchStrategy[list[float]]:
    return st.lists(weights, min_size=len(drawn), max_size=len(drawn))


def same(case: Case, change: Vector, x: Vector) -> None:
    """Equal to 3e-12 of all that passes, page by page."""
    total = case.standing.x.sum()
    np.testing.assert_allclose(case.standing.x + change, x, rtol=0, atol=3e-12 * total)


@some
@given(graphs, st.data())
def test_edits_of_a_few_pages_take_one_solve_each_and_are_exact(
    tables: SiteTables, data: st.DataObject
) -> None:
    """The formula, refined iteration and a dense solve agree on every page."""
    case = Case.of(tables)
    assume(case.speaking() and len(case.holding()) > 1)
    pages = st.lists(st.sampled_from(case.speaking()), min_size=1, max_size=3, unique=True)
    rows = rows_of(case, data, data.draw(pages))
    x, changes = case.edited(rows), case.changes(rows)
    edits = PageEdits.of(case.facts.system, changes, case.standing.x)
    same(case, edits.change(case.standing.x), x)
    lift = edit_pages(case.standing, changes)
    same(case, lift.change, x)
    truth = float(case.standing.worth @ x) - case.standing.total
    assert lift.gain == pytest.approx(truth, rel=0, abs=1e-10 * case.standing.total + 1e-15)


@some
@given(graphs, st.data())
def test_edits_of_many_pages_are_exact(tables: SiteTables, data: st.DataObject) -> None:
    """Solving again from where the site stood is as solving from scratch."""
    case = Case.of(tables)
    assume(case.speaking() and len(case.holding()) > 1)
    rows = rows_of(case, data, case.speaking())
    same(case, edit_pages(case.standing, case.changes(rows)).change, case.edited(rows))


@some
@given(graphs, st.data())
def test_first_order_is_within_its_bound(tables: SiteTables, data: st.DataObject) -> None:
    """Off by at most d²/(1 − d²) times the share of weight that the link moves."""
    case = Case.of(tables)
    assume(case.speaking() and len(case.holding()) > 1)
    page = data.draw(st.sampled_from(case.speaking()))
    target = data.draw(st.sampled_from(case.holding()))
    assume(page != target)
    weight = data.draw(weights)
    moved = weight / (case.facts.transition.totals[page] + weight)
    exact = edit_pages(case.standing, case.changes([(page, target, weight, 0.0)])).gain
    pairs = Pairs(
        np.array([page], np.int32),
        np.array([target], np.int32),
        np.array([weight]),
        np.zeros(1),
    )
    (near,) = score_candidates(case.standing, pairs)
    assert abs(near - exact) <= 0.85**2 / (1 - 0.85**2) * moved * abs(exact) + 1e-12


@some
@given(graphs, st.data())
def test_an_edited_system_is_solved_backwards_as_well(
    tables: SiteTables, data: st.DataObject
) -> None:
    """J′ = c·x′ = s·h′ after edits, and what edited pages weigh is told."""
    case = Case.of(tables)
    assume(case.speaking() and len(case.holding()) > 1)
    rows = rows_of(case, data, case.speaking())
    edited = Edited(case.facts.system, case.changes(rows))
    source = case.facts.baseline + case.facts.backlink_equity
    x = edited.forward(source, start=case.standing.x).vector
    h = edited.adjoint(case.standing.worth, start=case.standing.h).vector
    assert float(case.standing.worth @ x) == pytest.approx(float(source @ h), rel=1e-9, abs=1e-12)
    grown = sum(passed + leaked for _, _, passed, leaked in rows)
    assert edited.totals.sum() == pytest.approx(case.facts.transition.totals.sum() + grown)

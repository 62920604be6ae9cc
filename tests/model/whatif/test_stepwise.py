"""Steps one after the other are the same edits made together and solved again."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from linkequity.model.whatif import stepwise
from linkequity.model.whatif.changes import LinkChanges, row_changes
from linkequity.model.whatif.edited import Edited
from linkequity.model.whatif.stepwise import Stepwise, Visits
from random_sites import facts_of, plain_graphs, sites
from tiny import facts_of as facts_of_site
from tiny import site as site_of

some = settings(max_examples=15, deadline=None)
# Sites of every kind, and plain ones in which equity comes back to where it left.
graphs = st.one_of(sites(), plain_graphs().map(lambda plain: plain.tables))


def draw_rows(facts: Facts, data: st.DataObject) -> list[tuple[int, int, float, float]]:
    speaking = np.flatnonzero(facts.graph.linking.to_numpy()).tolist()
    holding = np.flatnonzero(facts.transition.holds).tolist()
    assume(len(set(speaking + holding)) > 1 and holding and speaking)
    pairs = st.tuples(st.sampled_from(speaking), st.sampled_from(holding))
    drawn = data.draw(st.lists(pairs, min_size=1, max_size=6, unique=True))
    rows = [(u, v, data.draw(st.floats(0.05, 1.0)), 0.0) for u, v in drawn if u != v]
    assume(rows)
    return rows


@some
@given(graphs, st.data())
def test_each_step_is_the_site_solved_again(tables: SiteTables, data: st.DataObject) -> None:
    """x, h and J after every step, and what the step was said to gain before it was taken."""
    facts = facts_of(tables)
    base, rows = facts.standing, draw_rows(facts, data)
    site = Stepwise.begin(base)
    for count, row in enumerate(rows, start=1):
        foretold = site.gain(row)
        before, site = site.now.total, site.after(row)
        edited = Edited(facts.system, row_changes(facts.system, LinkChanges.of(rows[:count])))
        x = edited.forward(facts.baseline + facts.backlink_equity).vector
        h = edited.adjoint(base.worth).vector
        np.testing.assert_allclose(site.now.x, x, rtol=0, atol=1e-10 * base.x.sum())
        np.testing.assert_allclose(site.now.h, h, rtol=0, atol=1e-9)
        np.testing.assert_allclose(site.now.totals, edited.totals)
        assert foretold == pytest.approx(site.now.total - before, rel=1e-8, abs=1e-11)


def test_forgotten_columns_are_solved_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded, answers are not changed by it."""
    facts = facts_of_site(site_of("pages: {/: {links: [/a, /b]}, /a: {links: [/b]}, /b: {}}"))
    visits = Visits(facts.system)
    first = visits.of(0)
    monkeypatch.setattr(stepwise, "KEPT", 3)
    visits.of(1)
    assert list(visits.kept) == [1]
    np.testing.assert_allclose(visits.of(0), first)

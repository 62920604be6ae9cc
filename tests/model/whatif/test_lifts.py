"""What-if answers are those of solving the edited site from scratch."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from linkequity.model.weights import Vector
from linkequity.model.whatif.changes import LinkChanges, RowChanges, row_changes
from linkequity.model.whatif.edited import Edited, edit_pages
from linkequity.model.whatif.edits import AddBacklink, AddLink, Edit, RemoveLink
from linkequity.model.whatif.lifts import (
    Lift,
    Standing,
    change_source,
    edit_page,
    first_order,
    link_gains,
    template_gains,
)
from linkequity.model.whatif.link_edits import LinkEditor, Row, weight_at
from linkequity.model.whatif.names import Scenario
from linkequity.model.whatif.scenario import apply
from random_sites import facts_of, plain_graphs, sites

some = settings(max_examples=12, deadline=None)
# Sites of every kind, and plain ones in which equity comes back to where it left.
graphs = st.one_of(sites(), plain_graphs().map(lambda plain: plain.tables))
POSITIONS = ("content", "breadcrumb", "sidebar", "navigation", "header", "footer")


@dataclass(frozen=True)
class Case:
    """A site, where it stands, and the editor of all its links."""

    facts: Facts
    standing: Standing
    editor: LinkEditor

    @classmethod
    def of(cls, tables: SiteTables) -> "Case":
        facts = facts_of(tables)
        pages = range(len(facts.graph.pages))
        return cls(facts, facts.standing, LinkEditor.of(facts.graph, facts.transition, pages))

    def url(self, page: int) -> str:
        return str(self.facts.graph.pages["url"][page])

    def rows(self, *rows: Row) -> RowChanges:
        return row_changes(self.facts.system, LinkChanges.of(list(rows)))

    def speaking(self) -> list[int]:
        return [int(n) for n in np.flatnonzero(self.facts.graph.linking.to_numpy())]

    def ends(self) -> list[int]:
        """Pages that are not folded into another."""
        end = self.facts.graph.folding.end
        return [n for n in range(len(end)) if end[n] == n]

    def weigh(self, position: str) -> float:
        return weight_at(position, self.facts.settings.weights)


def from_scratch(case: Case, *edits: Edit) -> Vector:
    """x of the site whose tables were edited, everything built and solved anew."""
    return apply(case.facts, Scenario(edits)).flow.x


def same(case: Case, lift: Lift, x: Vector) -> None:
    """Equal to 1e-12 of all that passes, page by page, and the gain to 1e-10 of J."""
    total = case.standing.x.sum()
    np.testing.assert_allclose(case.standing.x + lift.change, x, rtol=0, atol=3e-12 * total)
    truth = float(case.standing.worth @ x) - case.standing.total
    assert lift.gain == pytest.approx(truth, rel=0, abs=1e-10 * case.standing.total + 1e-15)


def add_edit(case: Case, source: int, target: int, position: str) -> Edit:
    link = AddLink(source=case.url(source), target=case.url(target), position=position)  # type: ignore[arg-type]
    return Edit(add_link=link)


@some
@given(graphs, st.data())
def test_links_added_and_removed_on_one_page_are_as_solved_again(
    tables: SiteTables, data: st.DataObject
) -> None:
    """All edits of one page are one change; its lift is exact on every page, losers and all."""
    case = Case.of(tables)
    page = data.draw(st.sampled_from(case.speaking() or [0]))
    assume(page in case.speaking())
    targets = data.draw(st.lists(st.sampled_from(case.ends() or [0]), max_size=3, unique=True))
    rows, edits = [], []
    for target in targets:
        if (page, target) in case.editor.counted and data.draw(st.booleans()):
            rows.append(case.editor.remove(page, target))
            edits.append(
                Edit(remove_link=RemoveLink(source=case.url(page), target=case.url(target)))
            )
        else:
            position = data.draw(st.sampled_from(POSITIONS))
            rows.append(case.editor.add(page, target, case.weigh(position)))
            edits.append(add_edit(case, page, target, position))
    assume(rows)
    x = from_scratch(case, *edits)
    same(case, edit_page(case.standing, case.rows(*rows)), x)
    same(case, edit_pages(case.standing, case.rows(*rows)), x)


@some
@given(graphs, st.data())
def test_a_template_edit_is_the_same_page_edits_in_one_scenario(
    tables: SiteTables, data: st.DataObject
) -> None:
    """A link added to many pages, solved again from where the site stood, is as from scratch."""
    case = Case.of(tables)
    assume(case.speaking() and case.ends())
    target = data.draw(st.sampled_from(case.ends()))
    template = [p for p in case.speaking() if p != target]
    assume(template)
    weight = case.weigh("navigation")
    rows = case.rows(*(case.editor.add(page, target, weight) for page in template))
    edits = [add_edit(case, page, target, "navigation") for page in template]
    same(case, edit_pages(case.standing, rows), from_scratch(case, *edits))


@some
@given(graphs, st.data())
def test_first_order_is_within_its_bound(tables: SiteTables, data: st.DataObject) -> None:
    """Off by at most d²/(1 − d²) times the share of weight that the edit moves."""
    case = Case.of(tables)
    page = data.draw(st.sampled_from(case.speaking() or [0]))
    target = data.draw(st.sampled_from(case.ends() or [0]))
    assume(page in case.speaking() and case.facts.transition.holds[target] and page != target)
    weight = data.draw(st.floats(1e-4, 2))
    rows = case.rows((page, target, weight, 0.0))
    moved = weight / (case.facts.transition.totals[page] + weight)
    exact = edit_page(case.standing, rows).gain
    near = first_order(case.standing, rows)
    assert abs(near - exact) <= 0.85**2 / (1 - 0.85**2) * moved * abs(exact) + 1e-12
    several = link_gains(case.standing, page, np.array([target]), weight)
    assert several[0] == pytest.approx(exact, rel=1e-9, abs=1e-13)


@some
@given(graphs, st.data())
def test_template_sums_are_the_sum_over_their_pages(
    tables: SiteTables, data: st.DataObject
) -> None:
    """First order for every target at once is first order of each page's edit, summed."""
    case = Case.of(tables)
    assume(case.speaking())
    pages = np.array(data.draw(st.lists(st.sampled_from(case.speaking()), min_size=1, unique=True)))
    gains = template_gains(case.standing, pages, 0.2)
    for target in np.flatnonzero(case.facts.transition.holds):
        rows = [(int(p), int(target), 0.2, 0.0) for p in pages if p != target]
        one = first_order(case.standing, case.rows(*rows)) if rows else 0.0
        assert gains[target] == pytest.approx(one, rel=1e-9, abs=1e-12)


@some
@given(graphs, st.data())
def test_backlinks_are_linear(tables: SiteTables, data: st.DataObject) -> None:
    """A backlink won changes the source alone: its lift is the value of where it lands."""
    case = Case.of(tables)
    target = data.draw(st.sampled_from(case.ends() or [0]))
    won = apply(
        case.facts,
        Scenario((Edit(add_backlink=AddBacklink(target=case.url(target), rating=60.0)),)),
    )
    more = won.backlink_equity - case.facts.backlink_equity
    same(case, change_source(case.standing, more), won.flow.x)


@some
@given(graphs, st.data())
def test_a_moved_link_weighs_what_its_new_position_says(
    tables: SiteTables, data: st.DataObject
) -> None:
    """Moving the links of a pair is removing them and adding one in the new position."""
    case = Case.of(tables)
    pairs = [p for p, link in case.editor.counted.items() if link.followed and p[1] in case.ends()]
    assume(pairs)
    page, target = data.draw(st.sampled_from(pairs))
    position = data.draw(st.sampled_from(POSITIONS))
    rows = case.rows(case.editor.weigh_anew(page, target, case.weigh(position)))
    gone = Edit(remove_link=RemoveLink(source=case.url(page), target=case.url(target)))
    x = from_scratch(case, gone, add_edit(case, page, target, position))
    same(case, edit_page(case.standing, rows), x)


@some
@given(graphs, st.data())
def test_an_edited_system_is_solved_backwards_as_well(
    tables: SiteTables, data: st.DataObject
) -> None:
    """J′ = c·x′ = s·h′ after edits, and what edited pages weigh is told."""
    case = Case.of(tables)
    assume(case.speaking() and case.facts.transition.holds.any())
    holding = [int(n) for n in np.flatnonzero(case.facts.transition.holds)]
    pairs = st.tuples(st.sampled_from(case.speaking()), st.sampled_from(holding))
    drawn = data.draw(st.lists(pairs.filter(lambda p: p[0] != p[1]), min_size=1, unique=True))
    changes = case.rows(*((u, v, 0.75, 0.0) for u, v in drawn))
    edited = Edited(case.facts.system, changes)
    source = case.facts.baseline + case.facts.backlink_equity
    x = edited.forward(source, start=case.standing.x).vector
    h = edited.adjoint(case.standing.worth, start=case.standing.h).vector
    assert float(case.standing.worth @ x) == pytest.approx(float(source @ h), rel=1e-9, abs=1e-12)
    assert edited.totals.sum() == pytest.approx(
        case.facts.transition.totals.sum() + 0.75 * len(drawn)
    )

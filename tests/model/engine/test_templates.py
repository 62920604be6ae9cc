"""The factored form is the expanded one, whatever the templates and what deviates from them."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.linalg import LinearOperator, bicgstab

from link_rows import Link, link_rows
from linkequity.model.engine import parcel, templates
from linkequity.model.engine.matrix import product, transposed
from linkequity.model.engine.parcel import LinkRows
from linkequity.model.engine.system import System
from linkequity.model.engine.templates import Factoring

WEIGHTS = {1: 0.2, 2: 0.1, 3: 0.3}
some = settings(max_examples=30, deadline=None)


@dataclass(frozen=True)
class Drawn:
    """Links of a site, and which of its pages hold equity."""

    rows: LinkRows
    holds: np.ndarray

    @property
    def weights(self) -> np.ndarray:
        """W by the rule, link by link: of those to one target the followed, heaviest, first."""
        return self.counted[1]

    @property
    def counted(self) -> tuple[np.ndarray, np.ndarray]:
        """D, and W."""
        pages, rows = len(self.holds), self.rows
        totals, weights = np.zeros(pages), np.zeros((pages, pages))
        for page in range(pages):
            best: dict[int, tuple[bool, float]] = {}
            for k in range(rows.pointers[page], rows.pointers[page + 1]):
                if rows.key[k] >= 0:
                    worth = bool(rows.followed[k]), float(rows.weight[k])
                    best[int(rows.key[k])] = max(worth, best.get(int(rows.key[k]), worth))
            for key, (followed, weight) in best.items():
                totals[page] += weight
                if key < pages and self.holds[key] and followed:
                    weights[page, key] = weight
        return totals, weights


@st.composite
def templated(draw: st.DrawFn) -> Drawn:
    """Sites with up to three menus, active items left out or unlinked, and links in content."""
    pages, seed = draw(st.integers(5, 60)), draw(st.integers(0, 10_000))
    rng = np.random.default_rng(seed)
    menus = {box: rng.permutation(pages)[: rng.integers(2, 12)] for box in WEIGHTS}
    links: list[list[Link]] = []
    for page in range(pages):
        of_page: list[Link] = []
        for box, menu in menus.items():
            if rng.random() < 0.1:
                continue
            kept = [target for target in menu if target != page and rng.random() > 0.02]
            of_page += [(t, WEIGHTS[box], bool(rng.random() > 0.02), box) for t in kept]
        for _ in range(rng.integers(0, 5)):
            target = int(rng.integers(0, pages + 3))
            weight = float(rng.choice([0.75, 0.5, rng.random()]))
            of_page.append((target if target != page else -1, weight, bool(rng.random() > 0.1), 4))
        links.append(of_page)
    return Drawn(link_rows(links), rng.random(pages) > 0.1)


@some
@given(templated())
def test_the_factored_form_is_the_expanded_one(site: Drawn) -> None:
    """D, every row, and both products are those of all links one by one, to 1e-12."""
    system, (totals, weights) = System.of_links(site.rows, site.holds, 0.85), site.counted
    shares = weights / np.where(totals > 0, totals, 1)[:, np.newaxis]
    x = np.arange(1.0, system.pages + 1)
    np.testing.assert_allclose(system.totals, totals, atol=1e-12)
    np.testing.assert_allclose(system.kept_share, shares.sum(axis=1), atol=1e-12)
    np.testing.assert_allclose(system.apply(x), shares.T @ x, atol=1e-12 * x.sum())
    np.testing.assert_allclose(system.apply_adjoint(x), shares @ x, atol=1e-12 * x.max())
    for page in range(system.pages):
        targets, share = system.row(page)
        assert targets.tolist() == np.flatnonzero(weights[page]).tolist()
        np.testing.assert_allclose(share, shares[page, targets], atol=1e-12)


@some
@given(templated())
def test_weights_without_a_code_are_kept_as_they_are(site: Drawn) -> None:
    """With room for two codes, both orientations still are all links one by one."""
    totals, weights = site.counted
    shares = weights / np.where(totals > 0, totals, 1)[:, np.newaxis]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parcel, "MOST_CODES", 2)
        system = System.of_links(site.rows, site.holds, 0.85)
    x = np.arange(1.0, system.pages + 1)
    np.testing.assert_allclose(system.apply(x), shares.T @ x, atol=1e-12 * x.sum())
    np.testing.assert_allclose(system.apply_adjoint(x), shares @ x, atol=1e-12 * x.max())
    moved = (np.eye(system.pages) - 0.85 * shares.T) @ system.forward(x).vector
    np.testing.assert_allclose(moved, x, atol=1e-9 * x.sum())


@some
@given(templated(), st.integers(0, 99))
def test_no_order_of_pages_changes_the_flow(site: Drawn, seed: int) -> None:
    """Pages added one by one in any order give the same answer as all at once."""
    factoring = Factoring(site.holds)
    for page in np.random.default_rng(seed).permutation(len(site.holds)):
        factoring.add_pages(np.array([page], dtype=np.uint32), site.rows.cut(page, page + 1))
    source = np.ones(len(site.holds))
    parts = System.factored(factoring, 0.85).forward(source).vector
    whole = System.of_links(site.rows, site.holds, 0.85).forward(source).vector
    np.testing.assert_allclose(parts, whole, rtol=1e-11)


@some
@given(templated(), st.integers(0, 99))
def test_no_order_of_links_or_size_of_parcels_changes_the_flow(site: Drawn, seed: int) -> None:
    """Links of a page in any order, pages in parcels of any size: the same answer."""
    rows, rng = site.rows, np.random.default_rng(seed)
    spans = zip(rows.pointers[:-1], rows.pointers[1:], strict=True)
    order = np.concatenate([first + rng.permutation(last - first) for first, last in spans])
    mixed = LinkRows(rows.pointers, *(part[order.astype(np.int64)] for part in rows[1:]))
    source = np.ones(len(site.holds))
    whole = System.of_links(rows, site.holds, 0.85).forward(source).vector
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "PARCEL", 7)
        parts = System.of_links(mixed, site.holds, 0.85).forward(source).vector
    np.testing.assert_allclose(parts, whole, rtol=1e-11)


@some
@given(templated())
def test_turned_twice_is_as_it_was(site: Drawn) -> None:
    """Rows and columns exchanged twice are the same weights, each page's blocks as before."""
    matrix = System.of_links(site.rows, site.holds, 0.85).matrix
    again = transposed(transposed(matrix))
    for z in np.eye(len(site.holds)):
        np.testing.assert_allclose(product(again, z), product(matrix, z), atol=1e-15)
    for runs, same in ((matrix.writes, again.writes), (again.writes, matrix.writes)):
        size = len(site.holds)
        assert runs.listed(size).rows.tolist() == same.listed(size).rows.tolist()
        for block in range(len(matrix.block_weights)):
            listed = runs.listed(size)
            writers = listed.rows[:-1][listed.numbers == block]
            assert runs.writers(block, size).tolist() == writers.tolist()


@some
@given(templated())
def test_the_flow_is_that_of_another_method(site: Drawn) -> None:
    """BiCGSTAB on the same products finds what the sweeps found."""
    system, source = System.of_links(site.rows, site.holds, 0.85), np.ones(len(site.holds))
    size = system.pages
    left = LinearOperator((size, size), matvec=lambda x: x - 0.85 * system.apply(x), dtype=float)
    other = source
    for _ in range(5):  # it may break down on a few pages: then it begins anew from there
        other, _ = bicgstab(left, source, x0=other, rtol=1e-13, maxiter=1000)
    assert np.abs(left.matvec(other) - source).max() < 1e-10
    np.testing.assert_allclose(system.forward(source).vector, other, rtol=1e-9)


def test_a_menu_on_every_page_is_stored_once() -> None:
    """Forty pages with the same ten links take one block, and a correction for each of the ten."""
    menu, pages = range(10), 40
    links: list[list[Link]] = [
        [(t, 0.2, True, 1) for t in menu if t != page] for page in range(pages)
    ]
    system = System.of_links(link_rows(links), np.ones(pages, dtype=bool), 0.85)
    assert system.expanded_links == 390
    assert len(system.matrix.block_weights) <= 2
    assert system.stored_links < 190

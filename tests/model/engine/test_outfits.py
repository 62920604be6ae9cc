"""Pages that begin and end with the same links: what counts is what counts link by link."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from link_rows import Link, link_rows
from linkequity.model.engine.parcel import LinkRows
from linkequity.model.engine.system import System
from linkequity.model.engine.templates import Factoring

PAGES = 40
some = settings(max_examples=20, deadline=None)


def dressed(seed: int) -> tuple[LinkRows, np.ndarray]:
    """A header and a footer on every page, some without their own page, and content between.

    Content often leads where a menu does: better placed, as well, worse, or not followed. Menus
    lead to the same page twice, out of the site, and to pages that hold no equity.
    """
    rng = np.random.default_rng(seed)
    header = [*rng.permutation(PAGES)[:9], PAGES, PAGES + 1]
    footer = [*rng.permutation(PAGES)[:7], *header[:2], -1]
    links: list[list[Link]] = []
    for page in range(PAGES):
        content = [*rng.integers(0, PAGES + 2, rng.integers(0, 4)), *rng.choice(header, 1)]
        content += [*rng.choice(footer, rng.integers(0, 2))]
        of_page = [(t, 0.2, at != 4, 1) for at, t in enumerate(header) if t != page]
        weights = rng.choice([0.75, 0.2, 0.1, 0.05], len(content))
        of_page += [
            (t, float(w), bool(rng.random() > 0.2), 0)
            for t, w in zip(content, weights, strict=True)
            if t != page
        ]
        of_page += [(t, 0.1, True, 3) for t in footer if t != page or rng.random() < 0.1]
        links.append(of_page)
    return link_rows(links), rng.random(PAGES) > 0.1


def one_by_one(rows: LinkRows, holds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What each link counts, and W: of links to one target the followed, heaviest, first."""
    counted, weights = np.zeros(len(rows.key)), np.zeros((PAGES, PAGES))
    for page in range(PAGES):
        best: dict[int, int] = {}
        for k in range(rows.pointers[page], rows.pointers[page + 1]):
            before = best.setdefault(int(rows.key[k]), k)
            worth, other = ((rows.followed[i], rows.weight[i]) for i in (k, before))
            best[int(rows.key[k])] = k if worth > other else before
        for key, k in best.items():
            if key >= 0:
                counted[k] = rows.weight[k]
                if key < PAGES and holds[key] and rows.followed[k]:
                    weights[page, key] = rows.weight[k]
    return counted, weights


@some
@given(st.integers(0, 100_000))
def test_what_counts_does_not_depend_on_what_pages_have_in_common(seed: int) -> None:
    """Each link's weight, D, what passes and every row are those of links taken one by one."""
    rows, holds = dressed(seed)
    counted, weights = one_by_one(rows, holds)
    factoring = Factoring(holds)
    np.testing.assert_array_equal(factoring.add(0, rows), counted)
    system = System.factored(factoring, 0.85)
    owner = np.repeat(np.arange(PAGES), np.diff(rows.pointers))
    totals = np.bincount(owner, counted, minlength=PAGES)
    shares = weights / np.where(totals > 0, totals, 1)[:, np.newaxis]
    x = np.arange(1.0, PAGES + 1)
    np.testing.assert_allclose(system.totals, totals, atol=1e-12)
    np.testing.assert_allclose(system.kept_share, shares.sum(axis=1), atol=1e-12)
    np.testing.assert_allclose(system.apply(x), shares.T @ x, atol=1e-12 * x.sum())
    np.testing.assert_allclose(system.apply_adjoint(x), shares @ x, atol=1e-12 * x.max())
    assert system.expanded_links == np.count_nonzero(weights)


def test_menus_that_pages_have_in_common_are_stored_once() -> None:
    """Most of a page's links are in its menus: what is stored is far less than all links."""
    rows, holds = dressed(7)
    system = System.of_links(rows, holds, 0.85)
    assert system.stored_links < system.expanded_links / 2

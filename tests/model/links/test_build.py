"""A site built from pieces of its link table is the site built from the whole of it."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.base.errors import SnapshotInvalid
from linkequity.base.settings import Settings
from linkequity.model.links.build import build_from, pieces
from linkequity.model.site import SiteTables
from random_sites import MANIFEST, facts_of, sites

some = settings(max_examples=15, deadline=None)


@some
@given(sites(), st.integers(1, 9))
def test_pieces_of_links_give_the_flow_of_the_whole_table(tables: SiteTables, size: int) -> None:
    """D, P and what enters are those of the facts, whatever the size of a piece."""
    facts, weights = facts_of(tables), Settings().weights
    links = tables.links.sort("source", maintain_order=True)
    built = build_from(tables.pages, pieces(links.lazy(), size), MANIFEST, weights)
    x = np.arange(1.0, facts.system.pages + 1)
    assert built.links == len(tables.links)
    np.testing.assert_allclose(built.system.totals, facts.system.totals, atol=1e-12)
    np.testing.assert_allclose(built.system.kept_share, facts.system.kept_share, atol=1e-12)
    np.testing.assert_allclose(built.system.apply(x), facts.system.apply(x), atol=1e-9)
    np.testing.assert_allclose(built.baseline, facts.baseline)


@some
@given(sites(), st.integers(1, 9))
def test_no_piece_parts_the_links_of_a_page(tables: SiteTables, size: int) -> None:
    """Every link comes once, in order, and each page's links in one piece."""
    links = tables.links.sort("source", maintain_order=True)
    found = list(pieces(links.lazy(), size))
    sources = [page for piece in found for page in piece["source"].unique()]
    assert len(sources) == len(set(sources))
    assert pl.concat(found)["target"].equals(links["target"])


@given(sites().filter(lambda tables: tables.links["source"].n_unique() > 1))
@settings(max_examples=5, deadline=None)
def test_links_of_a_page_in_several_places_are_refused(tables: SiteTables) -> None:
    """A page that comes again would be weighed by half of its links: an error says so."""
    twice = [tables.links, tables.links]
    if not facts_of(tables).transition.totals.any():
        return
    with pytest.raises(SnapshotInvalid, match="several places"):
        build_from(tables.pages, twice, MANIFEST, Settings().weights)

"""The laws of the model, on sites drawn at random."""

from dataclasses import replace
from datetime import date

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.base.settings import Settings, Weights
from linkequity.model.site import SiteTables
from linkequity.snapshot.tables import BACKLINKS, PAGES
from random_sites import (
    Plain,
    backlink,
    equity,
    facts_of,
    link,
    page,
    plain_graphs,
    sites,
    tables_of,
    url_of,
)

EARLY, LATE = date(2019, 1, 1), date(2026, 1, 1)
some = settings(max_examples=15, deadline=None)
few = settings(max_examples=10, deadline=None)
NOINDEX_PASSES = Settings(weights=Weights(noindex_passes=True))


@some
@given(sites())
def test_the_ledger_balances(tables: SiteTables) -> None:
    """All that enters is kept or leaked, to 1e-9 of it, whatever the site."""
    ledger = facts_of(tables).ledger
    assert ledger.imbalance <= 1e-9
    assert ledger.equity_in == pytest.approx(ledger.from_baseline + ledger.from_backlinks)
    assert min(ledger.kept, *ledger.leaked.values()) >= 0


@few
@given(sites())
def test_the_ledger_balances_where_noindex_pages_pass_equity_on(tables: SiteTables) -> None:
    """What noindex pages keep is booked as a leak, so that the knob loses no unit."""
    assert facts_of(tables, NOINDEX_PASSES).ledger.imbalance <= 1e-9


@few
@given(sites())
def test_every_backlink_is_in_or_lost_or_unread(tables: SiteTables) -> None:
    """What backlinks bring, together, is what entered, what was lost, and what nobody read."""
    facts = facts_of(tables)
    ledger = facts.ledger
    booked = ledger.from_backlinks + ledger.lost_at_door + ledger.unread_at_door
    assert booked == pytest.approx(facts.backlinks["strength"].sum())
    assert ledger.stranded <= ledger.from_backlinks + 1e-9
    assert facts.landings["equity"].sum() == pytest.approx(ledger.from_backlinks)
    assert facts.referring_domains["equity"].sum() == pytest.approx(ledger.from_backlinks)


@some
@given(sites(), st.data())
def test_equity_is_a_sum_over_its_sources(tables: SiteTables, data: st.DataObject) -> None:
    """The flow of two sources together is the sum of their flows: superposition."""
    system = facts_of(tables).system
    parcel = st.lists(st.floats(0, 100), min_size=system.pages, max_size=system.pages).map(np.array)
    one, two = data.draw(parcel), data.draw(parcel)
    apart = system.forward(one).vector + system.forward(two).vector
    np.testing.assert_allclose(system.forward(one + two).vector, apart, rtol=1e-12, atol=1e-12)


@some
@given(sites())
def test_the_flow_is_what_elimination_finds(tables: SiteTables) -> None:
    """The solver's x is that of (I − d·Pᵀ)x = s by dense elimination."""
    facts = facts_of(tables)
    dense = np.eye(len(facts.baseline)) - 0.85 * facts.transition.shares.toarray().T
    source = facts.baseline + facts.backlink_equity
    np.testing.assert_allclose(facts.flow.x, np.linalg.solve(dense, source), rtol=1e-10)


@some
@given(plain_graphs())
def test_plain_sites_have_the_pagerank_of_networkx(graph: Plain) -> None:
    """Without menus, leaks, dead ends and backlinks, equity share is PageRank."""
    pages = facts_of(graph.tables).pages
    theirs = nx.pagerank(nx.DiGraph(graph.pairs), alpha=0.85, tol=1e-14, max_iter=1000)
    ours = dict(pages.select("url", "equity_share").iter_rows())
    for number, share in theirs.items():
        assert ours[url_of(number)] == pytest.approx(share, rel=1e-9)


@few
@given(plain_graphs())
def test_plain_sites_have_the_pagerank_of_igraph(graph: Plain) -> None:
    """The same by PRPACK, where that is installed."""
    igraph = pytest.importorskip("igraph")
    pages = facts_of(graph.tables).pages
    ours = dict(pages.select("url", "equity_share").iter_rows())
    theirs = igraph.Graph.TupleList(graph.pairs, directed=True)
    for number, share in zip(theirs.vs["name"], theirs.pagerank(damping=0.85), strict=True):
        assert ours[url_of(number)] == pytest.approx(share, abs=1e-10)


@few
@given(sites(), st.integers(0, 99))
def test_no_order_of_rows_changes_anything(tables: SiteTables, seed: int) -> None:
    """Pages, links and backlinks in any order give every page the same equity."""
    shuffled = replace(
        tables,
        pages=tables.pages.sample(fraction=1, shuffle=True, seed=seed),
        links=tables.links.sample(fraction=1, shuffle=True, seed=seed),
        backlinks=tables.backlinks.sample(fraction=1, shuffle=True, seed=seed),
    )
    assert equity(facts_of(shuffled)) == pytest.approx(equity(facts_of(tables)), rel=1e-9)


@few
@given(sites(), st.sampled_from(["news.org", "new.org"]), st.integers(0, 7))
def test_a_backlink_dated_last_lowers_nobody(tables: SiteTables, domain: str, number: int) -> None:
    """One more backlink, seen after all others, takes equity from no page."""
    late = backlink(
        url_of(number), domain, referring_page=f"https://{domain}/late", first_seen=LATE
    )
    dated = tables.backlinks.with_columns(pl.col("first_seen").fill_null(EARLY))
    before = replace(tables, backlinks=dated)
    after = replace(tables, backlinks=pl.concat([dated, BACKLINKS.frame([late])]))
    was, now = equity(facts_of(before)), equity(facts_of(after))
    assert all(now[url] >= was[url] - 1e-9 for url in was)


@few
@given(sites())
def test_an_orphan_without_backlinks_receives_nothing(tables: SiteTables) -> None:
    """A page that nothing links to keeps its baseline's share and no more; its score is 0."""
    lonely = page(99)
    grown = replace(tables, pages=pl.concat([tables.pages, PAGES.frame([lonely])]))
    orphan = facts_of(grown).pages.row(by_predicate=pl.col("url") == url_of(99), named=True)
    assert orphan["equity_received"] == pytest.approx(0, abs=1e-12)
    assert orphan["equity"] == pytest.approx(0.15)
    assert orphan["link_score"] == pytest.approx(0, abs=1e-9)


@few
@given(sites())
def test_folding_twice_is_folding_once(tables: SiteTables) -> None:
    """Where a page ends is a page that ends at itself, and is what it is."""
    folding = facts_of(tables).graph.folding
    ends = folding.end[folding.end >= 0]
    assert (folding.end[ends] == ends).all()
    assert (folding.hops[ends] == 0).all()
    assert folding.end_kind.gather(pl.Series(ends)).to_list() == (
        folding.kind.gather(pl.Series(ends)).to_list()
    )


@few
@given(sites())
def test_a_link_removed_and_put_back_changes_nothing(tables: SiteTables) -> None:
    """The model has no memory: the same links give the same equity."""
    if tables.links.is_empty():
        return
    removed = replace(tables, links=tables.links[1:])
    back = replace(removed, links=pl.concat([removed.links, tables.links[:1]]))
    assert equity(facts_of(back)) == pytest.approx(equity(facts_of(tables)), rel=1e-9)


@some
@given(sites())
def test_what_leaves_a_segment_is_flow_or_leak(tables: SiteTables) -> None:
    """Of each segment: flows out and inside, and leaks, are all that its pages pass on."""
    facts = facts_of(tables)
    passed = facts.segment_flows.group_by("source").agg(pl.col("equity").sum())
    named = facts.segments.join(passed, left_on="segment", right_on="source", how="left")
    out = dict(
        named.select(
            "segment", pl.col("equity_right").fill_null(0.0) + pl.col("leaked")
        ).iter_rows()
    )
    pages = pl.DataFrame({"segment": facts.segment, "on": 0.85 * facts.flow.x})
    for segment, on in pages.group_by("segment").agg(pl.col("on").sum()).iter_rows():
        assert out.get(segment, 0.0) == pytest.approx(on, abs=1e-9)


@some
@given(sites())
def test_links_carry_all_that_is_passed_on(tables: SiteTables) -> None:
    """The flow of all links, and the dead ends, is d times what passes through the pages."""
    facts = facts_of(tables)
    carried = facts.links["flow"].sum() + facts.ledger.leaked["dead_end"]
    assert carried == pytest.approx(0.85 * facts.flow.x.sum(), abs=1e-9)


def test_the_strongest_page_scores_100() -> None:
    """The link score is 100 for the strongest page, 0 for one that receives nothing."""
    tables = tables_of([page(0), page(1), page(2)], [link(0, url_of(1)), link(2, url_of(1))])
    scores = dict(facts_of(tables).pages.select("url", "link_score").iter_rows())
    assert scores == {url_of(0): 0.0, url_of(1): 100.0, url_of(2): 0.0}

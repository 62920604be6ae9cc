"""How far models agree: on rankings, and on advice."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from linkequity.model.robustness.agreement import (
    holds_in,
    interval,
    measure_robustness,
    rank,
    spearman,
)
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import Model
from linkequity.model.site import SiteTables
from random_sites import backlink, facts_of, link, page, sites, tables_of, url_of

few = settings(max_examples=8, deadline=None)
tables_of_lifts = st.integers(1, 6).flatmap(
    lambda m: st.lists(st.lists(st.floats(-5, 5), min_size=m, max_size=m), min_size=1, max_size=9)
)


@few
@given(sites())
def test_one_model_gives_the_settings_own_ranking(tables: SiteTables) -> None:
    """An ensemble of one is the settings' own model: full agreement, and the pages' own order."""
    facts = facts_of(tables)
    found = measure_robustness(facts, 1, seed=3)
    assert found.rank_stability == 1.0
    equity = dict(facts.pages.select("url", "equity").iter_rows())
    for row in found.pages.iter_rows(named=True):
        assert row["equity"] == pytest.approx(equity[row["url"]], rel=1e-8)
        assert row["rank_low"] == row["rank_high"]
        assert row["rank"] == 1 + sum(
            equity[other] > equity[row["url"]] * (1 + 1e-5) for other in found.pages["url"]
        )


@few
@given(sites(), st.integers(0, 9))
def test_it_depends_on_seed_and_site_alone(tables: SiteTables, seed: int) -> None:
    """The same seed gives the same figures, whatever order pages, links and backlinks come in."""
    mixed = replace(
        tables,
        pages=tables.pages.sample(fraction=1, shuffle=True, seed=seed),
        links=tables.links.sample(fraction=1, shuffle=True, seed=seed),
        backlinks=tables.backlinks.sample(fraction=1, shuffle=True, seed=seed),
    )
    one, two, other = (measure_robustness(facts_of(t), 6, seed) for t in (tables, tables, mixed))
    assert one.knobs == two.knobs
    assert one.rank_stability == two.rank_stability
    assert one.pages.equals(two.pages)
    assert other.rank_stability == pytest.approx(one.rank_stability)
    assert other.pages["url"].to_list() == one.pages["url"].to_list()
    np.testing.assert_allclose(other.pages["rank_high"], one.pages["rank_high"], rtol=1e-9)


@few
@given(sites(), st.integers(0, 9))
def test_intervals_hold_the_settings_own_answer(tables: SiteTables, seed: int) -> None:
    """Low is at most, and high at least, what the settings say."""
    pages = measure_robustness(facts_of(tables), 8, seed).pages
    for name in ("equity_share",):
        assert (pages[f"{name}_low"] <= pages[name] + 1e-15).all()
        assert (pages[f"{name}_high"] >= pages[name] - 1e-15).all()


@settings(deadline=None)
@given(tables_of_lifts, st.integers(1, 9), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_bar_is_met_by_fewer(
    rows: list[list[float]], best: int, one: float, two: float
) -> None:
    """holds_in falls as the share of the K-th best rises, and rises with K."""
    lifts = np.array(rows)
    low, high = sorted((one, two))
    assert (holds_in(lifts, best, share=low) >= holds_in(lifts, best, share=high)).all()
    assert (holds_in(lifts, best + 1) >= holds_in(lifts, best)).all()


def test_holding_takes_a_lift_near_that_of_the_best() -> None:
    """In each model: above 0, and at least 0.8 of the K-th best there; the share of models."""
    lifts = np.array([[10.0, 1.0], [8.0, 1.0], [7.9, -1.0], [-1.0, -2.0]])
    assert holds_in(lifts, 1).tolist() == [1.0, 1.0, 0.0, 0.0]
    assert holds_in(lifts, 2).tolist() == [1.0, 1.0, 0.5, 0.0]
    assert holds_in(np.array([[-1.0], [-2.0]]), 1).tolist() == [0.0, 0.0]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=20))
def test_agreement_is_spearmans(pairs: list[tuple[int, int]]) -> None:
    """As scipy's, ties included, where both columns tell pages apart."""
    equity = np.array(pairs, dtype=float)
    if (equity == equity[0]).all(axis=0).any():
        return
    assert spearman(rank(equity))[1] == pytest.approx(spearmanr(*equity.T).statistic)


def test_an_interval_leaves_out_one_model_in_twenty_at_each_end() -> None:
    """Quantiles of each row, widened to the first column."""
    low, high = interval(np.arange(101.0)[np.newaxis, ::-1])
    assert (low[0], high[0]) == (5.0, 100.0)


def test_the_knob_that_moves_the_site_is_named() -> None:
    """Where one page's rank hangs on a noindex page alone, the switch is the one that is named."""
    pages = [page(0), page(1, "noindex"), *(page(n) for n in range(2, 6))]
    links = [link(n, url_of(1)) for n in (0, 2, 3, 4)]
    links += [link(1, url_of(5)), link(0, url_of(2)), link(2, url_of(3))]
    found = measure_robustness(facts_of(tables_of(pages, links)), 4, seed=1)
    assert found.knobs[0].knob == "noindex"
    assert found.knobs[0].spearman < 0.9
    assert {effect.knob for effect in found.knobs}.isdisjoint({"repeat", "backlinks"})


def test_backlinks_are_left_out_in_some_models_but_never_a_scenarios() -> None:
    """With the switch turned the site's own bring nothing, and the scenario's what they did."""
    own = backlink(url_of(1), "a.org")
    added = backlink(url_of(2), "b.org", vendor="scenario")
    facts = facts_of(tables_of([page(0), page(1), page(2)], [link(0, url_of(1))], [own, added]))
    weights = facts.settings.weights
    ensemble = Ensemble(facts, [Model(weights), Model(weights, backlinks=False)])
    numbers = dict(
        zip(facts.graph.pages["url"], ensemble.landed(scenario_alone=False), strict=True)
    )
    assert numbers[url_of(1)].tolist() == [1.0, 0.0]
    assert numbers[url_of(2)].tolist() == [1.0, 1.0]

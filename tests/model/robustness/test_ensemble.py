"""An ensemble says of each model what the model would say by itself."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.base.settings import Settings
from linkequity.model.facts import Facts
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import KNOBS, Knob, Model, draw, ends
from linkequity.model.robustness.link_lists import build_lists
from linkequity.model.site import SiteTables
from random_sites import facts_of, link, page, sites, tables_of, url_of

some = settings(max_examples=12, deadline=None)
few = settings(max_examples=8, deadline=None)
seeds = st.integers(0, 99)


def under(tables: SiteTables, model: Model) -> Facts:
    """The site solved under one model by itself."""
    own = tables if model.backlinks else replace(tables, backlinks=tables.backlinks.clear())
    return facts_of(own, Settings(weights=model.weights))


@some
@given(sites(), seeds)
def test_each_model_is_the_site_under_its_weights(tables: SiteTables, seed: int) -> None:
    """Totals, holding pages, flow and value of column m are those of the facts of model m alone."""
    facts = facts_of(tables)
    ensemble = Ensemble(facts, draw(facts.settings.weights, 4, seed))
    worth = facts.worth.weights
    h = ensemble.adjoint(worth)
    for m, model in enumerate(ensemble.models):
        alone = under(tables, model)
        np.testing.assert_allclose(ensemble.totals[:, m], alone.transition.totals, rtol=1e-12)
        assert ((ensemble.holds[:, m] > 0) == alone.transition.holds).all()
        np.testing.assert_allclose(ensemble.x[:, m], alone.flow.x, rtol=1e-8, atol=1e-9)
        backwards = alone.system.adjoint(worth).vector
        np.testing.assert_allclose(h[:, m], backwards, rtol=1e-8, atol=1e-9)


@few
@given(sites(), seeds)
def test_content_flow_is_that_of_each_model_too(tables: SiteTables, seed: int) -> None:
    """Links that count in content carry what the facts of the model say they carry."""
    facts = facts_of(tables)
    ensemble = Ensemble(facts, draw(facts.settings.weights, 3, seed))
    parcel = np.ones((len(facts.indexable), 3))
    (part, _), *_ = ensemble._parts()
    for m, model in enumerate(ensemble.models):
        alone = under(tables, model)
        expected = model.weights.damping * (alone.transition.content.T @ parcel[:, m])
        np.testing.assert_allclose(part.onward_in_content(parcel)[:, m], expected, atol=1e-12)


@some
@given(sites(), st.integers(0, 7), st.integers(0, 7), seeds)
def test_a_new_links_lift_is_the_slope_of_its_weight(
    tables: SiteTables, source: int, target: int, seed: int
) -> None:
    """First order: what worth·x gains by a link of a tiny share is the lift, scaled to that share.

    Checked against the definition d·x_u·(new row − old row)·h with rows of the model's own facts.
    """
    facts = facts_of(tables)
    urls = facts.graph.pages["url"].to_list()
    pair = [n for n in (url_of(source), url_of(target)) if n in urls]
    if len(pair) < 2 or source == target or not _speaks(facts, urls.index(pair[0])):
        return
    u, v = (urls.index(url) for url in pair)
    worth = facts.worth.weights
    model = draw(facts.settings.weights, 2, seed)[1]
    ((found,),) = Ensemble(facts, [model]).link_lifts(np.array([u]), np.array([v]), worth)
    added = link(source, url_of(target), repeated=False)
    before, after = under(tables, model), under(_with_link(tables, added), model)
    if before.transition.content[[u], [v]].sum() or before.graph.folding.end[v] != v:
        return
    d, h = model.weights.damping, before.system.adjoint(worth).vector
    moved = (after.transition.shares[[u]] - before.transition.shares[[u]]).toarray()[0]
    assert found == pytest.approx((1 - d) * d * before.flow.x[u] * (moved @ h), abs=1e-9)


def _speaks(facts: Facts, page_id: int) -> bool:
    quiet = bool(facts.graph.pages["nofollow"][page_id])
    return bool(facts.graph.linking[page_id]) and not quiet


def _with_link(tables: SiteTables, row: dict[str, object]) -> SiteTables:
    more = tables_of([page(0)], [row]).links
    return replace(tables, links=tables.links.vstack(more.select(tables.links.columns)))


def test_pages_with_one_menu_share_one_list() -> None:
    """Twenty pages with the same menu, links to themselves aside, keep it once."""
    pages = [page(n) for n in range(20)]
    menu = [link(n, url_of(to), "navigation") for n in range(20) for to in range(5)]
    lists = build_lists(facts_of(tables_of(pages, menu)).graph)
    assert lists.carried.shape[0] == 1 + 5
    assert lists.pointed.nnz == 5 + 5


@few
@given(sites(), seeds)
def test_the_same_seed_draws_the_same_models(tables: SiteTables, seed: int) -> None:
    """Models follow from settings and seed alone; another seed draws others."""
    weights = facts_of(tables).settings.weights
    assert draw(weights, 6, seed) == draw(weights, 6, seed)
    assert draw(weights, 6, seed)[1:] != draw(weights, 6, seed + 1)[1:]
    assert draw(weights, 6, seed)[0] == Model(weights)


@few
@given(st.integers(2, 40), seeds)
def test_every_knob_stays_in_its_range(models: int, seed: int) -> None:
    """Drawn values lie between the two ends; a switch is turned in its share of the models."""
    own = Settings().weights
    drawn = draw(own, models, seed)[1:]
    turned = {name: [m for n, m in ends(own) if n == name] for name in (k.name for k in KNOBS)}
    for knob in KNOBS:
        if isinstance(knob, Knob):
            for field in knob.fields:
                values = [getattr(m.weights, field) for m in turned[knob.name]]
                values.append(getattr(own, field))
                low, high = min(values), max(values)
                assert all(low <= getattr(m.weights, field) <= high for m in drawn)
    without = sum(not m.backlinks for m in drawn)
    assert abs(without - len(drawn) / 4) <= 1


def test_a_range_takes_in_the_settings_own_value() -> None:
    """Who sets a number outside a range is not drawn away from it."""
    weights = msgspec.structs.replace(Settings().weights, external=0.1, damping=0.95)
    by_name = {name: model for name, model in ends(weights) if name == "external"}
    assert by_name["external"].weights.external == 1.0
    assert any(0.1 <= m.weights.external < 0.25 for m in draw(weights, 64, 1)[1:])

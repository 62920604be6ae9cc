"""How many models an audit asks, and what it says where it asks fewer."""

import pytest

from linkequity.app.auditing import models
from linkequity.app.auditing.models import ask_models, robustness_doc, too_many_pages
from linkequity.base.settings import EnsembleSettings, Settings
from linkequity.model.facts import Facts
from random_sites import facts_of, link, page, tables_of, url_of

PAGES = 12


def facts() -> Facts:
    pages = [page(n) for n in range(PAGES)]
    links = [link(n, url_of(n // 2)) for n in range(1, PAGES)]
    settings = Settings(ensemble=EnsembleSettings(models=16, seed=5))
    return facts_of(tables_of(pages, links), settings)


def test_small_sites_are_asked_as_many_as_the_settings_say() -> None:
    """Models and seed come from the settings, and there is nothing to say about it."""
    site = facts()
    found = ask_models(site)
    assert found is not None
    assert (found.models, found.seed) == (16, 5)
    assert too_many_pages(site, found) == []


def test_larger_sites_are_asked_fewer_and_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages times models stay below the limit; below FEWEST none are asked."""
    site = facts()
    monkeypatch.setattr(models, "CELLS", PAGES * 10)
    found = ask_models(site)
    assert found is not None
    assert found.models == 10
    assert too_many_pages(site, found) == ["10 models were asked, not 16: the site has 12 pages."]
    monkeypatch.setattr(models, "CELLS", PAGES)
    assert ask_models(site) is None
    assert robustness_doc(None) is None
    assert "too many" in too_many_pages(site, None)[0]


def test_every_knob_has_a_reason_and_the_first_moves_most() -> None:
    """The document names knobs from the one that moves most to the one that moves least."""
    found = robustness_doc(ask_models(facts()))
    assert found is not None
    assert all(knob.reason for knob in found.knobs)
    assert [k.spearman for k in found.knobs] == sorted(k.spearman for k in found.knobs)

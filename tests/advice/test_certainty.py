"""A scenario under many models: what holds, how far it goes, and what is not asked."""

from pathlib import Path

import pytest

from linkequity.advice.scenario_files import read_scenario
from linkequity.advice.simulate import Simulation, simulate
from tiny import facts_of, site

FIRM = """
navigation: [/, /tax-advisory, /blog/]
pages:
  /: {}
  /tax-advisory: {}
  /blog/: {links: [/blog/a, /blog/b]}
  /blog/a: {links: [/tax-advisory]}
  /blog/b: {links: [/tax-advisory, /hub]}
  /hub: {noindex: true, links: [/blog/a]}
backlinks: [{to: /blog/a, from: https://x.org/1, rating: 40}]
"""
BACK = '[[edit]]\nadd_link = { from = "/tax-advisory", to = "/blog/a" }\n'
BACKLINK = '[[edit]]\nadd_backlink = { to = "/tax-advisory", rating = 60 }\n'


def answer(folder: Path, text: str, models: int = 16) -> Simulation:
    file = folder / "scenario.toml"
    file.write_text(text)
    return simulate(facts_of(site(FIRM)), read_scenario(file), models)


def test_nothing_is_said_unasked(tmp_path: Path) -> None:
    """Without models there is neither holds_in nor certainty nor any interval."""
    simulation = answer(tmp_path, BACK, 0)
    assert simulation.holds_in is None
    assert simulation.certainty is None
    assert all(page.change_low is None and page.change_high is None for page in simulation.pages)


def test_a_link_to_a_page_lifts_it_in_every_model(tmp_path: Path) -> None:
    """Direction holds in all models, and the settings' change lies in every interval."""
    simulation = answer(tmp_path, BACK)
    assert simulation.certainty is not None
    assert simulation.holds_in == simulation.certainty.holds_in == 1.0
    assert 0 < simulation.certainty.change.low <= simulation.certainty.change.high
    assert simulation.certainty.pages_lifted is None
    for page in simulation.pages:
        assert page.change_low is not None and page.change_high is not None
        assert page.change_low - 1e-7 <= page.change <= page.change_high + 1e-7


def test_backlinks_of_the_scenario_count_in_every_model(tmp_path: Path) -> None:
    """Models that leave the site's backlinks out still say what the new one does."""
    alone = answer(tmp_path, BACKLINK).certainty
    two_way = answer(tmp_path, BACK + BACKLINK).certainty
    assert alone is not None and alone.pages_lifted is not None
    assert two_way is not None and two_way.pages_lifted is not None
    assert alone.holds_in == two_way.holds_in == 1.0
    assert alone.change.low > 0
    assert (alone.pages_lifted.low, alone.pages_lifted.high) == (1.0, 1.0)
    assert two_way.pages_lifted.low > 1.0


def test_an_answer_that_hangs_on_a_knob_holds_in_part_of_the_models(tmp_path: Path) -> None:
    """A link on a noindex page gives something only where noindex passes: in a quarter of them."""
    simulation = answer(tmp_path, '[[edit]]\nadd_link = { from = "/hub", to = "/blog/b" }\n', 33)
    assert simulation.certainty is not None
    assert simulation.certainty.change.low == pytest.approx(0, abs=1e-7)
    assert simulation.certainty.change.high > 0.001
    assert simulation.holds_in == pytest.approx(25 / 33)


def test_the_same_seed_gives_the_same_answer(tmp_path: Path) -> None:
    """Asked twice it says the same."""
    one, two = answer(tmp_path, BACK + BACKLINK), answer(tmp_path, BACK + BACKLINK)
    assert one.certainty == two.certainty
    assert one.pages == two.pages

"""How sure a scenario's answer is: the same edits made under many models.

A scenario holds in a model if the pages its edits are about, together, move the same way as under
the settings, and, where it wins backlinks, these do more than one page's worth of work there (or
do not) as they do (or do not) under the settings. The direction is what a model can promise; how
far it goes is the interval.
"""

from dataclasses import dataclass

import msgspec
import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.model.facts import Facts
from linkequity.model.robustness.agreement import interval
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import draw
from linkequity.model.robustness.link_lists import Block
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.names import Names, Scenario
from linkequity.model.whatif.scenario import numbered
from linkequity.model.whatif.table_edits import lost_backlinks

# Below this a change of equity is rounding, in page units; solving leaves less.
NOTHING = 1e-7


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """What 5% of the models stay below, and what 5% exceed."""

    low: float
    high: float


class Certainty(msgspec.Struct, frozen=True, kw_only=True):
    """What so many models say, drawn with `seed`, the first being the settings' own.

    `change`: of the pages that the edits are about, together, in page units. `pages_lifted`: by
    the scenario's backlinks, None without any.
    """

    models: int
    seed: int
    holds_in: float
    change: Span
    pages_lifted: Span | None


@dataclass(frozen=True)
class Asked:
    """Certainty of the whole, and of each page: url, change_low, change_high."""

    certainty: Certainty
    pages: pl.DataFrame


def ask_models(before: Facts, after: Facts, scenario: Scenario, models: int) -> Asked:
    """Make the scenario's edits under so many models. Raises NotConverged."""
    seed = before.settings.ensemble.seed
    drawn = draw(before.settings.weights, models, seed)
    edited = Ensemble(after, drawn)
    changes = edited.equity - _by_url(Ensemble(before, drawn).equity, before, after)
    about = changes[_pages_about(before, after, scenario)].sum(axis=0)
    lifted = _lifted(edited) if scenario.has_backlinks else None
    low, high = interval(changes)
    return Asked(
        Certainty(
            models=models,
            seed=seed,
            holds_in=float(_holds(about, lifted).mean()),
            change=_span(about),
            pages_lifted=None if lifted is None else _span(lifted),
        ),
        pl.DataFrame({"url": after.graph.pages["url"], "change_low": low, "change_high": high}),
    )


def _by_url(equity: Block, before: Facts, after: Facts) -> Block:
    """Equity before the edits in the order of the pages after them; 0 for new pages."""
    place = before.graph.addresses.exact(after.graph.pages["url"]).fill_null(-1).to_numpy()
    found: Block = equity[place] * (place >= 0)[:, np.newaxis]
    return found


def _pages_about(before: Facts, after: Facts, scenario: Scenario) -> npt.NDArray[np.int64]:
    """The pages that the edits are about, where they end: targets, and pages themselves."""
    urls = pl.Series([url for edit in numbered(before, scenario) for url in _about(*edit)])
    places = after.graph.addresses.exact(urls).drop_nulls().to_numpy()
    ends = np.unique(after.graph.folding.end[places])
    return ends[ends >= 0]


def _about(edit: Edit, names: Names) -> list[str]:
    if edit.about is not None:
        return [names.known(edit.about)]
    tables, graph = names.facts.tables, names.facts.graph
    assert edit.lose_backlink is not None
    lost = tables.backlinks.filter(lost_backlinks(tables, edit.lose_backlink, names))
    ids = graph.addresses.ids(lost["target"].unique()).drop_nulls()
    return graph.pages["url"].gather(ids).to_list()


def _lifted(edited: Ensemble) -> npt.NDArray[np.float64]:
    """Pages lifted by the scenario's backlinks in each model; 0 where nothing lands."""
    reached = edited.reach(edited.landed(scenario_alone=True))
    return np.array([float(reach.pages_lifted) if reach else 0.0 for reach in reached])


def _holds(
    about: npt.NDArray[np.float64], lifted: npt.NDArray[np.float64] | None
) -> npt.NDArray[np.bool_]:
    """In which models the answer is that of the first."""
    direction = np.sign(np.where(np.abs(about) > NOTHING, about, 0.0))
    holds: npt.NDArray[np.bool_] = direction == direction[0]
    return holds if lifted is None else holds & ((lifted > 1) == (lifted[0] > 1))


def _span(amounts: npt.NDArray[np.float64]) -> Span:
    low, high = interval(amounts[np.newaxis, :])
    return Span(low=float(low[0]), high=float(high[0]))

"""How sure it is where a backlink should land: value and odds of each page in many models."""

import numpy as np
import polars as pl

from linkequity.model.facts import Facts
from linkequity.model.robustness.agreement import holds_in, interval
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import draw

# A page is advised where it is about as good as the tenth best: nobody pursues more at a time.
ADVISED = 10


def ask_about_landings(facts: Facts, pages: pl.DataFrame, models: int) -> pl.DataFrame:
    """`pages` (url, p_win) with holds_in, delivery_low and delivery_high over so many models.

    A page holds in a model if what can be expected there, p_win × value, is above 0 and at least
    0.8 times that of the model's tenth best. Delivery is the share of the best value.
    """
    drawn = draw(facts.settings.weights, models, facts.settings.ensemble.seed)
    places = facts.graph.addresses.exact(pages["url"]).to_numpy()
    value = Ensemble(facts, drawn).adjoint(facts.worth.weights)[places]
    best = value.max(axis=0, initial=0.0)
    delivery = np.divide(value, best, out=np.zeros_like(value), where=best > 0)
    low, high = interval(delivery)
    expected = value * pages["p_win"].to_numpy()[:, np.newaxis]
    return pages.with_columns(
        holds_in=pl.Series(holds_in(expected, ADVISED), dtype=pl.Float64),
        delivery_low=pl.Series(low, dtype=pl.Float64),
        delivery_high=pl.Series(high, dtype=pl.Float64),
    )

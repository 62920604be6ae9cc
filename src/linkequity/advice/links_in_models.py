"""How sure advised links are: their lift in many models, beside the best that each model has.

In each model all candidates are lifted by their first order, each alone, and taken best first under
the same caps as the advice, until there are as many as were advised. A link holds in the model if
its lift is above 0 and at least HOLDS of the last one taken.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from linkequity.model.facts import Facts
from linkequity.model.robustness.agreement import HOLDS, interval
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import draw
from linkequity.model.weights import Vector

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pool:
    """Candidates as page_ids, and the caps under which links are chosen from them."""

    source: Ids
    target: Ids
    per_source: int | None
    per_target: int | None


@dataclass(frozen=True)
class LinkCertainty:
    """Of each advised link: the share of models it holds in, and its lift's 5–95% interval.

    Lifts are target equity in page units, of the link alone, to first order.
    """

    holds_in: Vector
    lift_low: Vector
    lift_high: Vector


def ask_about_links(facts: Facts, pool: Pool, advised: Ids, models: int) -> LinkCertainty:
    """What so many models say of the advised rows of a pool. Raises NotConverged."""
    drawn = draw(facts.settings.weights, models, facts.settings.ensemble.seed)
    lifts = np.zeros((len(advised), models))
    holds = np.zeros((len(advised), models), dtype=bool)
    found = Ensemble(facts, drawn).link_lifts(pool.source, pool.target, facts.worth.weights)
    for model, lift in enumerate(found):
        lifts[:, model] = lift[advised]
        bar = HOLDS * last_taken(pool, lift, len(advised))
        holds[:, model] = (lift[advised] > 0) & (lift[advised] >= bar)
    low, high = interval(lifts)
    return LinkCertainty(holds.mean(axis=1), low, high)


def last_taken(pool: Pool, lift: Vector, links: int) -> float:
    """The lift of the last of so many links, taken best first under the caps; 0 for none."""
    sources, targets = Counter[int](), Counter[int]()
    last, taken = 0.0, 0
    for row in np.argsort(-lift, kind="stable"):
        source, target = int(pool.source[row]), int(pool.target[row])
        if _full(sources[source], pool.per_source) or _full(targets[target], pool.per_target):
            continue
        sources[source] += 1
        targets[target] += 1
        last, taken = float(lift[row]), taken + 1
        if taken >= links:
            break
    return last


def _full(count: int, cap: int | None) -> bool:
    return cap is not None and count >= cap

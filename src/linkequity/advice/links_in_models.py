"""How sure links are: their lift in many models, beside the best that each model has.

In each model all candidates are lifted by their first order, each alone, and taken best first under
the same caps as the advice, until there are as many as may be advised. A link holds in the model if
its lift is above 0 and at least HOLDS of the last one taken.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from linkequity.advice.taste import Taste
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.model.robustness.agreement import HOLDS, interval
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import draw

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pool:
    """Candidates as page_ids, and the caps under which links are chosen from them; `taste`: those
    of words and places, where these are known.
    """

    source: Ids
    target: Ids
    per_source: int | None
    per_target: int | None
    taste: Taste | None = None


class LinksInModels:
    """One site under so many models, for any questions about links that could be added."""

    def __init__(self, facts: Facts, models: int) -> None:
        drawn = draw(facts.settings.weights, models, facts.settings.ensemble.seed)
        self.ensemble = Ensemble(facts, drawn)
        self.worth = facts.worth.weights

    def holds_in(self, pool: Pool, links: int) -> Vector:
        """The share of models in which each row of a pool holds as one of so many links.

        Raises NotConverged.
        """
        models = np.zeros(len(pool.source))
        for lift in self.ensemble.link_lifts(pool.source, pool.target, self.worth):
            bar = HOLDS * last_taken(pool, lift, links)
            models += (lift > 0) & (lift >= bar)
        return models / len(self.ensemble.models)

    def intervals(self, source: Ids, target: Ids) -> tuple[Vector, Vector]:
        """What 5% of the models stay below, and what 5% exceed: the lift of each link alone.

        Lifts are target equity in page units, to first order. Raises NotConverged.
        """
        lifts = [*self.ensemble.link_lifts(source, target, self.worth)]
        return interval(np.stack(lifts, axis=1))


def last_taken(pool: Pool, lift: Vector, links: int) -> float:
    """The lift of the last of so many links, taken best first under the caps; 0 for none."""
    sources, targets = Counter[int](), Counter[int]()
    taken: list[int] = []
    barred = np.zeros(len(lift), dtype=np.bool_)
    for row in np.argsort(-lift, kind="stable").tolist():
        source, target = int(pool.source[row]), int(pool.target[row])
        full = _full(sources[source], pool.per_source) or _full(targets[target], pool.per_target)
        if full or barred[row]:
            continue
        sources[source] += 1
        targets[target] += 1
        taken.append(row)
        if len(taken) >= links:
            break
        if pool.taste is not None:
            barred |= pool.taste.bars(taken)
    return float(lift[taken[-1]]) if taken else 0.0


def _full(count: int, cap: int | None) -> bool:
    return cap is not None and count >= cap

"""First order for millions of new links: one number for each pair of pages.

    ΔJ ≈ d·x_u·(passed·h_v − (passed + leaked)·(P·h)_u) / (D_u + passed + leaked)

as if x did not change with it. The exact ΔJ is that over 1 − d·δ·g, g being what a unit that starts
at u passes through each page: at least 1 on u itself, at most 1/(1 − d²). So it is off by at most
d²/(1 − d²) times the share of the page's weight that the edit moves: 2.6 times, for d = 0.85.
What belongs to a source lies side by side, so that a pair costs two places in memory.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.compiled import compiled
from linkequity.model.links.weights import Vector
from linkequity.model.whatif.lifts import Standing

PageIds = npt.NDArray[np.int32]


class Pairs(NamedTuple):
    """One edit for each pair of source and target, each alone, as columns.

    `passed` and `leaked` are as in LinkChanges: a new link of weight w is w and 0.
    """

    source: PageIds
    target: PageIds
    passed: Vector
    leaked: Vector


def score_candidates(standing: Standing, pairs: Pairs) -> Vector:
    """ΔJ of each pair, first order. Fastest where pairs come ordered by source."""
    flow = standing.system.damping * standing.x
    rows = (flow, standing.totals, standing.onward, np.zeros_like(flow))
    by_source = np.column_stack(rows)
    scores = np.empty(len(pairs.source))
    _score(by_source, standing.h, pairs, scores)
    return scores


@compiled
def _score(by_source: Vector, value: Vector, pairs: Pairs, scores: Vector) -> None:
    for i in range(scores.size):
        source = pairs.source[i]
        grown = pairs.passed[i] + pairs.leaked[i]
        total = by_source[source, 1] + grown
        made = pairs.passed[i] * value[pairs.target[i]] - grown * by_source[source, 2]
        scores[i] = by_source[source, 0] * made / total if total > 0 else 0.0

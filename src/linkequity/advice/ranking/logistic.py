"""Logistic regression on the same features, for systems on which LightGBM cannot load."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.advice.ranking.folds import Lessons
from linkequity.advice.ranking.known.site import Floats

# Of weights of standardised features; within a point of the best from 5 to 100.
PENALTY: Final = 20.0

Vector = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Logistic:
    """A weighted sum of features; `names` says of which."""

    names: tuple[str, ...]
    weights: Floats

    def scores(self, names: tuple[str, ...], features: Floats) -> Floats:
        """The sum; monotone in the chance, which is all a ranking needs."""
        if names != self.names:
            features = features[:, [names.index(name) for name in self.names]]
        return np.asarray(features @ self.weights, dtype=np.float32)


def fit_logistic(taught: Lessons) -> Logistic:
    """Maximum likelihood with a penalty of PENALTY / 2 · |w|²; links weigh as much as others."""
    from scipy.optimize import minimize  # noqa: PLC0415

    spread = np.maximum(taught.features.std(axis=0), 1e-9)
    rows = ((taught.features - taught.features.mean(axis=0)) / spread).astype(np.float64)
    sign = np.where(taught.found > 0, 1.0, -1.0)
    share = max(float((taught.found > 0).mean()), 1e-9)
    weight = np.where(taught.found > 0, 0.5 / share, 0.5 / max(1 - share, 1e-9))

    def loss(point: Vector) -> tuple[float, Vector]:
        margin = sign * (rows @ point[1:] + point[0])
        slope = -weight * sign * np.exp(-np.logaddexp(0, margin))
        gradient = np.concatenate([[slope.sum()], rows.T @ slope + PENALTY * point[1:]])
        value = float(weight @ np.logaddexp(0, -margin) + PENALTY / 2 * point[1:] @ point[1:])
        return value, gradient

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B")
    return Logistic(taught.names, (found.x[1:] / spread).astype(np.float32))

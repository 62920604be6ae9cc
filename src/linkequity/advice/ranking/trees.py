"""Trees that put rows of numbers in order, as LightGBM grows them."""

from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

import numpy as np

from linkequity.advice.ranking.forest import Forest
from linkequity.advice.ranking.known.site import Flags, Floats, Rows

ROUNDS: Final = 200
GROWING: Final = {
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "min_data_in_leaf": 30,
    "num_leaves": 15,
}
# LambdaRank (Burges 2010). With some thousand lessons, trees that see a fifth of the features and
# leaves that are drawn to zero were best on every site tried; depth and rounds hardly matter. By
# columns, what the trees do not see is not counted: the same trees a third sooner.
ORDERING: Final = {
    **GROWING,
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "feature_fraction": 0.2,
    "lambdarank_truncation_level": 20,
}
# There are several times as many places to tell apart as pages to rank: fewer and faster trees.
TELLING: Final = {**GROWING, "objective": "binary", "learning_rate": 0.1, "feature_fraction": 0.4}
TELLING_ROUNDS: Final = 60


class Predicting(Protocol):
    """What is used of lightgbm.Booster."""

    def feature_name(self) -> list[str]:
        """Names in order."""

    def predict(self, data: Floats, *, num_threads: int) -> Floats:
        """A score a row."""

    def save_model(self, filename: str) -> object:
        """Write the model as text."""

    def model_to_string(self) -> str:
        """The same text."""


@dataclass(frozen=True)
class Trees:
    """A LightGBM model that reads the features it was trained on, in their order."""

    model: Predicting

    def scores(self, names: tuple[str, ...], features: Floats) -> Floats:
        """What the trees say."""
        wanted = self.model.feature_name()
        if list(names) != wanted:
            features = features[:, [names.index(name) for name in wanted]]
        return np.asarray(self.model.predict(features, num_threads=1), dtype=np.float32)


def read_trees(text: str) -> Trees | None:
    """The trees of a text as LightGBM writes it; None where only that can read them, and does not
    load.
    """
    forest = Forest.read(text)
    if forest is not None or not lightgbm_loads():
        return None if forest is None else Trees(forest)
    import lightgbm  # noqa: PLC0415  # half a second, and libgomp, which not every system has

    return Trees(cast(Predicting, lightgbm.Booster(model_str=text)))


def train_trees(
    names: tuple[str, ...], features: Floats, labels: Rows, sizes: Rows, seed: int
) -> Predicting:
    """Trees that put the rows of each group (`sizes` rows each, in order) in order of labels."""
    return _grown({**ORDERING, "seed": seed}, ROUNDS, names, (features, labels), sizes)


def train_telling(names: tuple[str, ...], features: Floats, right: Flags, seed: int) -> Predicting:
    """Trees that say how likely each row is one of the `right`."""
    lessons = features, right.astype(np.int64)
    return _grown({**TELLING, "seed": seed}, TELLING_ROUNDS, names, lessons)


def _grown(
    parameters: dict[str, Any],
    rounds: int,
    names: tuple[str, ...],
    lessons: tuple[Floats, Rows],
    sizes: Rows | None = None,
) -> Predicting:
    import lightgbm  # noqa: PLC0415

    features, labels = lessons
    data = lightgbm.Dataset(features, labels, group=sizes, feature_name=list(names))
    return cast(Predicting, lightgbm.train(parameters, data, rounds))


def lightgbm_loads() -> bool:
    """Whether LightGBM is there and finds the libraries it needs."""
    try:
        import lightgbm  # noqa: F401, PLC0415
    except (ImportError, OSError):
        return False
    return True

"""The ranker: candidates of a source in the order in which an editor would link them."""

from dataclasses import dataclass
from typing import Final, Protocol, cast

import numpy as np

from linkequity.advice.ranking.folds import Lessons, lessons, teachable
from linkequity.advice.ranking.fusion import Fusion
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.site import Floats, Rows
from linkequity.advice.ranking.logistic import fit_logistic
from linkequity.advice.ranking.trained import PLACER, RANKER, read_model

# With fewer links of its own a site is better served by what other sites have taught.
ENOUGH: Final = 300
ROUNDS: Final = 200
# LambdaRank (Burges 2010). With some thousand lessons, trees that see a fifth of the features and
# leaves that are drawn to zero were best on every site tried; depth and rounds hardly matter. By
# columns, what the trees do not see is not counted: the same trees a third sooner.
PARAMETERS: Final = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 30,
    "lambda_l2": 20.0,
    "feature_fraction": 0.2,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 20,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


class Ranker(Protocol):
    """Anything that scores candidates; higher is better, within one source."""

    def scores(self, names: tuple[str, ...], features: Floats) -> Floats:
        """A score a row."""


@dataclass(frozen=True)
class Trees:
    """A LightGBM model that reads the features it was trained on, in their order."""

    model: "Predicting"

    def scores(self, names: tuple[str, ...], features: Floats) -> Floats:
        """What the trees say."""
        wanted = self.model.feature_name()
        if list(names) != wanted:
            features = features[:, [names.index(name) for name in wanted]]
        return np.asarray(self.model.predict(features, num_threads=1), dtype=np.float32)


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


def learn(index: Index, seed: int = 0) -> Ranker:
    """The ranker that suits a site: its own, what other sites taught, or the fusion of ranks."""
    if len(teachable(index)) < ENOUGH:
        return shipped()
    taught = lessons(index, seed)
    if lightgbm_loads():
        return Trees(train(taught, seed))
    return fit_logistic(taught)


def shipped() -> Ranker:
    """What other sites taught, where it can be read; else the fusion of ranks."""
    return _read(RANKER) if lightgbm_loads() else Fusion()


def shipped_placer() -> Trees | None:
    """The same for places."""
    return _read(PLACER) if lightgbm_loads() else None


def _read(name: str) -> Trees:
    import lightgbm  # noqa: PLC0415

    return Trees(cast(Predicting, lightgbm.Booster(model_str=read_model(name))))


def train(taught: Lessons, seed: int) -> Predicting:
    """Trees from lessons."""
    return train_trees(taught.names, taught.features, taught.found, taught.sizes, seed)


def train_trees(
    names: tuple[str, ...], features: Floats, labels: Rows, sizes: Rows, seed: int
) -> Predicting:
    """Trees that put the rows of each group (`sizes` rows each, in order) in order of labels."""
    import lightgbm  # noqa: PLC0415  # half a second, and libgomp, which not every system has

    data = lightgbm.Dataset(features, labels, group=sizes, feature_name=list(names))
    model = lightgbm.train({**PARAMETERS, "seed": seed}, data, ROUNDS)
    return cast(Predicting, model)


def lightgbm_loads() -> bool:
    """Whether LightGBM is there and finds the libraries it needs."""
    try:
        import lightgbm  # noqa: F401, PLC0415
    except (ImportError, OSError):
        return False
    return True

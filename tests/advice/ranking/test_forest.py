"""Trees read from text say what LightGBM says of them, to the last bit."""

import lightgbm
import numpy as np
import pytest

from linkequity.advice.ranking.forest import Forest

ROWS, COLUMNS = 400, 5


def grown(parameters: dict[str, object]) -> tuple[lightgbm.Booster, np.ndarray]:
    """A few trees, and rows to ask them about: as they were taught, and stranger ones."""
    random = np.random.default_rng(3)
    rows = random.random((ROWS, COLUMNS)).astype(np.float32)
    labels = (rows[:, 0] + random.random(ROWS) > 1).astype(int)
    groups = np.full(ROWS // 20, 20)
    data = lightgbm.Dataset(rows, labels, group=groups)
    quiet = {"verbose": -1, "num_threads": 1, "min_data_in_leaf": 5}
    model = lightgbm.train({**quiet, **parameters}, data, 12)
    strange = np.array([[0, -1, 1e30, np.inf, 0.5], [-np.inf, 2, 0, 0, np.nan]], dtype=np.float32)
    return model, np.concatenate([rows, strange])


@pytest.mark.parametrize("objective", ["lambdarank", "binary"])
def test_the_same_is_said_of_every_row(objective: str) -> None:
    """Orders and chances, also of numbers never seen and of what is no number."""
    model, rows = grown({"objective": objective})
    forest = Forest.read(model.model_to_string())
    assert forest is not None
    assert forest.feature_name() == model.feature_name()
    assert (forest.predict(rows) == model.predict(rows)).all()
    assert forest.model_to_string() == model.model_to_string()


def test_a_tree_without_a_node_counts_too() -> None:
    """Where nothing can be told apart a tree is one leaf."""
    model, rows = grown({"objective": "lambdarank", "min_data_in_leaf": ROWS})
    forest = Forest.read(model.model_to_string())
    assert forest is not None
    assert (forest.predict(rows) == model.predict(rows)).all()


def test_trees_that_ask_for_more_are_left_to_lightgbm() -> None:
    """Other aims than order and chance are not read, nor what is said of missing numbers."""
    other, rows = grown({"objective": "regression"})
    assert Forest.read(other.model_to_string()) is None
    rows[::3, 0] = np.nan
    data = lightgbm.Dataset(rows, rows[:, 1] > 0.5)
    holes = lightgbm.train({"objective": "binary", "verbose": -1, "num_threads": 1}, data, 3)
    assert Forest.read(holes.model_to_string()) is None

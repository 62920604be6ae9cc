"""Trees as LightGBM writes them, asked without it.

Loading LightGBM takes a second or more, as it looks for whatever else is installed, and each of its
answers some milliseconds; and not every system has the library it needs. What it wrote is plain
text: of each tree the features, thresholds and children of its nodes, and the values of its leaves.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Ids
from linkequity.model.engine.compiled import in_place

# Nodes that compare numbers, for which nothing is missing: what is not a number counts as 0.
PLAIN: Final = frozenset("02")


@dataclass(frozen=True)
class Forest:
    """Trees of one model: node n goes left where `features[n]` is at most `thresholds[n]`.

    `children`: left and right of each node, as a node of the same tree, or −1 − leaf. `values`: of
    the leaves. `first`: of each tree its first node and its first leaf, and the numbers of all at
    the end. `steepness`: of the logistic curve that makes chances of sums, 0 where sums are told.
    """

    names: tuple[str, ...]
    text: str
    features: Ids
    thresholds: Floats
    children: Ids
    values: Floats
    first: Ids
    steepness: float

    @classmethod
    def read(cls, text: str) -> "Forest | None":
        """The trees of a text; None where a node asks for more than whether a number is small."""
        head, *trees = text.partition("\nend of trees")[0].split("\nTree=")
        told, grown = _lines(head), [_lines(tree) for tree in trees]
        objective = told.get("objective", "").split()
        kinds = {kind for tree in grown for kind in tree.get("decision_type", "").split()}
        if not kinds <= PLAIN or objective[:1] not in (["lambdarank"], ["binary"]):
            return None
        nodes = [len(tree.get("split_feature", "").split()) for tree in grown]
        leaves = [len(tree["leaf_value"].split()) for tree in grown]
        first = np.cumsum([[0, 0], *zip(nodes, leaves, strict=True)], axis=0, dtype=np.int64)
        left, right = (_numbers(grown, f"{side}_child") for side in ("left", "right"))
        return cls(
            tuple(told["feature_names"].split()),
            text,
            _numbers(grown, "split_feature").astype(np.int32),
            _numbers(grown, "threshold"),
            np.column_stack([left, right]).astype(np.int32),
            _numbers(grown, "leaf_value"),
            first,
            float(objective[1].partition(":")[2]) if objective[0] == "binary" else 0.0,
        )

    def feature_name(self) -> list[str]:
        """Names of the columns that it reads, in order."""
        return list(self.names)

    def predict(self, data: Floats, *, num_threads: int = 1) -> Floats:
        """What the trees say of each row together."""
        told = np.zeros(len(data), dtype=np.float64)
        nodes = self.features, self.thresholds, self.children
        _add(np.ascontiguousarray(data, dtype=np.float32), nodes, self.values, self.first, told)
        return 1 / (1 + np.exp(-self.steepness * told)) if self.steepness else told

    def model_to_string(self) -> str:
        """The text it was read from."""
        return self.text

    def save_model(self, filename: str) -> None:
        """Write the text."""
        Path(filename).write_text(self.text, encoding="ascii")


def _lines(block: str) -> dict[str, str]:
    """Names and values of the lines that have both."""
    return dict(line.split("=", 1) for line in block.splitlines() if "=" in line)


def _numbers(trees: list[dict[str, str]], name: str) -> Floats:
    """The numbers of a line of all trees, one after the other."""
    return np.array(" ".join(tree.get(name, "") for tree in trees).split(), dtype=np.float64)


@in_place
def _add(
    rows: Floats, nodes: tuple[Ids, Floats, Ids], values: Floats, first: Ids, told: Floats
) -> None:
    features, thresholds, children = nodes
    for row in range(len(rows)):
        for tree in range(len(first) - 1):
            begin, leaf = first[tree]
            node = 0 if first[tree + 1, 0] > begin else -1
            while node >= 0:
                at = begin + node
                value = rows[row, features[at]]
                if np.isnan(value):
                    value = 0.0
                node = children[at, 0] if value <= thresholds[at] else children[at, 1]
            told[row] += values[leaf - 1 - node]

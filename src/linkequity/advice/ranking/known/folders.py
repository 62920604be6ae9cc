"""What the paths of two pages say: the same folder, above, below, elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Ids, Rows

DEEPEST = 8


@dataclass(frozen=True)
class Folders:
    """The folders of each page from the top, as numbers, −1 below its own; and how many."""

    at: Ids
    depth: Ids

    @classmethod
    def of(cls, urls: Sequence[str]) -> "Folders":
        """The first DEEPEST folders of each URL; what follows the last slash is not one."""
        numbers: dict[tuple[str, ...], int] = {}
        at = np.full((len(urls), DEEPEST), -1, dtype=np.int32)
        depth = np.zeros(len(urls), dtype=np.int32)
        for row, url in enumerate(urls):
            parts = tuple(p for p in url.split("?")[0].split("/")[:-1] if p)[:DEEPEST]
            depth[row] = len(parts)
            for level in range(len(parts)):
                at[row, level] = numbers.setdefault(parts[: level + 1], len(numbers))
        return cls(at, depth)

    @property
    def own(self) -> Ids:
        """The folder each page lies in, from 0."""
        deepest = np.maximum(self.depth - 1, 0)
        at: Ids = np.take_along_axis(self.at, deepest[:, None], axis=1).ravel() + 1
        return at


def url_features(folders: Folders, source: Rows, target: Rows) -> dict[str, Floats]:
    """Folders in common, folders apart, and whether both lie in the same."""
    a, b = folders.at[source], folders.at[target]
    common = ((a == b) & (a >= 0)).sum(axis=1)
    columns = {
        "folders_common": common,
        "folders_up": folders.depth[source] - common,
        "folders_down": folders.depth[target] - common,
    }
    return {name: column.astype(np.float32) for name, column in columns.items()}

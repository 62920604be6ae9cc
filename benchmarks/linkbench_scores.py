"""How well hidden links are found: at which rank each stands among all pages not linked yet."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CUTS = (1, 5, 10)


@dataclass(frozen=True)
class Found:
    """Recall at 1, 5 and 10, and the mean of 1 / rank; a link that is no candidate counts 0."""

    recall: tuple[float, float, float]
    mrr: float

    @property
    def fields(self) -> str:
        """The numbers as fields of a line."""
        return "\t".join(f"{value:.4f}" for value in (*self.recall, self.mrr))


def found(ranks: npt.NDArray[np.float64], hidden: int) -> Found:
    """Of the ranks of those links that are candidates, and the number of all that were hidden."""
    first, fifth, tenth = (float((ranks <= cut).sum()) / max(hidden, 1) for cut in CUTS)
    return Found((first, fifth, tenth), float((1 / ranks).sum()) / max(hidden, 1))


def ranks_of(
    source: npt.NDArray[np.int64], score: npt.NDArray[np.float32], right: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """The rank of each right candidate among the wrong ones of its source; equals share theirs."""
    ranks = []
    begins = np.flatnonzero(np.diff(source, prepend=-1))
    for begin, end in zip(begins, [*begins[1:], len(source)], strict=True):
        here, is_right = score[begin:end], right[begin:end]
        wrong = np.sort(here[~is_right])
        below = np.searchsorted(wrong, here[is_right], "left")
        not_above = np.searchsorted(wrong, here[is_right], "right")
        ranks.append(1 + len(wrong) - not_above + (not_above - below) / 2)
    return np.concatenate(ranks) if ranks else np.zeros(0)

"""The ranker: candidates of a source in the order in which an editor would link them."""

from dataclasses import dataclass
from typing import Final, Protocol

from linkequity.advice.ranking.folds import Lessons, lessons, teachable
from linkequity.advice.ranking.fusion import Fusion
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.site import Floats
from linkequity.advice.ranking.logistic import fit_logistic
from linkequity.advice.ranking.pairs.reader import Reader
from linkequity.advice.ranking.reading_lessons import learn_reading
from linkequity.advice.ranking.trained import PLACER, RANKER, read_model
from linkequity.advice.ranking.trees import (
    Predicting,
    Trees,
    lightgbm_loads,
    read_trees,
    train_trees,
)

# With fewer links of its own a site is better served by what other sites have taught.
ENOUGH: Final = 300


class Ranker(Protocol):
    """Anything that scores candidates; higher is better, within one source."""

    def scores(self, names: tuple[str, ...], features: Floats) -> Floats:
        """A score a row."""


@dataclass(frozen=True)
class Learned:
    """Who ranks, and who reads the places of names for it, if anybody."""

    ranker: Ranker
    reader: Reader | None = None


def learn(index: Index, seed: int = 0) -> Learned:
    """The ranker that suits a site: its own, what other sites taught, or the fusion of ranks."""
    if len(teachable(index)) < ENOUGH:
        return Learned(shipped())
    if not lightgbm_loads():
        return Learned(fit_logistic(lessons(index, seed)))
    readers = learn_reading(index, seed)
    taught = lessons(index, seed, readers.apart)
    return Learned(Trees(train(taught, seed)), readers.together)


def shipped() -> Ranker:
    """What other sites taught, where it can be read; else the fusion of ranks."""
    return _read(RANKER) or Fusion()


def shipped_placer() -> Trees | None:
    """The same for places."""
    return _read(PLACER)


def _read(name: str) -> Trees | None:
    return read_trees(read_model(name))


def train(taught: Lessons, seed: int) -> Predicting:
    """Trees from lessons."""
    return train_trees(taught.names, taught.features, taught.found, taught.sizes, seed)

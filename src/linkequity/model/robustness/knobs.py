"""Knobs: what nobody knows about the weights, as ranges to draw models from.

A model is one set of weights that could be the true one. The first model of every ensemble is the
site's own settings; the others are drawn evenly from the ranges (Latin hypercube: each knob takes
every part of its range equally often), the same ones for the same seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np

from linkequity.base.settings import Weights


@dataclass(frozen=True)
class Model:
    """Weights that could be true, and whether the site's backlinks count at all.

    A scenario's backlinks are what is asked about: they count in every model.
    """

    weights: Weights
    backlinks: bool = True


@dataclass(frozen=True)
class Knob:
    """A number of the model, and the range that it may have; `fields` of Weights move together.

    A `relative` range is that of a factor on the settings' own value. Absolute ranges are widened
    to take in the settings' own value.
    """

    name: str
    fields: tuple[str, ...]
    low: float
    high: float
    reason: str
    relative: bool = False

    def turn(self, model: Model, place: float) -> Model:
        """The model with this knob at `place` in its range, from 0 (low end) to 1 (high end)."""
        own = model.weights
        values = {name: self._value(getattr(own, name), place) for name in self.fields}
        if self.relative:
            values = {name: min(value, own.content) for name, value in values.items()}
        return Model(msgspec.structs.replace(own, **values), model.backlinks)

    def _value(self, own: float, place: float) -> float:
        if self.relative:
            return own * float(self.low ** (1 - place) * self.high**place)
        low, high = min(self.low, own), max(self.high, own)
        return low + (high - low) * place


@dataclass(frozen=True)
class Switch:
    """A rule that may be the other way round, as it is in `share` of the models drawn."""

    name: str
    share: float
    reason: str

    def turn(self, model: Model, place: float) -> Model:
        """The model with the rule turned round where `place` is in the last `share` of 0 to 1."""
        if place < 1 - self.share:
            return model
        if self.name == "backlinks":
            return Model(model.weights, not model.backlinks)
        passes = not model.weights.noindex_passes
        return Model(msgspec.structs.replace(model.weights, noindex_passes=passes), model.backlinks)


AS_PLACED: Final = "the order of positions is better founded than any figure: half to twice it"
KNOBS: Final[tuple[Knob | Switch, ...]] = (
    Knob("repeated_content", ("repeated_content",), 0.5, 2.0, AS_PLACED, relative=True),
    Knob("breadcrumb", ("breadcrumb",), 0.5, 2.0, AS_PLACED, relative=True),
    Knob("sidebar", ("sidebar",), 0.5, 2.0, AS_PLACED, relative=True),
    Knob("menus", ("navigation", "header"), 0.5, 2.0, AS_PLACED, relative=True),
    Knob("footer", ("footer",), 0.5, 2.0, AS_PLACED, relative=True),
    Knob("topic", ("topic_unread",), 0.5, 1.0, "the whole range of the topic factor"),
    Knob("topic_strength", ("topic_strength",), 0.0, 1.0, "the words around links may not matter"),
    Knob("external", ("external",), 0.25, 1.0, "links out may take less than a full share"),
    Knob("page_curve", ("page_slope",), 25.0, 50.0, "how much more a strong page's link is worth"),
    Knob("domain_curve", ("domain_slope",), 25.0, 50.0, "the same for ratings of domains"),
    Knob("relevance", ("least_relevant",), 0.25, 1.0, "nor may a backlink's being on the topic"),
    Knob("repeat", ("repeat",), 0.25, 1.0, "from nearly nothing to no discount for a next link"),
    Knob("damping", ("damping",), 0.75, 0.9, "4 to 10 links followed in a row, on average"),
    Switch("noindex", 0.25, "noindex is said to become nofollow in time; not when"),
    Switch("backlinks", 0.25, "an export is never whole, and its ratings are a vendor's"),
)
ABOUT_BACKLINKS: Final = frozenset(
    {"page_curve", "domain_curve", "relevance", "repeat", "backlinks"}
)


def draw(weights: Weights, models: int, seed: int) -> tuple[Model, ...]:
    """So many models, the first with the settings' own weights; the same for the same seed."""
    chance = np.random.default_rng(seed)
    drawn = models - 1
    places = [(chance.permutation(drawn) + chance.random(drawn)) / max(drawn, 1) for _ in KNOBS]
    own = Model(weights)
    return (own, *(_turned(own, [float(place[m]) for place in places]) for m in range(drawn)))


def _turned(model: Model, places: Sequence[float]) -> Model:
    for knob, place in zip(KNOBS, places, strict=True):
        model = knob.turn(model, place)
    return model


def ends(weights: Weights) -> list[tuple[str, Model]]:
    """Each knob alone at its ends, all others as in the settings: its name and the model."""
    own = Model(weights)
    turned = [(knob.name, knob.turn(own, place)) for knob in KNOBS for place in (0.0, 1.0)]
    return [(name, model) for name, model in turned if model != own]

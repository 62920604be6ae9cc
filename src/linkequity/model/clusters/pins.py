"""Pins: what `[pillars]` in linkequity.toml says of clusters wins over what was found.

Two pinned pillars in one group divide it: each page goes to the one whose text is nearer. A member
goes to the pillar that names it, to the first of several; a pinned pillar outside of all groups
makes one of its own. What is pinned takes part if it is indexable, whatever else it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from linkequity.base.errors import SettingsInvalid
from linkequity.base.settings import Pillar
from linkequity.model.clusters.communities import Groups
from linkequity.model.equity.value import meant
from linkequity.model.links.graph import Graph
from linkequity.text.vectors import Dense

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pins:
    """`pillars`: page_ids, with the `names` of their clusters (None: not pinned).

    `leader`: of each page the place in `pillars` that it is pinned to, −1 for none. `unknown`:
    names in [pillars] that mean no indexable page.
    """

    pillars: tuple[int, ...]
    names: tuple[str | None, ...]
    leader: Groups
    unknown: tuple[str, ...]

    @property
    def pages(self) -> Flags:
        """The pages that are pinned, as pillar or as member."""
        return self.leader >= 0


def read_pins(pinned: Mapping[str, str | Pillar], graph: Graph, indexable: Flags) -> Pins:
    """The pages that names in [pillars] mean. SettingsInvalid where two mean one pillar."""
    pillars: dict[int, Pillar] = {}
    unknown = []
    for name, said in pinned.items():
        pages = np.flatnonzero(meant(name, graph.addresses, graph.folding) & indexable)
        _check(name, pages, pillars)
        if len(pages):
            pillars[int(pages[0])] = Pillar(name=said) if isinstance(said, str) else said
        else:
            unknown.append(name)
    leader = np.full(len(indexable), -1, dtype=np.int64)
    leader[list(pillars)] = np.arange(len(pillars))
    for place, pillar in enumerate(pillars.values()):
        for name in pillar.members:
            pages = np.flatnonzero(meant(name, graph.addresses, graph.folding) & indexable)
            leader[pages[leader[pages] < 0]] = place
            unknown.extend([] if len(pages) else [name])
    names = tuple(pillar.name for pillar in pillars.values())
    return Pins(tuple(pillars), names, leader, tuple(unknown))


def _check(name: str, pages: Groups, pillars: Mapping[int, Pillar]) -> None:
    where = "linkequity.toml, [pillars]"
    if len(pages) > 1:
        raise SettingsInvalid(
            f"{name!r} means {len(pages):,} pages, and a cluster has one pillar page",
            where=where,
            hint="Name the pillar page itself, and the others as its members.",
        )
    if len(pages) and int(pages[0]) in pillars:
        raise SettingsInvalid(
            f"{name!r} means a pillar page that is named before",
            where=where,
            hint="Keep one of the two names.",
        )


def apply_pins(groups: Groups, pins: Pins, topics: Dense) -> Groups:
    """The groups of pages, −1 for none, as the pins want them."""
    pinned = groups.copy()
    fresh = int(groups.max(initial=-1)) + 1 + np.arange(len(pins.pillars))
    pillars = np.array(pins.pillars, dtype=np.int64)
    for group in np.unique(groups[pillars]):
        if group >= 0:
            rivals = np.flatnonzero(groups[pillars] == group)
            pages = np.flatnonzero(groups == group)
            nearest = np.argmax(topics[pages] @ topics[pillars[rivals]].T, axis=1)
            pinned[pages] = fresh[rivals[nearest]]
    kept = pins.leader >= 0
    pinned[kept] = fresh[pins.leader[kept]]
    return pinned

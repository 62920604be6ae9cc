"""Which single edit explains a change of equity: each is solved alone, on the site as it was.

    share = what the edit alone does to a page / how the page's equity changed

An edit explains a change where its share is within 20% of the whole. Where several do, one link
goes before the many it is one of, then the nearest to the whole; where none does, none is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.model.comparison.backlink_candidates import backlink_candidates
from linkequity.model.comparison.backlinks_then import BacklinkChanges
from linkequity.model.comparison.both import Both
from linkequity.model.comparison.link_candidates import link_candidates
from linkequity.model.comparison.page_candidates import page_candidates
from linkequity.model.comparison.single_edits import Candidate, Told
from linkequity.model.links.weights import Vector

# Four fifths of a change in one edit is what people call its cause; the rest is interplay.
EXPLAINS: Final = 0.8
# As many edits are tried as can be solved in some seconds: a solve takes about 0.1 µs a link.
LINKS_TO_SOLVE: Final = 60_000_000
FEWEST, MOST = 6, 48
NOTHING: Final = 1e-12


@dataclass(frozen=True)
class Cause:
    """The edit that explains a change, and its share of it; 1 is all."""

    told: Told
    share: float


@dataclass(frozen=True)
class Causes:
    """The edits that were tried, and what each alone does (edits × places), in page units."""

    tried: Sequence[Told]
    effects: Vector

    def of(self, change: float, effects: Vector) -> Cause | None:
        """The edit that explains a change, given what each edit does to the same; None if none."""
        if abs(change) < NOTHING or not len(effects):
            return None
        off = np.abs(effects / change - 1)
        explaining = np.flatnonzero(off <= 1 - EXPLAINS).tolist()
        if not explaining:
            return None
        best = min(explaining, key=lambda edit: (self.tried[edit].count > 1, off[edit]))
        return Cause(self.tried[best], float(effects[best] / change))

    def of_place(self, change: float, place: int) -> Cause | None:
        """The edit that explains the change of one page."""
        return self.of(change, self.effects[:, place])

    def of_places(self, change: float, places: Vector) -> Cause | None:
        """The edit that explains the change of several pages together; `places`: 1 for each."""
        return self.of(change, self.effects @ places)


def find_causes(both: Both, backlinks: BacklinkChanges) -> Causes:
    """Try the edits that concern most equity, each alone."""
    most = affordable(both)
    candidates: list[Candidate] = [
        *link_candidates(both, most),
        *page_candidates(both, max(most // 3, 3)),
        *backlink_candidates(both, backlinks, max(most // 3, 3)),
    ]
    effects = [candidate.effect() for candidate in candidates]
    shape = (len(candidates), len(both.keys))
    return Causes(
        [candidate.told for candidate in candidates],
        np.vstack(effects) if effects else np.zeros(shape),
    )


def affordable(both: Both) -> int:
    """How many edits of links are tried on a site of this size."""
    links = len(both.before.graph.links) + 1
    return max(FEWEST, min(MOST, LINKS_TO_SOLVE // links))

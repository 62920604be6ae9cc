"""Single edits that may explain a change: what each is, and what it alone would have done.

An edit is solved on the site as it was, with nothing else changed, by the same engine that
answers what-ifs, so what it explains is exact within the model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from linkequity.model.links.weights import Vector

Kind = Literal[
    "link_added",
    "link_removed",
    "link_followed",
    "link_unfollowed",
    "link_weighed_anew",
    "page_relinked",
    "page_gained",
    "page_lost",
    "page_changed",
    "backlinks_won",
    "backlinks_lost",
    "backlinks_changed",
]


@dataclass(frozen=True)
class Told:
    """What a single edit is, in data.

    `source`, `target`: keys of pages; of backlinks the referring domain and the page they are
    for; None where there are several, or the target is another site. `count`: links or backlinks
    of the edit. `was`, `now`: what a changed page was and is, as target kinds.
    """

    kind: Kind
    source: str | None = None
    target: str | None = None
    link_position: str | None = None
    count: int = 1
    was: str | None = None
    now: str | None = None


@dataclass(frozen=True)
class Candidate:
    """An edit, how much equity it concerns (page units), and what it alone does.

    `effect` solves the site as it was with this edit: the change of equity of each page by place.
    """

    told: Told
    size: float
    effect: Callable[[], Vector]

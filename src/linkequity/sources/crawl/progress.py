"""What a crawl says while it runs."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far a crawl is: URLs done, found and failed; `rate` in URLs a second, `eta` in seconds.

    `eta` is None while nothing can be said; `found` still grows, so it is a lower bound.
    """

    done: int
    found: int
    failed: int
    rate: float
    eta: float | None
    phase: str


Watcher = Callable[[Progress], None]

"""What is asked of a crawl, and what it says while it runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from linkequity.base.settings import CrawlSettings


@dataclass(frozen=True)
class CrawlOrder:
    """A crawl to be made.

    `seeds` are URLs known from elsewhere, each with the sources that name it (`backlinks`,
    `search`). They are requested where they are in scope; being known makes no inlink.
    """

    start_url: str
    settings: CrawlSettings = field(default_factory=CrawlSettings)
    seeds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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

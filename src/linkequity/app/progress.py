"""What long work says of itself while it runs; faces show it, nobody else does."""

from collections.abc import Callable
from typing import Protocol


class CrawlProgress(Protocol):
    """Where a crawl stands: pages done, found, failed; `rate` in pages a second, `eta` in s."""

    done: int
    found: int
    failed: int
    rate: float
    eta: float | None
    phase: str


class Listener(Protocol):
    """Whoever wants to hear: pages while crawling, and the name of each later step."""

    def crawling(self, progress: CrawlProgress) -> None:
        """Called a few times a second while pages are read."""

    def step(self, name: str) -> None:
        """Called when the next step begins."""

    def note(self, sentence: str) -> None:
        """Something a person should know, once."""


Progressing = Callable[[CrawlProgress], None]


class Silent:
    """A listener that says nothing."""

    def crawling(self, progress: CrawlProgress) -> None:
        """Say nothing."""

    def step(self, name: str) -> None:
        """Say nothing."""

    def note(self, sentence: str) -> None:
        """Say nothing."""

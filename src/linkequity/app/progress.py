"""What long work says of itself while it runs; faces show it, nobody else does."""

from typing import Protocol

from linkequity.sources.crawl.progress import Progress


class Listener(Protocol):
    """Whoever wants to hear: pages while crawling, and the name of each later step."""

    def crawling(self, progress: Progress) -> None:
        """Called a few times a second while pages are read."""

    def step(self, name: str) -> None:
        """Called when the next step begins."""

    def note(self, sentence: str) -> None:
        """Something a person should know, once."""


class Silent:
    """A listener that says nothing."""

    def crawling(self, progress: Progress) -> None:
        """Say nothing."""

    def step(self, name: str) -> None:
        """Say nothing."""

    def note(self, sentence: str) -> None:
        """Say nothing."""


SILENT = Silent()

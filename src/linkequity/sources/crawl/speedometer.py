"""How fast a crawl goes, told to whoever watches."""

import time
from collections import deque

from linkequity.sources.crawl.frontier import Frontier
from linkequity.sources.crawl.progress import Progress, Watcher

_WINDOW = 40  # ticks, ten seconds: long enough to be steady, short enough to follow a slow-down


class Speedometer:
    """Tells a watcher how far a crawl is."""

    def __init__(self, watcher: Watcher, frontier: Frontier) -> None:
        self._watcher = watcher
        self._frontier = frontier
        self._marks: deque[tuple[float, int]] = deque(maxlen=_WINDOW)
        self.done = frontier.done

    def tell(self, failed: int) -> None:
        """Report once; `failed` counts URLs without an answer so far."""
        found = self._frontier.found
        self._marks.append((time.monotonic(), self.done))
        rate = self._rate()
        eta = (found - self.done) / rate if rate else None
        self._watcher(Progress(self.done, found, failed, rate, eta, "crawl"))

    def _rate(self) -> float:
        (begin, before), (end, after) = self._marks[0], self._marks[-1]
        return max(0, after - before) / (end - begin) if end > begin else 0.0

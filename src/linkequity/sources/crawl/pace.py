"""How fast a host is asked: at most so many requests at once, so many a second, and less when
it tires.

Additive increase, multiplicative decrease, as in congestion control (Chiu and Jain 1989): a 429,
a 503 or a timeout halves concurrency and rate, latency three times its usual lowers concurrency
by a fifth, every good answer gives a little back.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import site_of
from linkequity.sources.crawl.addresses import is_loopback
from linkequity.sources.crawl.reply import Reply

MAX_PAUSE = 120.0  # a host that asks for more than two minutes is asked again after two
MAX_INTERVAL = 30.0
MAX_CRAWL_DELAY = 60.0
LOOPBACK_CONCURRENCY = 16
_REST = 1.0  # seconds between two decreases: answers to one burst are one signal
_TIRED = frozenset({429, 503})


class Pace:
    """The pace of one host. `ceiling` requests at once and one each `floor` seconds at best."""

    def __init__(
        self, ceiling: int, floor: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.ceiling, self.floor = ceiling, floor
        self.window, self.interval = float(ceiling), floor
        self.in_flight = 0
        self._clock = clock
        self._next_at = self._eased_at = 0.0
        self._usual = self._recent = 0.0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def enter(self) -> None:
        """Wait for a free place and for our turn."""
        while self.in_flight >= int(self.window):
            place = asyncio.get_running_loop().create_future()
            self._waiting.append(place)
            await place
        self.in_flight += 1
        now = self._clock()
        turn = max(now, self._next_at)
        self._next_at = turn + self.interval
        if turn > now:
            await asyncio.sleep(turn - now)

    def leave(self, reply: Reply | None) -> None:
        """Give the place back, and learn from the reply how the host is doing."""
        self.in_flight -= 1
        if reply is not None:
            self._learn(reply)
        while self._waiting and self.in_flight < int(self.window):
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                break

    def keep_apart(self, seconds: float) -> None:
        """Honour a crawl-delay: one request at a time, this far apart, at the least."""
        self.floor = max(self.floor, min(seconds, MAX_CRAWL_DELAY))
        self.interval = max(self.interval, self.floor)

    def _learn(self, reply: Reply) -> None:
        if reply.status in _TIRED or reply.fault == "timeout":
            self._slow_down(retry_after(reply))
        elif reply.milliseconds is not None:
            self._weigh(reply.milliseconds)

    def _slow_down(self, pause: float | None) -> None:
        now = self._clock()
        if pause is not None:
            self._next_at = max(self._next_at, now + pause)
        if now - self._eased_at < _REST:
            return
        self._eased_at = now
        self.window = max(1.0, self.window / 2)
        self.interval = min(MAX_INTERVAL, max(self.interval * 2, 0.1))
        self._next_at = max(self._next_at, now + self.interval)

    def _weigh(self, milliseconds: int) -> None:
        self._usual = self._usual or milliseconds
        self._usual += (milliseconds - self._usual) * 0.01
        self._recent += (milliseconds - self._recent) * 0.2
        if self._recent > max(3 * self._usual, 500.0):
            self._ease_off()
        else:
            self.window = min(float(self.ceiling), self.window + 1 / self.window)
            self.interval = max(self.floor, self.interval * 0.95 - 0.001)

    def _ease_off(self) -> None:
        now = self._clock()
        if now - self._eased_at >= _REST:
            self._eased_at = now
            self.window = max(1.0, self.window * 0.8)


class Paces:
    """The pace of every host; www and apex, http and https are one host."""

    def __init__(self, settings: CrawlSettings, *, polite: bool = True) -> None:
        self._settings = settings
        self._polite = polite
        self._paces: dict[str, Pace] = {}

    def of(self, url: str) -> Pace:
        """The pace of a URL's host."""
        site = site_of(url)
        if site not in self._paces:
            self._paces[site] = self._new(url)
        return self._paces[site]

    def _new(self, url: str) -> Pace:
        settings, defaults = self._settings, CrawlSettings()
        free = not self._polite or is_loopback(url)
        floor = 0.0 if free and settings.rate == defaults.rate else 1 / settings.rate
        unasked = settings.concurrency == defaults.concurrency
        return Pace(LOOPBACK_CONCURRENCY if free and unasked else settings.concurrency, floor)


def retry_after(reply: Reply) -> float | None:
    """Seconds that a Retry-After header asks for, as seconds or as a date, bounded."""
    value = reply.header("retry-after")
    if value is None:
        return None
    seconds = float(value) if value.strip().isdecimal() else _until(value)
    return None if seconds is None else min(max(seconds, 0.0), MAX_PAUSE)


def _until(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - datetime.now(UTC)).total_seconds()

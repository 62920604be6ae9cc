import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from linkequity.base.settings import CrawlSettings
from linkequity.sources.crawl.pace import MAX_PAUSE, Pace, Paces, retry_after
from linkequity.sources.crawl.reply import Reply

GOOD = Reply(200, milliseconds=20)
TIRED = Reply(429, milliseconds=20)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def one(pace: Pace, reply: Reply) -> None:
    await pace.enter()
    pace.leave(reply)


def test_no_more_than_the_ceiling_are_in_flight_and_all_get_their_turn() -> None:
    async def main() -> int:
        pace, most = Pace(3, 0.0), 0

        async def fetch() -> None:
            nonlocal most
            await pace.enter()
            most = max(most, pace.in_flight)
            await asyncio.sleep(0.001)
            pace.leave(GOOD)

        await asyncio.gather(*(fetch() for _ in range(30)))
        return most

    assert asyncio.run(asyncio.wait_for(main(), 5)) == 3


def test_requests_keep_the_rate() -> None:
    async def main() -> float:
        pace, begin = Pace(5, 0.02), time.monotonic()
        await asyncio.gather(*(one(pace, GOOD) for _ in range(11)))
        return time.monotonic() - begin

    assert asyncio.run(main()) >= 0.19


def test_a_tired_host_is_asked_half_as_much_and_recovers() -> None:
    clock = Clock()
    pace = Pace(8, 0.1, clock)
    pace.in_flight = 1
    pace.leave(TIRED)
    assert (pace.window, pace.interval) == (4.0, 0.2)
    for _ in range(100):
        pace.in_flight = 1
        pace.leave(GOOD)
    assert (pace.window, pace.interval) == (8.0, 0.1)


def test_one_burst_of_refusals_is_one_signal() -> None:
    clock = Clock()
    pace = Pace(8, 0.1, clock)
    for _ in range(5):
        pace.in_flight = 1
        pace.leave(TIRED)
    assert pace.window == 4.0
    clock.now += 2
    pace.in_flight = 1
    pace.leave(TIRED)
    assert pace.window == 2.0


def test_growing_latency_lowers_concurrency() -> None:
    clock = Clock()
    pace = Pace(8, 0.0, clock)
    for milliseconds in [100] * 20 + [3000] * 20:
        pace.in_flight = 1
        pace.leave(Reply(200, milliseconds=milliseconds))
        clock.now += 0.2
    assert pace.window < 6


def test_a_crawl_delay_spaces_requests() -> None:
    pace = Pace(5, 0.0)
    pace.keep_apart(3)
    assert pace.interval == 3


def asked_to_wait(value: str) -> float | None:
    return retry_after(Reply(503, (("retry-after", value),)))


def test_retry_after_is_read_as_seconds_and_as_a_date_and_is_bounded() -> None:
    assert asked_to_wait("7") == 7
    in_a_minute = datetime.now(UTC) + timedelta(seconds=60)
    assert asked_to_wait(format_datetime(in_a_minute, usegmt=True)) == pytest.approx(60, abs=2)
    assert asked_to_wait("999999") == MAX_PAUSE
    assert asked_to_wait("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert asked_to_wait("soon") is None
    assert asked_to_wait("-3") is None


def test_other_hosts_get_the_polite_pace_and_loopback_is_free_unless_asked_otherwise() -> None:
    paces = Paces(CrawlSettings())
    assert (paces.of("https://example.com/").ceiling, paces.of("https://example.com/").floor) == (
        5,
        0.1,
    )
    assert paces.of("http://example.com/") is paces.of("https://www.example.com/a")
    assert paces.of("http://localhost:8000/").floor == 0
    assert paces.of("http://127.0.0.1:8000/").floor == 0
    assert paces.of("http://127.evil.example/").floor == 0.1
    assert Paces(CrawlSettings(rate=2)).of("http://localhost:8000/").floor == 0.5

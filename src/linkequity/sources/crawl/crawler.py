"""The crawl itself: leases to answers, answers to rows, rows to acknowledgements."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import resolve
from linkequity.sources.crawl.arrival import Arrival, unreachable
from linkequity.sources.crawl.fetch import Fetcher
from linkequity.sources.crawl.frontier import Lease
from linkequity.sources.crawl.messages import Extracted
from linkequity.sources.crawl.pace import LOOPBACK_CONCURRENCY
from linkequity.sources.crawl.pool import Pool, PoolEvents
from linkequity.sources.crawl.progress import Watcher
from linkequity.sources.crawl.reply import BodyRule, Reply
from linkequity.sources.crawl.robots import TOKEN, Robots
from linkequity.sources.crawl.scope import Scope, shape_of
from linkequity.sources.crawl.speedometer import Speedometer
from linkequity.sources.crawl.unfinished import Unfinished, relearn
from linkequity.sources.extract.page import Answer, PageContext

PAGE_LIMIT = "page limit"
# A host that has not answered this often in a row is asked for its start page: is it still there?
_SILENCE = 30
_SILENT = frozenset({"dns", "refused", "timeout", "reset"})
_TICK = 0.25
_FAREWELL = 5.0


@dataclass(frozen=True)
class Tools:
    """What a crawl works with; the transport behind the fetcher may be a network or a folder."""

    settings: CrawlSettings
    fetcher: Fetcher
    robots: Robots
    watcher: Watcher

    @property
    def page_rule(self) -> BodyRule:
        """How much of a page is read."""
        return BodyRule(self.settings.max_bytes, html_only=True)


class Crawler:
    """One run over one unfinished crawl, until nothing is left to ask."""

    def __init__(self, tools: Tools, arrival: Arrival, unfinished: Unfinished) -> None:
        settings = tools.settings
        self._tools = tools
        self._arrival = arrival
        self._frontier = unfinished.frontier
        self._unfinished = unfinished
        self._scope = Scope(arrival.site, settings)
        self._requested = unfinished.requested
        self._leases: dict[str, Lease] = {}
        self._doubtful: list[Answer] = []
        self._busy = self._silence = 0
        self._changed = asyncio.Event()
        self._speed = Speedometer(tools.watcher, unfinished.frontier)
        context = PageContext(arrival.site, settings.subdomains, settings.url_policy, TOKEN)
        events = PoolEvents(
            self._on_extracted, self._frontier.acknowledge, self._on_lost, self._changed.set
        )
        self._ticker: asyncio.Task[None]
        self._pool = Pool(unfinished.folder, context, unfinished.next_part, events)

    def seed(self, urls: Iterable[str], source: str) -> int:
        """Queue URLs of the site that a source names; how many are of another site and left out.

        Paths are of the host that was arrived at.
        """
        policy = self._tools.settings.url_policy
        foreign = 0
        for named in urls:
            url = resolve(self._arrival.start_url, named, policy)
            if url and self._scope.holds(url):
                known = self._frontier.knows(url)
                refusal = None if known else self._scope.refusal(url, 0, 0)
                self._frontier.add(url, source, refusal=refusal)
            else:
                foreign += 1
        return foreign

    def seed_unknown(self, pages: Iterable[tuple[str, ...]], source: str) -> None:
        """Queue pages of which no URL is known; note the source at the URLs that are."""
        for urls in pages:
            known = [url for url in urls if self._frontier.knows(url)]
            self.seed(known or urls[:1], source)

    def start(self) -> None:
        """Queue the start page, and take up what an earlier run left."""
        self._frontier.add(self._arrival.start_url, "start")
        relearn(self._unfinished, self._learn)

    async def run(self) -> None:
        """Ask until nothing is left; every row is durable when this returns."""
        while self._frontier.unfinished():
            await self._ask_all()
            await self._admit_doubtful()
            await self._pool.flush()
            self._pool.raise_failure()
        self._frontier.commit()

    async def __aenter__(self) -> Self:
        self._ticker = asyncio.create_task(self._tick())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop, keeping what can be kept: pages that were read become durable, if that is quick."""
        self._ticker.cancel()
        with suppress(Exception):
            await asyncio.wait_for(self._pool.flush(), _FAREWELL)
        await self._pool.close()
        self._frontier.commit()

    async def _ask_all(self) -> None:
        lanes = max(LOOPBACK_CONCURRENCY, 2 * self._tools.settings.concurrency)
        tasks = [asyncio.create_task(self._lane()) for _ in range(lanes)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _lane(self) -> None:
        while (lease := await self._next()) is not None:
            self._leases[lease.url] = lease
            try:
                await self._admit(await self._answer(lease))
            finally:
                self._busy -= 1
                self._changed.set()

    async def _next(self) -> Lease | None:
        while True:
            self._pool.raise_failure()
            lease = self._frontier.lease()
            if lease is not None:
                self._busy += 1
                return lease
            if not self._busy and self._pool.idle:
                return None
            self._changed.clear()
            await self._changed.wait()

    async def _answer(self, lease: Lease) -> Answer:
        if lease.refusal:
            return _answer(lease, "not_crawled", lease.refusal)
        rules = await self._tools.robots.of(lease.url)
        if rules.unreachable is not None:
            return _replied(lease, rules.unreachable)
        if refusal := rules.refusal(lease.url):
            return _answer(lease, "blocked", refusal)
        limit = self._tools.settings.max_pages
        if limit is not None and self._requested >= limit:
            return _answer(lease, "not_crawled", PAGE_LIMIT)
        self._requested += 1
        return _replied(lease, await self._tools.fetcher.get(lease.url, self._tools.page_rule))

    async def _admit(self, answer: Answer) -> None:
        """Hand an answer on; silence is believed at the end only, when the host was seen alive."""
        if answer.outcome == "failed" and answer.error in _SILENT:
            self._doubtful.append(answer)
            self._silence += 1
            if self._silence == _SILENCE:
                await self._demand_sign_of_life()
        else:
            self._silence = 0 if answer.outcome == "answered" else self._silence
            await self._pool.submit(answer)

    async def _admit_doubtful(self) -> None:
        doubtful, self._doubtful = self._doubtful, []
        for answer in doubtful:
            await self._pool.submit(answer)

    async def _demand_sign_of_life(self) -> None:
        start = self._arrival.start_url
        reply = await self._tools.fetcher.get(start, self._tools.page_rule)
        if reply.status is None:
            raise unreachable(start, reply, done=self._speed.done)
        self._silence = 0

    def _on_extracted(self, page: Extracted) -> None:
        lease = self._leases.pop(page.url)
        self._speed.done += 1
        for url, source in page.found:
            self._discover(url, source, lease)

    def _on_lost(self, urls: list[str]) -> None:
        for url in urls:
            self._leases.pop(url, None)
        self._speed.done = self._frontier.done
        self._frontier.return_leases(urls)

    def _learn(self, page: str, url: str, source: str, depth: int) -> None:
        if self._scope.holds(url):
            chain = self._frontier.chain_of(page)
            self._discover(url, source, Lease(page, depth, chain, (), None, None))

    def _discover(self, url: str, source: str, page: Lease) -> None:
        if self._frontier.knows(url):
            self._frontier.add(url, source)
            return
        depth = page.depth + (source == "link")
        same = source == "redirect" or shape_of(url) == shape_of(page.url)
        chain = page.chain + 1 if same else 0
        # Where the start page redirects to is the start page, whatever the patterns say.
        judge = self._scope.refusal if depth or source == "link" else self._scope.trap
        refusal = judge(url, depth, chain)
        self._frontier.add(
            url, source, depth=depth, chain=chain, found_on=page.url, refusal=refusal
        )

    async def _tick(self) -> None:
        try:
            while True:
                await asyncio.sleep(_TICK)
                self._pool.look_after()
                self._frontier.commit()
                self._speed.tell(failed=len(self._doubtful))
        except Exception as error:  # a full disk must stop the crawl, not this task alone
            self._pool.fail(error)


def _replied(lease: Lease, reply: Reply) -> Answer:
    if reply.status is None:
        return _answer(lease, "failed", reply.fault)
    return _answer(lease, "answered", reply.fault, reply)


def _answer(lease: Lease, outcome: str, error: str | None, reply: Reply | None = None) -> Answer:
    reply = reply or Reply(None)
    return Answer(
        lease.url,
        outcome,
        error,
        reply.status,
        reply.headers,
        reply.body,
        reply.milliseconds,
        lease.depth,
        lease.found_on,
        lease.known_from,
        datetime.now(UTC),
    )

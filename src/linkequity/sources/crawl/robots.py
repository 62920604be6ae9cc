"""robots.txt: who may be asked for what (RFC 9309)."""

import asyncio
from dataclasses import dataclass

from protego import Protego

from linkequity.base.urls import origin_of, resolve
from linkequity.sources.crawl.fetch import Fetcher
from linkequity.sources.crawl.reply import BodyRule, Reply

TOKEN = "linkequity"
_SIZE = BodyRule(500 * 1024)  # RFC 9309 section 2.5: at least 500 KiB are read
_HOPS = 5  # RFC 9309 section 2.3.1.2


@dataclass(frozen=True)
class Rules:
    """What one origin's robots.txt says. `closed` is why nothing at all may be asked.

    `unreachable`: the host gave no answer, so that no page of it would either.
    """

    status: int | None
    closed: str | None = None
    unreachable: Reply | None = None
    parsed: Protego | None = None
    text: str | None = None

    def refusal(self, url: str) -> str | None:
        """Why a URL may not be requested; None where it may."""
        if self.closed or self.parsed is None:
            return self.closed
        return None if self.parsed.can_fetch(url, TOKEN) else "robots.txt"

    @property
    def sitemaps(self) -> list[str]:
        """The sitemaps it names, as written."""
        return list(self.parsed.sitemaps) if self.parsed else []

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between requests that it asks for."""
        delay = self.parsed.crawl_delay(TOKEN) if self.parsed else None
        return None if delay is None else float(delay)


class Robots:
    """The rules of every origin, each fetched once."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    async def of(self, url: str) -> Rules:
        """The rules for a URL's origin."""
        origin = origin_of(url)
        if origin not in self._rules:
            self._rules[origin] = asyncio.create_task(self._fetch(origin))
        return await asyncio.shield(self._rules[origin])

    def read_so_far(self) -> dict[str, Rules]:
        """The rules of every origin that has answered, by origin."""
        done = {origin: task for origin, task in self._rules.items() if task.done()}
        return {o: t.result() for o, t in done.items() if not (t.cancelled() or t.exception())}

    async def _fetch(self, origin: str) -> Rules:
        rules = _read(await self._follow(origin + "/robots.txt"))
        if rules.crawl_delay:
            self._fetcher.keep_apart(origin + "/", rules.crawl_delay)
        return rules

    async def _follow(self, url: str) -> Reply:
        for _ in range(_HOPS):
            reply = await self._fetcher.get(url, _SIZE)
            location = reply.header("location")
            target = resolve(url, location) if location else None
            if not _is_redirect(reply) or target is None:
                return reply
            url = target
        return Reply(404)  # RFC 9309: more hops than that count as "unavailable"


def _read(reply: Reply) -> Rules:
    if reply.status is None:
        return Rules(None, f"robots.txt unreachable: {reply.fault}", unreachable=reply)
    if reply.status >= 500 or reply.status == 429:
        return Rules(reply.status, f"robots.txt answered {reply.status}")
    if reply.status != 200:
        return Rules(reply.status)
    text = reply.body.decode("utf-8-sig", "replace")
    return Rules(200, parsed=Protego.parse(text), text=text)


def _is_redirect(reply: Reply) -> bool:
    return reply.status is not None and 300 <= reply.status < 400

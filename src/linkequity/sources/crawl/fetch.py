"""One URL fetched politely: at the host's pace, tried again where that may help."""

import asyncio
import random

from linkequity.sources.crawl.pace import Paces
from linkequity.sources.crawl.reply import BodyRule, Reply, Transport

# Too many requests, and gateways whose server is away: these pass. A 500 is the page's own fault.
_PASSING = frozenset({429, 502, 503, 504})
_BACK_OFF = 0.5  # seconds before the second try, twice that before the third


class Fetcher:
    """Fetches by a transport, `tries` times at most."""

    def __init__(self, transport: Transport, paces: Paces, tries: int) -> None:
        self._transport = transport
        self._paces = paces
        self._tries = tries

    async def get(self, url: str, rule: BodyRule) -> Reply:
        """The last reply to a URL; a fault is a reply too."""
        for attempt in range(1, self._tries):
            reply = await self._once(url, rule)
            if not (reply.passing or reply.status in _PASSING):
                return reply
            await asyncio.sleep(_BACK_OFF * 2 ** (attempt - 1) * random.uniform(0.8, 1.2))
        return await self._once(url, rule)

    def keep_apart(self, url: str, seconds: float) -> None:
        """Ask the URL's host no more often than this."""
        self._paces.of(url).keep_apart(seconds)

    async def _once(self, url: str, rule: BodyRule) -> Reply:
        pace = self._paces.of(url)
        reply = None
        await pace.enter()
        try:
            reply = await self._transport.fetch(url, rule)
        finally:
            pace.leave(reply)
        return reply

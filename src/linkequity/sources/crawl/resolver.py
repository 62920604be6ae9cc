"""Names to addresses, public ones alone: what `addresses` forbids is never connected to."""

import socket
from collections.abc import Collection

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from linkequity.sources.crawl.addresses import PrivateAddressRefused, is_public


class GuardedResolver(AbstractResolver):
    """Resolves names and refuses private answers, except for the names in `trusted`."""

    def __init__(self, trusted: Collection[str]) -> None:
        self._trusted = trusted
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name; PrivateAddressRefused where it has none."""
        found = await self._resolver.resolve(host, port, family)
        if host in self._trusted:
            return found
        public = [result for result in found if is_public(result["host"])]
        if not public:
            raise PrivateAddressRefused(f"{host} leads to a private address")
        return public

    async def close(self) -> None:
        """Release the resolver."""
        await self._resolver.close()

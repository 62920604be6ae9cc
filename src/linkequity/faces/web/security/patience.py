"""Who connects and does not ask is not waited for: slow senders would take all connections."""

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds for the first request of a connection to be there with all of its headers.
PATIENCE: Final = 15.0
# Open at a time; a browser takes six.
MOST_CONNECTIONS: Final = 256


class Impatient(H11Protocol):
    """HTTP as uvicorn speaks it, but for connections on which nothing is asked."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to listen, and look again in a while."""
        super().connection_made(transport)
        self.loop.call_later(PATIENCE, self._look)

    def _look(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()

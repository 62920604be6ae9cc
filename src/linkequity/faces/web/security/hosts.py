"""The Host header must be ours, to the letter: a foreign name that leads here is an attack."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class ExactHost:
    """Refuses requests under any other name (DNS rebinding): 421."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what asks for us by one of our names."""
        if scope["type"] == "http" and Headers(scope=scope).getlist("host") not in [
            [host] for host in self.hosts
        ]:
            refusal = PlainTextResponse("This is not the host that was asked for.\n", 421)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

"""Whatever changes something must come from our own pages: Origin and Sec-Fetch-Site say so."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

READS = frozenset({"GET", "HEAD"})


class SameOriginWrites:
    """Refuses every method but GET and HEAD from other origins, and from senders unknown: 403."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.origins = frozenset(f"http://{host}" for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through reads, and writes of our own pages."""
        if scope["type"] == "http" and scope["method"] not in READS and not self._ours(scope):
            refusal = PlainTextResponse("Changes are taken from the app's own pages only.\n", 403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _ours(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        # The page's own origin, not merely one of ours: names and ports must be the same.
        same = headers.get("origin") == f"http://{headers.get('host')}"
        known = headers.get("origin") in self.origins
        return same and known and headers.get("sec-fetch-site", "same-origin") == "same-origin"

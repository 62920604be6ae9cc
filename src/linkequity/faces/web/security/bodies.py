"""No body is read beyond its limit: small for forms, larger where files are handed in.

Nor is one waited for that does not come.
"""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM_BYTES = 1 << 20
UPLOAD_BYTES = 2 << 30
UPLOADS = "/upload"
# Seconds until the next piece of a body.
PATIENCE = 30.0


class BodyLimit:
    """Counts what comes in, whatever its headers claim; 413 where it is too much."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the body on piece by piece while it is within the limit."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = UPLOAD_BYTES if scope["path"].endswith(UPLOADS) else FORM_BYTES
        read, ended = 0, False

        async def counted() -> Message:
            nonlocal read, ended
            # After the body comes the end of the connection, and nobody knows when.
            message = await asyncio.wait_for(receive(), None if ended else PATIENCE)
            read += len(message.get("body", b""))
            ended = not message.get("more_body", False)
            if read > most:
                raise HTTPException(413, f"Too much at once: at most {most:,} bytes are taken.")
            return message

        async def patient() -> Message:
            try:
                return await counted()
            except TimeoutError:
                raise HTTPException(408, "The rest of the request did not come.") from None

        await self.app(scope, patient, send)

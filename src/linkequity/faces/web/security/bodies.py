"""No body is read beyond its limit: small for forms, larger where files are handed in."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM_BYTES = 1 << 20
UPLOAD_BYTES = 2 << 30
UPLOADS = "/upload"


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
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413, f"Too much at once: at most {most:,} bytes are taken.")
            return message

        await self.app(scope, counted, send)

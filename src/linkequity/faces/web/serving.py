"""The server: its port is opened first, so that a browser can start while the app is read."""

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

from linkequity.base.errors import UsageError, WorkspaceUnclear
from linkequity.faces.web.access import Access


def serve(folder: Path, access: Access, ready: Callable[[], None]) -> None:
    """Serve until interrupted; `ready` is called once the port is ours.

    Who comes before the app is there is let wait, not refused. UsageError where the port is taken,
    or the address is not one of this machine; WorkspaceUnclear where the folder is none.
    """
    if not folder.is_dir():
        raise WorkspaceUnclear(
            "is no folder", where=str(folder), hint="Name the folder of your workspaces."
        )
    with _listening(access) as listener:
        ready()
        _run(folder, access, listener)


def _run(folder: Path, access: Access, listener: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415

    from linkequity.faces.web.security.patience import (  # noqa: PLC0415
        MOST_CONNECTIONS,
        Impatient,
    )
    from linkequity.faces.web.server import make_app  # noqa: PLC0415

    config = uvicorn.Config(
        make_app(folder, access),
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        http=Impatient,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listening(access: Access) -> socket.socket:
    try:
        return socket.create_server((access.host, access.port), family=_family(access.host))
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        raise UsageError(
            f"cannot listen there: {os.strerror(error.errno) if error.errno else error}",
            where=f"{access.host}:{access.port}",
            hint="Another program has the port: choose one with --port."
            if taken
            else "Name an address of this very machine with --host, and a port it may open.",
        ) from None


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET

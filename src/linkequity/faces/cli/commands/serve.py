"""`linkequity serve`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o


def serve(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8600,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Let others in, by a password.")
    ] = "127.0.0.1",
    workspace: o.Workspace = None,
    no_open: o.NoOpen = False,
) -> None:
    """Open the workspaces of this folder in the browser, for this machine only.

    With --host others can come in too: LINKEQUITY_PASSWORD then holds the password they need.

    Example: linkequity serve
    """
    import os  # noqa: PLC0415

    from linkequity.faces.web.access import Access  # noqa: PLC0415
    from linkequity.faces.web.serving import serve as run  # noqa: PLC0415

    access = Access(port, host, os.environ.get("LINKEQUITY_PASSWORD"))

    def ready() -> None:
        print(access.address, file=sys.stderr, flush=True)
        if not no_open:
            typer.launch(access.address)

    run(workspace or Path.cwd(), access, ready)

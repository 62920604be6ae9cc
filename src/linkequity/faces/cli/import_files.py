"""`linkequity import FILE…`."""

from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Exports: whose they are is found out.")],
    *,
    vendor: Annotated[
        str | None, typer.Option("--as", metavar="VENDOR", help="Whose file it is.")
    ] = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
) -> None:
    """Bring in backlinks and search data from files; works before any crawl.

    Example: linkequity import ahrefs.csv Pages.csv --workspace example.com
    """
    from linkequity.app.reading import import_files as read_files  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json, say_imports  # noqa: PLC0415

    records = read_files(tuple(files), workspace, vendor)
    if json:
        print_json({"files": records})
    else:
        say_imports(records)

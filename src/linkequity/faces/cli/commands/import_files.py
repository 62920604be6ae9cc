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
    ip_ranges: Annotated[
        list[str] | None,
        typer.Option(
            "--ip-ranges",
            metavar="FILE",
            help="Addresses that a crawler in server logs comes from, as its company publishes "
            "them (googlebot.json), or CRAWLER=FILE. May be given again.",
        ),
    ] = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Bring in backlinks, search data, visits, server logs and sitemaps; works before any crawl.

    Example: linkequity import ahrefs.csv Pages.csv access.log.gz --workspace example.com
    """
    from linkequity.app.backlinks.coverage import in_words  # noqa: PLC0415
    from linkequity.app.intake.importing import coverage_of  # noqa: PLC0415
    from linkequity.app.intake.importing import import_files as read_files  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json, say_imports  # noqa: PLC0415

    records = read_files(tuple(files), workspace, vendor, tuple(ip_ranges or ()))
    told = any(record.kind in {"link_totals", "backlinks"} for record in records)
    coverage = coverage_of(workspace) if told else []
    if json:
        print_json({"files": records, "link_coverage": coverage})
    else:
        say_imports(records, in_words(coverage))

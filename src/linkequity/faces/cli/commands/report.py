"""`linkequity report`."""

from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o

BRAND = "Whose report it is (else as \\[report] in linkequity.toml says)"
Pdf = Annotated[
    bool, typer.Option("--pdf", help="Print it to a PDF too, with the Chromium of this machine.")
]
Xlsx = Annotated[
    bool, typer.Option("--xlsx", help="Write the work list too, as a workbook for Excel.")
]
Name = Annotated[str | None, typer.Option(help="The name at its top.", rich_help_panel=BRAND)]
Logo = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A PNG or JPEG to show there.", rich_help_panel=BRAND),
]
Colour = Annotated[
    str | None,
    typer.Option(metavar="#RRGGBB", help="The colour of links and marks.", rich_help_panel=BRAND),
]
Footer = Annotated[
    str | None, typer.Option(metavar="TEXT", help="A line at its end.", rich_help_panel=BRAND)
]


def report(
    *,
    pdf: Pdf = False,
    xlsx: Xlsx = False,
    name: Name = None,
    logo: Logo = None,
    colour: Colour = None,
    footer: Footer = None,
    workspace: o.Workspace = None,
    no_open: o.NoOpen = False,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Write the report again, from the latest results, for the screen, paper and spreadsheets.

    Example: linkequity report --pdf --xlsx --name "Example Agency" --logo logo.png
    """
    from linkequity.app.verbs import results_of  # noqa: PLC0415
    from linkequity.app.workspace import find_workspace  # noqa: PLC0415
    from linkequity.faces.cli.commands.auditing import open_report  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415
    from linkequity.faces.report.branding.brand import settings_with  # noqa: PLC0415
    from linkequity.faces.report.writing import (  # noqa: PLC0415
        write_pdf,
        write_report,
        write_workbook,
    )

    place = find_workspace(workspace, Path.cwd())
    results = results_of(place)
    named: dict[str, str | None] = {
        "name": name,
        "logo": None if logo is None else str(logo.absolute()),
        "colour": colour,
        "footer": footer,
    }
    brand = settings_with(place.settings.report, named)
    written = {"report": write_report(results, place, brand)}
    if xlsx:
        written["xlsx"] = write_workbook(results, place, brand)
    if pdf:
        written["pdf"] = write_pdf(place)
    if json:
        print_json({kind: str(path) for kind, path in written.items()})
        return
    print(*written.values(), sep="\n")
    if not no_open:
        open_report(written["report"])

"""`linkequity prospects`."""

from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o

Competitors = Annotated[
    list[str],
    typer.Option(
        "--competitor",
        metavar="NAME=FILE",
        help="An export of a competitor's backlinks, of any vendor; give two or more.",
    ),
]
Csv = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write them there, for --prospects FILE.")
]


def prospects(
    *,
    competitor: Competitors,
    csv: Csv = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Sites that link to two or more competitors and not here, scored; nothing is sent anywhere.

    Example: linkequity prospects --competitor acme=acme.csv --competitor best=best.csv
    """
    from linkequity.app.backlinks.prospects import prospect_table  # noqa: PLC0415
    from linkequity.app.exports import write_csv  # noqa: PLC0415
    from linkequity.app.verbs import prospects as find_prospects  # noqa: PLC0415
    from linkequity.faces.cli.answered.prospects import competitor_of, say_found  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    found = find_prospects([competitor_of(word) for word in competitor], workspace)
    if csv is not None:
        write_csv(prospect_table(found), csv)
    if json:
        print_json(found)
    elif csv is not None:
        print(f"{len(found.prospects):,} prospects in {csv}")
    else:
        say_found(found)

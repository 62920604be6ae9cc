"""`linkequity compare [A B]`."""

from typing import Annotated

import typer

from linkequity.faces.cli import options as o


def compare(
    snapshots: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SNAPSHOT",
            help="Snapshots by name, start of a name or path; the latest two without any.",
            show_default=False,
        ),
    ] = None,
    *,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """What changed between two snapshots: pages, links, findings, backlinks, equity and why.

    Example: linkequity compare 2026-03-01 2026-04-01
    """
    from linkequity.app.verbs import compare as compare_snapshots  # noqa: PLC0415
    from linkequity.faces.cli.answered.comparison import say_comparison  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    names = tuple(snapshots or ())
    if len(names) > 2:
        raise typer.BadParameter("give two snapshots at most", param_hint="SNAPSHOT")
    comparison = compare_snapshots(names, workspace)
    if json:
        print_json(comparison)
    else:
        say_comparison(comparison)

"""`linkequity report`."""

from linkequity.faces.cli import options as o


def report(*, workspace: o.Workspace = None, no_open: o.NoOpen = False) -> None:
    """Write the report again, from the latest results.

    Example: linkequity report
    """
    from pathlib import Path  # noqa: PLC0415

    from linkequity.app.verbs import results_of  # noqa: PLC0415
    from linkequity.app.workspace import find_workspace  # noqa: PLC0415
    from linkequity.faces.cli.auditing import open_report, write_report  # noqa: PLC0415

    place = find_workspace(workspace, Path.cwd())
    path = write_report(results_of(place), place)
    print(path)
    if not no_open:
        open_report(path)

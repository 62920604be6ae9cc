"""`linkequity clusters`."""

from typing import Annotated

import typer

from linkequity.faces.cli import options as o


def clusters(
    *,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="One cluster whole: its id, its name or a page in it."),
    ] = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Pages on one topic, their pillar pages, the links between them and those that are missing.

    Example: linkequity clusters --cluster /tax-advisory
    """
    from linkequity.app.verbs import clusters as find_clusters  # noqa: PLC0415
    from linkequity.faces.cli.answered.clusters import say_cluster, say_clusters  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    found = find_clusters(cluster, workspace)
    if json:
        print_json(found)
    elif cluster is None:
        say_clusters(found)
    else:
        say_cluster(found.clusters[0])

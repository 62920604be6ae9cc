"""`linkequity recommend`."""

from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o

Budget = Annotated[int, typer.Option(min=1, max=1000, help="So many links at most.")]
Candidates = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="CSV of links to choose from: from, to, anchor text."),
]


def recommend(
    *,
    budget: Budget = 10,
    candidates: Candidates = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
) -> None:
    """The internal links to add that do most together for the pages that matter.

    Example: linkequity recommend --budget 20
    """
    from linkequity.app.verbs import recommend as find_links  # noqa: PLC0415
    from linkequity.faces.cli.recommended import say_recommendations  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    found = find_links(budget, candidates, workspace)
    if json:
        print_json(found)
    else:
        say_recommendations(found)

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
To = Annotated[str | None, typer.Option("--to", metavar="URL", help="Links to this page only.")]
From = Annotated[
    str | None, typer.Option("--from", metavar="URL", help="Links from this page only.")
]
New = Annotated[bool, typer.Option("--new", help="Links to pages younger than 90 days only.")]
Days = Annotated[
    int | None, typer.Option(min=1, max=3650, help="The same for pages younger than so many days.")
]
NEW_DAYS = 90
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Links between the pages of a cluster, as clusters names it."
    ),
]
Csv = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write them as CSV as well.")
]
Markdown = Annotated[
    Path | None, typer.Option("--markdown", metavar="FILE", help="Write them as a list of work.")
]


def recommend(
    *,
    to: To = None,
    from_: From = None,
    new: New = False,
    days: Days = None,
    cluster: Cluster = None,
    budget: Budget = 10,
    candidates: Candidates = None,
    csv: Csv = None,
    markdown: Markdown = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """The internal links to add that do most together for the pages that matter.

    Each with its sentence and anchor text. `accept` and `reject` take the ids that are shown.

    Example: linkequity recommend --to /pricing --budget 20
    """
    from linkequity.app.links_to_add.recommending import RecommendOrder, write_links  # noqa: PLC0415
    from linkequity.app.verbs import recommend as find_links  # noqa: PLC0415
    from linkequity.faces.cli.answered.recommendations import say_recommendations  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    new_days = days or (NEW_DAYS if new else None)
    order = RecommendOrder(budget, candidates, to, from_, new_days, cluster)
    found = find_links(order, workspace)
    write_links(found, csv, markdown)
    if json:
        print_json(found)
    else:
        say_recommendations(found)

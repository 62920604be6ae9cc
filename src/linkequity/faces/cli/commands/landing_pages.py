"""`linkequity landing-pages`."""

from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o

Prospects = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="CSV of domains or pages, with rating, topic, price."),
]
DomainRating = Annotated[
    float, typer.Option(min=0, max=100, help="Rating of the domain to reckon a backlink from.")
]


def landing_pages(
    *,
    prospects: Prospects = None,
    domain_rating: DomainRating = 50,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Where a backlink should land: what each page delivers to the pages that matter.

    Example: linkequity landing-pages --prospects prospects.csv
    """
    from linkequity.app.verbs import landing_pages as find_landing_pages  # noqa: PLC0415
    from linkequity.faces.cli.answered.landing_pages import say_landing_pages  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    found = find_landing_pages(prospects, workspace, domain_rating)
    if json:
        print_json(found)
    else:
        say_landing_pages(found)
